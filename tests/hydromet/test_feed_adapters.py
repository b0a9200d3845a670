"""SensorThings, Open-Meteo and SYNOP: pages, batches and messages as their servers send them, and damaged ones."""

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from geoops.hydromet import jobs
from geoops.hydromet.ahead.service import rain_ahead
from geoops.hydromet.feeds import fetch, open_meteo, synop
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.hydromet.feeds_kit import last_run, rows
from tests.hydromet.source_server import Source, says, source

NOW = datetime.now(UTC).replace(second=0, microsecond=0)


def stream(number: int, *observations: dict[str, Any], name: str = "Rainfall", **more: Any) -> dict[str, Any]:
    return {
        "@iot.id": number,
        "name": f"stream {number}",
        "unitOfMeasurement": {"name": "millimetre", "symbol": "mm", "definition": "ucum:mm"},
        "ObservedProperty": {"@iot.id": 1, "name": name, "definition": "http://example.org/rain"},
        "Thing": {
            "@iot.id": f"T{number}",
            "name": f"Trạm {number}",
            "Locations": [
                {
                    "location": {
                        "type": "Feature",
                        "geometry": {"type": "Point", "coordinates": [103.9, 22.4, 700]},
                    }
                }
            ],
        },
        "Observations": list(observations),
        **more,
    }


def observation(minutes_ago: int, result: Any, *, instant: bool = False) -> dict[str, Any]:
    ends = NOW - timedelta(minutes=minutes_ago)
    starts = ends - timedelta(minutes=10)
    time = ends.isoformat() if instant else f"{starts.isoformat()}/{ends.isoformat()}"
    return {"@iot.id": minutes_ago, "phenomenonTime": time, "result": result}


def page(*values: Any, **more: Any) -> Any:
    return says(orjson.dumps({"value": list(values), **more}), Content_Type="application/json")


def sta_settings(tmp_path: Path, server: Source) -> Settings:
    config = {
        "name": "sta",
        "title": {"vi": "Máy chủ SensorThings", "en": "SensorThings"},
        "kind": "sensorthings",
        "address": server.url.rsplit("/public", 1)[0] + "/v1.1",
        "rhythm_minutes": 10,
        "attempts": 1,
        "datastreams": [{"observed_property": "Rainfall", "variable": "rain", "minutes": 10}],
    }
    file = tmp_path / "feeds.yaml"
    file.write_text(yaml.safe_dump({"feeds": [config]}), "utf-8")
    return Settings(home=tmp_path, feeds_file=file)


async def test_sensorthings_is_read_page_by_page(country_db: Database, tmp_path: Path) -> None:
    async with source(says(b"")) as server:
        base = server.url.rsplit("/public", 1)[0]
        server.answers[:] = [
            page(
                stream(
                    1,
                    observation(10, 2.5),
                    observation(20, None),
                    **{"Observations@iot.nextLink": f"{base}/v1.1/Datastreams(1)/Observations?$skip=2"},
                ),
                stream(9, observation(10, 20.0), name="Wind"),
                **{"@iot.nextLink": "/v1.1/Datastreams?$skip=2"},
            ),
            page(
                stream(2, observation(10, 1.5, instant=True), observation(30, "nhiều"), observation(40, -1))
            ),
            page(observation(50, 0.5)),
        ]
        settings = sta_settings(tmp_path, server)
        result = await jobs.run_feed(country_db, settings, "sta", first_wait_s=0.01)
        assert len(server.asked) == 3 and b"%24expand=ObservedProperty" in server.asked[0]
        assert re.search(rb"phenomenonTime(\+|%20)ge(\+|%20)20", server.asked[0])
    assert result.new == 3
    kept = await rows(country_db, "SELECT * FROM observations ORDER BY station_id, ends_at DESC")
    assert [(row["station_id"], row["value"]) for row in kept] == [
        ("sta:T1", 2.5),
        ("sta:T1", 0.5),
        ("sta:T2", 1.5),
    ]
    assert {row["ends_at"] - row["starts_at"] for row in kept} == {timedelta(minutes=10)}
    refused = (await last_run(country_db, "sta"))["refused"]
    assert [fault["field"] for fault in refused] == ["result", "result"]
    again = await jobs.run_again(country_db, settings, "sta", (await last_run(country_db, "sta"))["id"])
    assert again.unchanged == 3, "the kept pages are enough to read them again"


