"""Roads from files into the system and asked over HTTP: loaded once, refused with row and field, two of one name."""

from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from shapely.geometry import MultiLineString, Point
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import loading, roads, taking_roads
from geoops.works.errors import BadLineFile, BadPostFile
from geoops.works.linear import Line, Post
from geoops.works.mapping import PostMapping, RoadMapping, read_mapping
from tests.works import lines

LINE = lines.winding()


def prepared(
    folder: Path, rows: list[dict[str, Any]], **mapping: Any
) -> tuple[list[loading.PreparedRoad], RoadMapping]:
    stated = read_mapping(lines.write_mapping(folder, **mapping), "roads")
    assert isinstance(stated, RoadMapping)
    return loading.read_roads(lines.write_roads(folder, rows), stated), stated


async def load(
    session: AsyncSession, folder: Path, rows: list[dict[str, Any]], **mapping: Any
) -> taking_roads.Loaded:
    return await taking_roads.load(session, *prepared(folder, rows, **mapping))


async def load_posts(
    session: AsyncSession, folder: Path, posts: list[Post], **names: Any
) -> taking_roads.Loaded:
    stated = read_mapping(lines.write_post_mapping(folder), "posts")
    assert isinstance(stated, PostMapping)
    path = lines.write_posts(folder, posts, **names)
    return await taking_roads.load_posts(session, loading.read_posts(path, stated), stated, path.name)


