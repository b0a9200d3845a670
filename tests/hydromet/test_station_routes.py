"""A station over HTTP: all that is known of it, its series as columns and as files, changing it."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pyarrow.parquet as pq
import pytest
import xarray as xr
from fastapi import FastAPI

from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.hydromet.stations import service as stations
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.tables import safe_text
from tests.conftest import sign_in_as
from tests.places import centre

T = datetime.fromisoformat("2026-07-22T21:00:00+07:00")
HOUR = timedelta(hours=1)


@pytest.fixture
async def officer(country_app: FastAPI, country_db: Database) -> httpx.AsyncClient:
    lon, lat = centre("90001")
    async with country_db.transaction(SYSTEM) as session:
        await stations.register(
            session,
            [stations.Listed("=cmd:a", "=HYPERLINK(1)", lon, lat)],
            source="test",
            kind="water_level",
            rhythm=HOUR,
            seen_at=T - 9 * HOUR,
        )
        rows = [
            Reading(n, "=cmd:a", "water_level", T - n * HOUR, T - n * HOUR, 82.0 - 0.5 * n, "m")
            for n in range(4)
        ]
        rows.append(Reading(9, "=cmd:a", "water_level", T + HOUR, T + HOUR, 98.0, "m"))
        rows += [
            Reading(20 + n, "=cmd:a", "rain", T - (n + 1) * HOUR, T - n * HOUR, 2.0 + n, "mm")
            for n in range(3)
        ]
        await ingest(session, rows, source="test", known_at=T + HOUR)
    return await sign_in_as(country_app, country_db, "truc", "duty", "vn")


PATH = "/api/stations/=cmd:a"
NOW = {"at": T.isoformat()}


async def test_all_that_is_known_of_a_station(officer: httpx.AsyncClient) -> None:
    answer = await officer.patch(PATH, json={"alarm_1_m": 80.0, "alarm_2_m": 83.0, "owner": "Đài KTTV"})
    assert answer.status_code == 200, answer.text
    said = (await officer.get(PATH, params=NOW)).json()
    assert said["level"] == {
        "level_m": 82.0,
        "level_at": "2026-07-22T14:00:00Z",
        "rise_m_per_hour": pytest.approx(0.5),
        "alarm": 1,
        "certain": True,
        "next_alarm": 2,
        "next_m": 83.0,
        "hours_to_next": pytest.approx(2.0),
    }
    assert {item["window"]: item["mm"] for item in said["rain"]} == {
        "10m": None, "30m": 1.0, "1h": 2.0, "3h": 9.0, "6h": 9.0, "12h": 9.0, "24h": 9.0, "48h": 9.0,
        "72h": 9.0, "day": 5.0,
    }  # fmt: skip
    assert {item["variable"]: item["value"] for item in said["latest"]} == {"water_level": 82.0, "rain": 2.0}
    assert {change["field"] for change in said["history"]} == {"alarm_1_m", "alarm_2_m", "owner"}
    assert said["history"][0]["actor"] == "truc"


async def test_what_is_refused(
    officer: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    assert (await officer.get("/api/stations/none")).json()["code"] == "unknown_station"
    answer = await officer.patch(PATH, json={"alarm_1_m": 80.0, "alarm_2_m": 79.0})
    assert (answer.status_code, answer.json()["code"]) == (422, "alarm_levels_out_of_order")
    for body in ({"lon": 500}, {"name": ""}, {"name": None}, {"commune_code": "1"}, {"rhythm_s": "x"}):
        assert (await officer.patch(PATH, json=body)).status_code == 422, body
    assert (await officer.get(f"{PATH}/series", params={"variable": "mưa"})).status_code == 422
    field = await sign_in_as(country_app, country_db, "quan", "field", "91")
    assert (await field.patch(PATH, json={"owner": "tôi"})).status_code == 403


async def test_a_series_in_columns_with_its_flags(officer: httpx.AsyncClient) -> None:
    said = (await officer.get(f"{PATH}/series", params={"variable": "water_level"})).json()
    assert said["values"] == [80.5, 81.0, 81.5, 82.0, 98.0]
    assert said["ends_s"][-1] - said["ends_s"][0] == 4 * 3600
    assert said["flags"] == {"4": ["step"]} and said["more"] is False
    cut = await officer.get(
        f"{PATH}/series",
        params={"variable": "water_level", "from": (T - HOUR).isoformat(), "to": T.isoformat()},
    )
    assert cut.json()["values"] == [82.0]


async def test_the_series_as_files(officer: httpx.AsyncClient, tmp_path: Path) -> None:
    async def file(form: str) -> bytes:
        answer = await officer.get(f"{PATH}/series", params={"variable": "water_level", "format": form})
        assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
        return answer.content

    rows = list(csv.DictReader(io.StringIO((await file("csv")).decode("utf-8-sig"))))
    assert [float(row["value"]) for row in rows] == [80.5, 81.0, 81.5, 82.0, 98.0]
    assert rows[0]["station"] == "'=cmd:a" and rows[0]["name"] == "'=HYPERLINK(1)", "no formula"
    assert rows[-1]["flags"] == "step"

    table = pq.read_table(io.BytesIO(await file("parquet")))
    assert table["value"].to_pylist() == [80.5, 81.0, 81.5, 82.0, 98.0]
    assert table.schema.metadata[b"unit"] == b"m" and table["ends_at"].to_pylist()[-1] == T + HOUR

    path = tmp_path / "series.nc"
    path.write_bytes(await file("netcdf"))
    with xr.open_dataset(path, engine="h5netcdf") as found:
        assert found.attrs["Conventions"] == "CF-1.8" and found.attrs["featureType"] == "timeSeries"
        assert found["water_level"].values.tolist() == [80.5, 81.0, 81.5, 82.0, 98.0]
        assert found["water_level"].attrs["units"] == "m"
        assert str(found["time"].values[-1]).startswith("2026-07-22T15:00:00")
    empty = await officer.get(f"{PATH}/series", params={"variable": "discharge", "format": "netcdf"})
    assert empty.status_code == 200


async def test_pages_go_on_without_gap_or_repeat(officer: httpx.AsyncClient) -> None:
    seen, after = [], None
    while True:
        answer = await officer.get("/api/observations", params={"limit": 3, "after": after or None})
        seen += [(item["variable"], item["ends_at"]) for item in answer.json()["items"]]
        after = answer.json()["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 8
    assert [end for _, end in seen] == sorted((end for _, end in seen), reverse=True)


async def test_estimates_stand_apart_from_what_was_measured(officer: httpx.AsyncClient) -> None:
    answer = await officer.get("/api/rain/communes", params=NOW | {"hours": 3, "estimated": "best"})
    assert answer.status_code == 200, answer.text
    here, *others = answer.json()["items"]
    assert (here["commune_code"], here["mean_mm"], here["method"]) == ("90001", 9.0, "gauges")
    assert all(item["mean_mm"] is None and item["method"] is None for item in others)
    day = await officer.get("/api/rain/communes", params=NOW | {"window": "day"})
    assert (day.json()["window"], day.json()["hours"], day.json()["items"][0]["mean_mm"]) == (
        "day",
        None,
        5.0,
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_text(text) == f"'{text}"
    assert safe_text("Sa Pa") == "Sa Pa"