@pytest.mark.parametrize(
    "more",
    [
        {"@iot.nextLink": "/v1.1/Datastreams?$skip=1"},
        {"@iot.nextLink": "http://example.invalid/v1.1/Datastreams"},
    ],
    ids=["round and round", "another host"],
)
async def test_sensorthings_pages_that_lead_nowhere(
    country_db: Database, tmp_path: Path, more: dict[str, str]
) -> None:
    async with source(page(stream(1, observation(10, 1)), **more)) as server:
        with pytest.raises(fetch.SourceUnavailable):
            await jobs.run_feed(country_db, sta_settings(tmp_path, server), "sta", first_wait_s=0.01)
        assert len(server.asked) <= 2


@pytest.mark.parametrize("body", [b"<html></html>", b"[]", b'{"value": 1}', b'{"value": [1, {}]}'])
async def test_sensorthings_that_is_none(country_db: Database, tmp_path: Path, body: bytes) -> None:
    async with source(says(body)) as server:
        with pytest.raises(NotThisFormat):
            await jobs.run_feed(country_db, sta_settings(tmp_path, server), "sta", first_wait_s=0.01)


def meteo(count: int, *, mm: float | None = 1.5, **more: Any) -> bytes:
    hour = NOW.replace(minute=0)
    times = [(hour + timedelta(hours=n)).strftime("%Y-%m-%dT%H:%M") for n in range(48)]
    entry = {
        "latitude": 22.4,
        "longitude": 103.9,
        "utc_offset_seconds": 0,
        "hourly_units": {"time": "iso8601", "precipitation": "mm"},
        "hourly": {"time": times, "precipitation": [mm] * 48},
        **more,
    }
    return orjson.dumps([entry] * count if count > 1 else entry)


async def test_the_forecast_of_many_communes_in_one_request(country_db: Database, tmp_path: Path) -> None:
    units = len(await rows(country_db, "SELECT 1 FROM communes"))
    async with source(says(meteo(units))) as server:
        settings = Settings(home=tmp_path, feed_open_meteo_url=server.url)
        result = await jobs.run_feed(country_db, settings, "open_meteo", first_wait_s=0.01)
        assert len(server.asked) == 1 and server.asked[0].count(b"%2C") + server.asked[0].count(b",") >= 2 * (
            units - 1
        )
        assert result.new == units * 48
        again = await jobs.run_feed(country_db, settings, "open_meteo", first_wait_s=0.01)
        assert (again.new, again.changed, again.unchanged) == (0, 0, units * 48)
        server.answers[:] = [says(meteo(units, mm=3.0))]
        changed = await jobs.run_feed(country_db, settings, "open_meteo", first_wait_s=0.01)
        assert (changed.new, changed.changed) == (0, units * 48)
    async with country_db.transaction(SYSTEM) as session:
        now = datetime.now(UTC)
        ahead = await rain_ahead(session, at=now, known_at=now, hours=6)
        assert len(ahead) == units
        assert {round(one.mean_mm, 6) for one in ahead.values()} == {18.0}
        yesterday = now - timedelta(days=1)
        assert await rain_ahead(session, at=yesterday, known_at=yesterday, hours=6) == {}
    assert await rows(country_db, "SELECT 1 FROM observations") == [], "a forecast is no observation"


@pytest.mark.parametrize(
    "body",
    [
        b"<html></html>",
        b'{"error": true, "reason": "Minutely API request limit exceeded"}',
        meteo(2),
        meteo(1, utc_offset_seconds=25200),
        meteo(1, hourly_units={"precipitation": "inch per day per day"}),
        meteo(1, hourly={"time": ["2026-07-21T00:00"], "precipitation": [1, 2]}),
        meteo(1, mm=-5.0),
        meteo(1, mm=None),
    ],
)
def test_a_forecast_that_is_none(body: bytes) -> None:
    places = Part("places", orjson.dumps([["p", 103.9, 22.4, ["90001"]]]))
    with pytest.raises(NotThisFormat):
        open_meteo.Decoder("open_meteo")(Answer([places, Part("0", body)]), NOW)


