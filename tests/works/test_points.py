"""Road points: placed by chainage, kept once, with their states one after the other, within scope and in the log."""

import unicodedata
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works.linear import Line
from tests import places
from tests.works import bodies, lines
from tests.works.conftest import LINE


async def test_a_point_is_placed_by_its_chainage(
    with_road: None, duty: httpx.AsyncClient, country_db: Database
) -> None:
    body = bodies.point(chainage="Km105+300 - Km105+360")
    first = await duty.post("/api/road-points", json=body)
    again = await duty.post("/api/road-points", json=body)
    other = await duty.post("/api/road-points", json=body | {"plan": "khác"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409), first.text
    assert other.json()["code"] == "works_id_taken"
    kept = first.json()
    place = (kept["position"]["lon"], kept["position"]["lat"])
    assert lines.metres(place, Line([LINE], accuracy_m=0).at(5300)) < 6
    assert 5 < kept["error_m"] < 25 and kept["placed_by"] == "chainage"
    assert (kept["commune_code"], kept["state"], kept["state_label"]["vi"]) == ("90001", "cut", "Tắc đường")
    assert kept["chainage"] == "Km105+300 – Km105+360"
    async with country_db.transaction(SYSTEM) as session:
        logged = list(
            await session.execute(
                text(
                    "SELECT entity, op, commune_code, actor, payload->>'state' FROM changes WHERE entity = 'road_point'"
                )
            )
        )
    assert [tuple(row) for row in logged] == [("road_point", "create", "90001", "truc-ban", "cut")]


async def test_states_follow_each_other_and_stay(with_road: None, duty: httpx.AsyncClient) -> None:
    body = bodies.point(since="2026-07-21T02:00:00+07:00")
    await duty.post("/api/road-points", json=body)
    at = f"/api/road-points/{body['id']}"
    one_lane = {
        "id": str(uuid4()),
        "state": "one_lane",
        "since": "2026-07-21T09:00:00+07:00",
        "note": "Hót xong",
    }
    first = await duty.post(f"{at}/states", json=one_lane)
    again = await duty.post(f"{at}/states", json=one_lane)
    other = await duty.post(f"{at}/states", json=one_lane | {"state": "open"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    late = {
        "id": str(uuid4()),
        "state": "cut",
        "since": "2026-07-21T05:00:00+07:00",
    }  # told late, true earlier
    now = (await duty.post(f"{at}/states", json=late)).json()
    assert (now["state"], [state["state"] for state in now["history"]]) == (
        "one_lane",
        ["one_lane", "cut", "cut"],
    )
    then = (await duty.get(at, params={"at": "2026-07-21T06:00:00+07:00"})).json()
    assert then["state"] == "cut"
    listed = await duty.get("/api/road-points", params={"state": "cut"})
    assert listed.json()["items"] == []
    [only] = (await duty.get("/api/road-points", params={"road": "Quốc lộ 4D", "state": "one_lane"})).json()[
        "items"
    ]
    assert only["id"] == body["id"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"chainage": "Km500+000"}, "chainage"),
    ({"chainage": "Km105+300 - Km500"}, "chainage"),
    ({"chainage": "Km106 - Km105"}, "chainage"),
    ({"chainage": "105.3"}, "chainage"),
    ({"chainage": "=HYPERLINK(1)"}, "chainage"),
    ({"road": "..."}, "road"),
    ({"length_m": -4}, "length_m"),
    ({"length_m": 0}, "length_m"),
    ({"length_m": "40"}, "length_m"),
    ({"length_m": 1e12}, "length_m"),
    ({"state": "đóng"}, "state"),
    ({"kind": "hố tử thần"}, "kind"),
    ({"since": "2100-01-01T00:00:00+07:00"}, "since"),
    ({"since": "2026-07-21T10:00:00"}, "since"),
    ({"position": {"lon": 104.15, "lat": 22.05}}, "position"),
    ({"position": {"lon": 2.35, "lat": 48.85}}, "position"),
    ({"commune_code": "90003"}, "position"),
    ({"road": "QL279"}, "commune_code"),
    ({"road": "QL279", "commune_code": "99999"}, "commune_code"),
    ({"incident_id": "5f0f4f5a-6d0e-4d5c-9a51-6b1f0a8f6f10"}, "incident_id"),
    ({"id": "x"}, "id"),
    ({"plan": "a\u0000b"}, "plan"),
    ({"thua": 1}, "thua"),
]


async def test_what_is_refused(with_road: None, duty: httpx.AsyncClient) -> None:
    for changes, field in REFUSED:
        answer = await duty.post("/api/road-points", json=bodies.point(**changes))
        assert answer.status_code == 422, (changes, answer.text)
        assert field in {fault["field"] for fault in answer.json()["errors"]}, changes
    assert (await duty.get("/api/road-points")).json()["items"] == []


async def test_not_a_number_is_refused(with_road: None, duty: httpx.AsyncClient) -> None:
    import json

    for value in (float("nan"), float("inf")):
        raw = json.dumps(bodies.point(length_m=value))
        answer = await duty.post(
            "/api/road-points", content=raw, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422


async def test_a_road_that_is_not_loaded_needs_a_place_and_says_how_it_was_placed(
    duty: httpx.AsyncClient,
) -> None:
    lon, lat = places.centre("90002")
    by_commune = await duty.post("/api/road-points", json=bodies.point(commune_code="90002"))
    by_position = await duty.post(
        "/api/road-points",
        json=bodies.point(position={"lon": lon, "lat": lat, "accuracy_m": 15}, kind="flooding"),
    )
    assert (by_commune.status_code, by_position.status_code) == (201, 201), by_position.text
    first, second = by_commune.json(), by_position.json()
    assert (first["placed_by"], first["position"], first["error_m"]) == ("commune", None, None)
    assert (second["placed_by"], second["error_m"], second["commune_code"]) == ("position", 15, "90002")
    assert second["kind_label"]["vi"] == "Điểm ngập"


async def test_a_position_beside_the_chainage_is_kept(with_road: None, duty: httpx.AsyncClient) -> None:
    lon, lat = Line([LINE], accuracy_m=0).at(5300)
    kept = await duty.post("/api/road-points", json=bodies.point(position={"lon": lon, "lat": lat + 0.0005}))
    assert kept.status_code == 201
    assert kept.json()["placed_by"] == "position"
    assert kept.json()["position"]["lat"] == pytest.approx(lat + 0.0005)


async def test_two_roads_of_one_name_are_asked_for_their_part(
    country_db: Database, tmp_path: Path, duty: httpx.AsyncClient
) -> None:
    from tests.works.test_roads import load

    columns = {"name": "ten", "part": "doan", "province": "tinh", "start_chainage": "km"}
    rows = [
        {"ten": "ĐT132", "line": LINE, "doan": "A", "tinh": "91", "km": "Km0"},
        {"ten": "ĐT132", "line": lines.winding(lat=22.15), "doan": "B", "tinh": "92", "km": "Km0"},
    ]
    async with country_db.transaction(SYSTEM) as session:
        await load(session, tmp_path, rows, columns=columns)
    unclear = bodies.point(road="ĐT.132", chainage="Km1+000")
    answer = await duty.post("/api/road-points", json=unclear)
    assert (answer.status_code, answer.json()["code"]) == (409, "ambiguous_road")
    clear = await duty.post("/api/road-points", json=unclear | {"province": "91"})
    assert (clear.status_code, clear.json()["commune_code"]) == (201, "90001")


async def test_decomposed_vietnamese_is_the_same_road(with_road: None, duty: httpx.AsyncClient) -> None:
    name = unicodedata.normalize("NFD", "Quốc lộ 4D")
    kept = (await duty.post("/api/road-points", json=bodies.point(road=name))).json()
    assert kept["road"] == "Quốc lộ 4D" and kept["placed_by"] == "chainage"


async def test_scope_holds(
    with_road: None,
    duty: httpx.AsyncClient,
    commune_officer: httpx.AsyncClient,
    other_province: httpx.AsyncClient,
) -> None:
    body = bodies.point()  # lies in 90001
    await duty.post("/api/road-points", json=body)
    state = {"id": str(uuid4()), "state": "open"}
    for stranger in (commune_officer, other_province):
        assert (await stranger.get("/api/road-points")).json()["items"] == []
        assert (await stranger.get(f"/api/road-points/{body['id']}")).status_code == 404
        assert (await stranger.post(f"/api/road-points/{body['id']}/states", json=state)).status_code == 404
        assert (await stranger.post("/api/road-points", json=body)).status_code in (403, 409)
    own = await commune_officer.post("/api/road-points", json=bodies.point(chainage="Km115+000"))
    assert (own.status_code, own.json()["commune_code"]) == (201, "90002")
    elsewhere = await commune_officer.post("/api/road-points", json=bodies.point())
    assert elsewhere.status_code == 403, elsewhere.text


async def test_a_change_meanwhile_is_not_overwritten(with_road: None, duty: httpx.AsyncClient) -> None:
    body = bodies.point()
    await duty.post("/api/road-points", json=body)
    at = f"/api/road-points/{body['id']}"
    first = await duty.patch(at, json={"plan": "Kè rọ đá 60 m"}, headers={"If-Match": '"1"'})
    late = await duty.patch(at, json={"plan": "khác"}, headers={"If-Match": '"1"'})
    assert (first.status_code, first.json()["plan"], first.json()["version"]) == (200, "Kè rọ đá 60 m", 2)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    same = await duty.patch(at, json={"plan": "Kè rọ đá 60 m"}, headers={"If-Match": '"2"'})
    assert same.json()["version"] == 2


async def test_works_lists_points_after_works_page_by_page(with_road: None, duty: httpx.AsyncClient) -> None:
    for km in (103, 105, 107):
        await duty.post("/api/road-points", json=bodies.point(chainage=f"Km{km}"))
    for name in ("Hồ Một", "Hồ Hai"):
        await duty.post("/api/works", json=bodies.reservoir(name=name))
    seen: list[str] = []
    after: str | None = None
    while True:
        params = {"limit": "2"} | ({"after": after} if after else {})
        page = (await duty.get("/api/works", params=params)).json()
        seen += [item["kind"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == ["irrigation_reservoir"] * 2 + ["landslide"] * 3
    only = (await duty.get("/api/works", params={"kind": "landslide"})).json()["items"]
    assert len(only) == 3


async def test_an_incident_is_linked(with_road: None, duty: httpx.AsyncClient) -> None:
    incident = {"id": str(uuid4()), "kind": "road_cut", "road": "QL4D", "chainage": "105+300"}
    assert (await duty.post("/api/incidents", json=incident)).status_code == 201
    kept = await duty.post("/api/road-points", json=bodies.point(incident_id=incident["id"]))
    assert kept.status_code == 201, kept.text
    assert kept.json()["incident_id"] == kept.json()["history"][0]["incident_id"] == incident["id"]