async def test_a_chainage_to_a_coordinate_and_back(with_road: None, duty: httpx.AsyncClient) -> None:
    for written in ("105+300", "105%2B300", "Km105+300", "Km 105 + 300"):
        answer = await duty.get(f"/api/roads/QL4D/at/{written}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("application/geo+json")
    found = answer.json()
    expected = Line([LINE], accuracy_m=0).at(5300)
    assert lines.metres((found["lon"], found["lat"]), expected) < 6
    assert found["geometry"] == {"type": "Point", "coordinates": [found["lon"], found["lat"]]}
    properties = found["properties"]
    assert 8 < properties["error_m"] == found["error_m"] < 20
    assert (properties["commune_code"], properties["commune_name"]) == ("90001", "Xã Mường Thử")
    assert (properties["post_before"], properties["post_after"]) == ("Km105+000", "Km106+000")
    back = await duty.get("/api/roads/near", params={"lon": found["lon"], "lat": found["lat"]})
    [beside] = back.json()["items"]
    assert beside["chainage"] == "Km105+300" and beside["road"] == "Quốc lộ 4D" and beside["offset_m"] < 0.2
    far = await duty.get("/api/roads/near", params={"lon": 104.05, "lat": 22.15})
    assert (far.status_code, far.json()["code"]) == (404, "no_road_near")


async def test_what_is_not_on_the_road(with_road: None, duty: httpx.AsyncClient) -> None:
    for path, status, code in [
        ("QL4D/at/Km500+000", 422, "chainage_off_road"),
        ("QL4D/at/Km99+900", 422, "chainage_off_road"),
        ("QL4D/at/Km105+1150", 422, "chainage_off_road"),
        ("QL4D/at/105.3", 422, "chainage_unreadable"),
        ("QL4D/at/-1+300", 422, "chainage_unreadable"),
        ("QL4D/at/NaN+NaN", 422, "chainage_unreadable"),
        ("QL4E/at/105+300", 404, "unknown_road"),
        ("QL4D/at/105+300?part=Sa Pa", 404, "unknown_road"),
    ]:
        answer = await duty.get(f"/api/roads/{path}")
        assert (answer.status_code, answer.json()["code"]) == (status, code), path


async def test_beyond_the_end_says_where_the_road_ends(with_road: None, duty: httpx.AsyncClient) -> None:
    said = (await duty.get("/api/roads/QL4D/at/Km500+000")).json()
    assert said["detail"] == "Quốc lộ 4D chỉ có từ Km99+997 đến Km121+898; Km500+000 nằm ngoài"
    assert said["errors"][0]["field"] == "chainage"


async def test_two_roads_of_one_name_need_their_part_or_province(
    country_db: Database, tmp_path: Path, duty: httpx.AsyncClient
) -> None:
    north = lines.winding(lat=22.15)
    rows = [
        {"ten": "ĐT.132", "line": LINE, "doan": "Mường Thử", "tinh": "91", "km": "Km0"},
        {"ten": "Tỉnh lộ 132", "line": north, "doan": "Tả Mẫu", "tinh": "92", "km": "Km0"},
    ]
    columns = {"name": "ten", "part": "doan", "province": "tinh", "start_chainage": "km"}
    async with country_db.transaction(SYSTEM) as session:
        assert await load(session, tmp_path, rows, columns=columns) == taking_roads.Loaded(2, 0, 0)
    both = await duty.get("/api/roads/DT132/at/1+000")
    assert (both.status_code, both.json()["code"]) == (409, "ambiguous_road")
    assert {part["part"] for part in both.json()["parts"]} == {"Mường Thử", "Tả Mẫu"}
    assert "Tả Mẫu, tỉnh 92" in both.json()["detail"]
    by_part = (await duty.get("/api/roads/TL132/at/1+000", params={"part": "tả mẫu"})).json()
    by_province = (await duty.get("/api/roads/TL132/at/1+000", params={"province": "92"})).json()
    assert by_part == by_province
    assert by_part["properties"]["commune_code"] == "90003"
    assert by_part["properties"]["basis"] == "from_start"


async def test_a_road_without_posts_or_beginning_says_so(
    country_db: Database, tmp_path: Path, duty: httpx.AsyncClient
) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await load(session, tmp_path, [{"ten": "QL4D", "line": LINE}])
    answer = await duty.get("/api/roads/QL4D/at/1+000")
    assert (answer.status_code, answer.json()["code"]) == (409, "road_not_calibrated")
    [listed] = (await duty.get("/api/roads")).json()["items"]
    assert (listed["key"], listed["begin"], listed["posts"], listed["length_km"]) == ("QL4D", None, 0, 21.898)
    assert listed["speed_assumed"] is True


async def test_the_same_file_again_changes_nothing_and_another_line_keeps_the_posts(
    session: AsyncSession, tmp_path: Path
) -> None:
    rows = [{"ten": "QL4D", "line": LINE}]
    assert await load(session, tmp_path, rows) == taking_roads.Loaded(1, 0, 0)
    posts = lines.posts_along(LINE, first_km=100)
    assert await load_posts(session, tmp_path, posts) == taking_roads.Loaded(len(posts), 0, 0)
    assert await load_posts(session, tmp_path, posts) == taking_roads.Loaded(0, 0, len(posts))
    assert await load(session, tmp_path, rows) == taking_roads.Loaded(0, 0, 1)
    before = await roads.locate(session, "QL4D", "105+300")
    moved = [{"ten": "QL4D", "line": LINE + np.array([0, 0.0001])}]
    assert await load(session, tmp_path, moved) == taking_roads.Loaded(0, 1, 0)
    after = await roads.locate(session, "QL4D", "105+300")
    assert (
        5
        < lines.metres((before.located.lon, before.located.lat), (after.located.lon, after.located.lat))
        < 15
    )
    logged = (
        await session.execute(
            text("SELECT op FROM changes WHERE domain = 'works' AND entity = 'road' ORDER BY seq")
        )
    ).scalars()
    assert list(logged) == ["load", "calibrate", "load"]


async def test_a_road_in_parts_with_a_gap_is_one_road(session: AsyncSession, tmp_path: Path) -> None:
    rows = [
        {"ten": "QL4D", "line": MultiLineString([LINE[400:], LINE[200:390][::-1]])},
        {"ten": "QL.4D", "line": LINE[:201]},
    ]
    [road], _ = prepared(tmp_path, rows)
    assert len(road.pieces) == 3
    assert [round(end - begin, -2) for begin, end in road.line.gaps] == [400]
    assert road.line.length_m == pytest.approx(Line([LINE], accuracy_m=0).length_m, rel=0.01)


async def test_vn2000_is_brought_to_wgs84(tmp_path: Path) -> None:
    stated = read_mapping(lines.write_mapping(tmp_path), "roads")
    assert isinstance(stated, RoadMapping)
    [road] = loading.read_roads(
        lines.write_roads(tmp_path, [{"ten": "QL4D", "line": LINE}], crs=3405), stated
    )
    assert np.abs(road.line.points - LINE).max() < 1e-5


@pytest.mark.parametrize(
    ("rows", "mapping", "field"),
    [
        ([{"ten": None, "line": LINE}, {"ten": "QL4D", "line": LINE}], {}, "ten"),
        ([{"ten": "…", "line": LINE}], {}, "ten"),
        ([{"ten": "a\u0007", "line": LINE}], {}, "ten"),
        ([{"ten": "QL4D", "line": Point(104, 22)}], {}, "geometry"),
        ([{"ten": "QL4D", "line": LINE - np.array([100, 0])}], {}, "geometry"),
        ([{"ten": "QL4D", "line": LINE}], {"columns": {"name": "khong_co"}}, "khong_co"),
        (
            [{"ten": "QL4D", "line": LINE, "km": "105.3"}],
            {"columns": {"name": "ten", "start_chainage": "km"}},
            "km",
        ),
        ([{"ten": "QL4D", "line": LINE, "t": "Lào Cai"}], {"columns": {"name": "ten", "province": "t"}}, "t"),
        ([{"ten": "QL4D", "line": LINE}], {"crs": "EPSG:3405"}, "crs"),
        ([{"ten": "QL4D", "line": LINE}], {"accuracy_m": -1}, "accuracy_m"),
        ([{"ten": "QL4D", "line": LINE}], {"accuracy_m": float("nan")}, "accuracy_m"),
        ([{"ten": "QL4D", "line": LINE}], {"source": ""}, "source"),
        ([{"ten": "QL4D", "line": LINE}], {"speeds_kmh": {"QL": 0}}, "speeds_kmh.QL"),
        ([{"ten": "QL4D", "line": LINE}], {"sped": 1}, "sped"),
    ],
)
def test_files_that_are_refused(
    tmp_path: Path, rows: list[dict[str, Any]], mapping: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadLineFile) as refused:
        prepared(tmp_path, rows, **mapping)
    assert field in {fault.field for fault in refused.value.faults}


def test_damaged_and_empty_files_are_refused(tmp_path: Path) -> None:
    stated = read_mapping(lines.write_mapping(tmp_path), "roads")
    assert isinstance(stated, RoadMapping)
    whole = lines.write_roads(tmp_path, [{"ten": "QL4D", "line": LINE}]).read_bytes()
    for name, content in (
        ("cut.gpkg", whole[: len(whole) // 3]),
        ("none.geojson", b""),
        ("a.geojson", b"{}"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadLineFile):
            loading.read_roads(tmp_path / name, stated)
    with pytest.raises(BadLineFile):
        loading.read_roads(tmp_path / "missing.gpkg", stated)


async def test_posts_that_cannot_be_meant_are_refused_with_their_row(
    session: AsyncSession, tmp_path: Path
) -> None:
    await load(session, tmp_path, [{"ten": "QL4D", "line": LINE}])
    good = lines.posts_along(LINE, first_km=100)
    astray = [*good[:4], Post(104_500.0, 104.06, 22.09, 3.0)]
    twice = [*good[:4], good[2]]
    swapped = [
        *good[:6],
        Post(300_000.0, (good[2].lon + good[3].lon) / 2, (good[2].lat + good[3].lat) / 2, 3.0),
    ]
    for posts, row, said in ((astray, 5, "cách đường"), (twice, 5, "hai lần"), (swapped, 7, "thứ tự")):
        with pytest.raises(BadPostFile) as refused:
            await load_posts(session, tmp_path, posts)
        [fault] = refused.value.faults
        assert fault.row == row and said in fault.reason.vi
    with pytest.raises(BadPostFile) as refused:
        await load_posts(session, tmp_path, good, road="QL32")
    assert {fault.field for fault in refused.value.faults} == {"duong"}


async def test_posts_from_a_csv_with_coordinates(session: AsyncSession, tmp_path: Path) -> None:
    await load(session, tmp_path, [{"ten": "QL4D", "line": LINE}])
    posts = lines.posts_along(LINE, first_km=100)
    rows = "\n".join(f"QL 4D,Km{p.posted_m / 1000:.0f},{p.lon},{p.lat}" for p in posts)
    path = tmp_path / "cot.csv"
    path.write_text("duong,km,x,y\n" + rows, "utf-8")
    columns = {"road": "duong", "chainage": "km", "lon": "x", "lat": "y"}
    stated = read_mapping(lines.write_post_mapping(tmp_path, columns=columns), "posts")
    assert isinstance(stated, PostMapping)
    done = await taking_roads.load_posts(session, loading.read_posts(path, stated), stated, path.name)
    assert done.new == len(posts)
    assert (await roads.locate(session, "QL4D", "105+300")).located.error_m < 20


async def test_who_is_not_signed_in_sees_no_roads(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/roads")).status_code == 401
    assert (await client.get("/api/roads/QL4D/at/1+000")).status_code == 401