def test_the_nation_is_thinned_out_and_no_commune_is_lost() -> None:
    points = [(f"{n:05d}", 102.2 + (n % 60) * 0.1, 8.5 + (n // 60) * 0.1) for n in range(3321)]
    places = open_meteo.cells(points)
    assert len(places) < open_meteo.MOST_POINTS
    assert sorted(code for place in places for code in place.commune_codes) == [code for code, _, _ in points]
    few = open_meteo.cells(points[:99])
    assert [place.commune_codes for place in few] == [(code,) for code, _, _ in points[:99]]


@pytest.fixture(scope="module")
def bulletin(shared_data: Path) -> bytes:
    return (shared_data / "hydromet" / "synop_2018-11-02T12_vietnam_laos_yunnan.bufr").read_bytes()


@pytest.fixture(scope="module", autouse=False)
def _eccodes() -> None:
    try:
        import eccodes  # noqa: F401
    except RuntimeError:
        pytest.skip("the ecCodes library is not installed")


READ_AT = datetime(2018, 11, 2, 12, 30, tzinfo=UTC)


@pytest.mark.usefixtures("_eccodes")
def test_synop_agrees_with_its_decoded_check(bulletin: bytes, shared_data: Path) -> None:
    batch = synop.Decoder("synop", timedelta(hours=3), None)(Answer.of(bulletin), READ_AT)
    found = {(r.station_id, r.variable): r.value for r in batch.readings}
    with (shared_data / "hydromet" / "synop_2018-11-02T12_decoded_check.csv").open(encoding="utf-8") as file:
        expected = {
            row["station"]: row for row in csv.DictReader(file) if row["t2m"].strip("[]") not in ("", "None")
        }
    compared = 0
    for station, row in expected.items():
        if not 6 <= float(row["lat"]) <= 23.6 or not 102 <= float(row["lon"]) <= 118:
            assert (f"synop:{station}", "air_temperature") not in found
            continue
        kelvin = float(row["t2m"].strip("[]"))
        assert found[f"synop:{station}", "air_temperature"] == pytest.approx(kelvin - 273.15, abs=0.01)
        compared += 1
    assert compared > 20 and "48803" in expected
    assert found["synop:48803", "rain"] == 0.0, (
        "a 12 hour amount of nothing is a zero, what is missing is none"
    )
    rain = next(r for r in batch.readings if (r.station_id, r.variable) == ("synop:48803", "rain"))
    assert rain.ends_at - rain.starts_at == timedelta(hours=12)
    listed = [station.id for group in batch.stations for station in group.listed]
    assert len(listed) == len(set(listed)), "each station once, though most come twice"
    assert {fault.field for fault in batch.faults} == {"lat"}, "the empty second messages are no faults"


@pytest.mark.usefixtures("_eccodes")
async def test_synop_by_http(country_db: Database, bulletin: bytes, tmp_path: Path) -> None:
    config = {
        "name": "synop",
        "title": {"vi": "SYNOP", "en": "SYNOP"},
        "kind": "synop",
        "address": "",
        "rhythm_minutes": 180,
    }
    async with source(says(bulletin)) as server:
        file = tmp_path / "feeds.yaml"
        file.write_text(yaml.safe_dump({"feeds": [{**config, "address": server.url}]}), "utf-8")
        result = await jobs.run_feed(country_db, Settings(home=tmp_path, feeds_file=file), "synop")
    assert result.new > 50
    kept = await rows(country_db, "SELECT kind, rhythm_s FROM stations WHERE id = 'synop:48803'")
    assert [(row["kind"], row["rhythm_s"]) for row in kept] == [("weather", 10800)]


@pytest.mark.usefixtures("_eccodes")
def test_damaged_bulletins_are_refused_and_the_others_read(bulletin: bytes) -> None:
    decoder = synop.Decoder("synop", timedelta(hours=3), None)
    for bad in (b"", b"GRIB....", b"BUFR" + b"\xff" * 40, bulletin[:60] + b"\x00" * 400):
        with pytest.raises(NotThisFormat):
            decoder(Answer.of(bad), READ_AT)
    mixed = Answer([Part("bad", b"BUFR" + b"\xff" * 40), Part("none", b"x"), Part("good", bulletin)])
    batch = decoder(mixed, READ_AT)
    assert len(batch.readings) > 50
    assert [fault.file for fault in batch.faults if fault.row is None] == ["bad", "none"]
