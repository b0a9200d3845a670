"""Works: kept once, checked, amended with a log, inspected; readings; notices to communes downstream that end."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import jobs
from tests.hydromet.places import add_stations
from tests.works import bodies

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"dead_level_m": 216}, "dead_level_m"),
    ({"normal_level_m": 218}, "normal_level_m"),
    ({"flood_level_m": 180}, "flood_level_m"),
    ({"flood_level_m": 212, "flood_from": "06-15"}, "flood_from"),
    ({"flood_from": "13-01", "flood_to": "11-30"}, "flood_from"),
    ({"capacity_mcm": -1}, "capacity_mcm"),
    ({"capacity_mcm": 12_500_000}, "capacity_mcm"),
    ({"normal_level_m": "215"}, "normal_level_m"),
    ({"normal_level_m": 21500}, "normal_level_m"),
    ({"downstream": ["90002", "99999"]}, "downstream"),
    ({"downstream": ["9"]}, "downstream.0"),
    ({"station_id": "khong-co"}, "station_id"),
    ({"kind": "dike"}, "dead_level_m"),
    ({"kind": "hồ"}, "kind"),
    ({"name": ""}, "name"),
    ({"position": {"lon": 22.05, "lat": 104.05}}, "lon_lat_swapped"),
    ({"commune_code": "90003"}, "position"),
    ({"thua": 1}, "thua"),
]


async def add(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await client.post("/api/works", json=bodies.reservoir(**changes))
    assert answer.status_code == 201, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


async def read(client: httpx.AsyncClient, work: dict[str, Any], **figures: Any) -> httpx.Response:
    return await client.post(f"/api/works/{work['id']}/readings", json={"id": str(uuid4())} | figures)


async def test_the_same_again_is_the_same_and_unknown_stays_unknown(duty: httpx.AsyncClient) -> None:
    body = bodies.reservoir()
    first = await duty.post("/api/works", json=body)
    again = await duty.post("/api/works", json=body)
    other = await duty.post("/api/works", json=body | {"capacity_mcm": 13})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409), first.text
    kept = first.json()
    assert (kept["commune_code"], kept["downstream_names"]) == ("90001", ["Xã Nậm Kiểm", "Xã Hoà Bình"])
    assert kept["flood_level_m"] is None and kept["turbine_m3s"] is None
    assert (kept["state"], kept["state_label"]["vi"], kept["level"]) == ("unknown", "Chưa kiểm tra", None)
    assert kept["water"] == {
        "level_m": None, "level_at": None, "level_source": None, "inflow_m3s": None, "release_m3s": None,
        "spill_m3s": None, "gates_open": None, "flow_at": None, "flow_source": None, "old": False,
    }  # fmt: skip
    dike = {
        "id": str(uuid4()),
        "kind": "dike",
        "name": "Đê Nậm Thử",
        "commune_code": "90001",
        "length_m": 1200,
    }
    answer = (await duty.post("/api/works", json=dike)).json()
    assert (answer["water"], answer["position"], answer["length_m"]) == (None, None, 1200)


async def test_what_is_refused(duty: httpx.AsyncClient) -> None:
    for changes, field in REFUSED:
        answer = await duty.post("/api/works", json=bodies.reservoir(**changes))
        assert answer.status_code in (422, 400), (changes, answer.text)
        said = answer.json()
        fields = {fault["field"] for fault in said.get("errors", ())} | {said["code"]}
        assert field in fields, (changes, said)
    assert (await duty.get("/api/works")).json()["items"] == []


async def test_what_is_amended_stays_in_the_log(duty: httpx.AsyncClient, country_db: Database) -> None:
    work = await add(duty)
    at = f"/api/works/{work['id']}"
    changed = await duty.patch(
        at, json={"flood_level_m": 213, "downstream": ["90002"]}, headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 200, changed.text
    assert (changed.json()["flood_level_m"], changed.json()["downstream"], changed.json()["version"]) == (
        213,
        ["90002"],
        2,
    )
    late = await duty.patch(at, json={"flood_level_m": 214}, headers={"If-Match": '"1"'})
    unread = await duty.patch(at, json={"flood_level_m": 214})
    wrong = await duty.patch(at, json={"dead_level_m": 300}, headers={"If-Match": '"2"'})
    assert (late.status_code, unread.status_code, wrong.status_code) == (412, 412, 422)
    assert wrong.json()["errors"][0]["field"] == "dead_level_m"
    async with country_db.transaction(SYSTEM) as session:
        payload = await session.scalar(
            text("SELECT payload FROM changes WHERE domain = 'works' AND op = 'amend'")
        )
    assert payload == {
        "before": {"flood_level_m": None, "downstream": ["90002", "90004"]},
        "after": {"flood_level_m": 213.0, "downstream": ["90002"]},
    }


async def test_inspections_tell_the_state_and_stay(duty: httpx.AsyncClient) -> None:
    work = await add(duty)
    at = f"/api/works/{work['id']}/inspections"
    first = {
        "id": str(uuid4()),
        "state": "damaged",
        "note": "Thấm vai trái",
        "inspected_at": "2026-06-01T08:00:00+07:00",
    }
    assert (await duty.post(at, json=first)).status_code == 201
    assert (await duty.post(at, json=first)).status_code == 200
    assert (await duty.post(at, json=first | {"state": "good"})).status_code == 409
    older = {"id": str(uuid4()), "state": "good", "inspected_at": "2026-05-01T08:00:00+07:00"}
    now = (await duty.post(at, json=older)).json()
    assert (now["state"], now["inspection_note"]) == ("damaged", "Thấm vai trái")
    assert [one["state"] for one in now["inspections"]] == ["damaged", "good"]
    assert (await duty.post(at, json={"id": str(uuid4()), "state": "unknown"})).status_code == 422


async def test_readings_are_checked(duty: httpx.AsyncClient) -> None:
    work = await add(duty)
    for figures, field in (
        ({"level_m": 21_400}, "level_m"),
        ({"level_m": 2140}, "level_m"),
        ({"level_m": "200"}, "level_m"),
        ({"release_m3s": -1}, "release_m3s"),
        ({"spill_m3s": 5, "release_m3s": 4}, "spill_m3s"),
        ({"gates_open": 1.5}, "gates_open"),
        ({"gates_open": -1}, "gates_open"),
        ({"level_m": 200, "read_at": "2100-01-01T00:00:00+07:00"}, "read_at"),
        ({}, None),
    ):
        answer = await read(duty, work, **figures)
        assert answer.status_code == 422, figures
        assert field is None or field in {fault["field"] for fault in answer.json()["errors"]}, figures
    dike = {"id": str(uuid4()), "kind": "dike", "name": "Đê", "commune_code": "90001"}
    await duty.post("/api/works", json=dike)
    answer = await read(duty, dike, level_m=3)
    assert (answer.status_code, answer.json()["code"]) == (422, "no_reservoir")
    assert (await read(duty, {"id": str(uuid4())}, level_m=3)).status_code == 404


async def test_a_notice_begins_rises_and_ends_and_is_told_to_the_communes_listed(
    duty: httpx.AsyncClient,
    other_province: httpx.AsyncClient,
    commune_officer: httpx.AsyncClient,
    country_db: Database,
) -> None:
    work = await add(duty)
    assert (await read(duty, work, level_m=210.0)).status_code == 201
    assert await jobs.tell(country_db) == 0
    await read(duty, work, level_m=214.6)
    assert await jobs.tell(country_db) == 2
    assert await jobs.tell(country_db) == 0  # again: nothing
    [near] = (await commune_officer.get("/api/works/notices")).json()["items"]
    assert (near["level"], near["limit_m"], near["level_m"], near["certainty"]) == (
        "near",
        215,
        214.6,
        "reference",
    )
    assert (near["reservoir"], near["commune_code"], near["source"]) == ("Hồ Nậm Thử", "90002", "truc-ban")
    assert near["downstream_source"] == "Danh sách của đơn vị quản lý hồ"
    await read(duty, work, level_m=215.3, spill_m3s=40)
    assert await jobs.tell(country_db) == 4
    [above] = (await other_province.get("/api/works/notices")).json()["items"]
    assert (above["level"], above["spill_m3s"], above["commune_code"]) == ("above_normal", 40, "90004")
    situation = (await commune_officer.get("/api/communes/90002/situation")).json()
    [told] = situation["works"]["notices"]
    assert (told["level"], told["level_label"]["vi"]) == ("above_normal", "Vượt mực nước dâng bình thường")
    await read(duty, work, level_m=214.95, spill_m3s=0)  # not clearly below: it goes on, on the newer reading
    assert await jobs.tell(country_db) == 0
    [held] = (await commune_officer.get("/api/works/notices")).json()["items"]
    assert (held["level"], held["level_m"], held["began_at"]) == ("above_normal", 214.95, told["began_at"])
    await read(duty, work, level_m=212.0)
    assert await jobs.tell(country_db) == 2
    assert (await commune_officer.get("/api/works/notices")).json()["items"] == []
    over = (await commune_officer.get("/api/works/notices", params={"ended": "true"})).json()["items"]
    assert [one["level"] for one in over] == ["above_normal", "near"]
    assert all(one["ended_at"] for one in over)
    async with country_db.transaction(SYSTEM) as session:
        rows = await session.execute(
            text(
                "SELECT op, commune_code FROM changes WHERE entity = 'notice' AND commune_code = '90004' ORDER BY seq"
            )
        )
        assert [row.op for row in rows] == ["begin", "end", "begin", "confirm", "end"]


async def test_a_commune_taken_off_the_list_is_told_no_more(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    work = await add(duty)
    await read(duty, work, level_m=216)
    assert await jobs.tell(country_db) == 2
    await duty.patch(f"/api/works/{work['id']}", json={"downstream": ["90004"]}, headers={"If-Match": "*"})
    assert await jobs.tell(country_db) == 1
    await duty.patch(f"/api/works/{work['id']}", json={"downstream": []}, headers={"If-Match": "*"})
    assert await jobs.tell(country_db) == 1


async def test_a_notice_does_not_end_because_readings_stop(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    work = await add(duty, downstream=["90002"])
    await read(duty, work, level_m=216, read_at="2026-07-21T02:00:00+07:00")
    assert await jobs.tell(country_db) == 1
    [going] = (await duty.get("/api/works/notices")).json()["items"]
    assert going["old"] is True and going["ended_at"] is None
    assert datetime.fromisoformat(going["began_at"]) == datetime.fromisoformat("2026-07-21T02:00:00+07:00")
    shown = (await duty.get(f"/api/works/{work['id']}")).json()
    assert shown["water"]["old"] is True and shown["level"] == "above_normal"


async def test_scope_holds(
    duty: httpx.AsyncClient, commune_officer: httpx.AsyncClient, other_province: httpx.AsyncClient
) -> None:
    work = await add(duty)
    for stranger in (commune_officer, other_province):
        assert (await stranger.get("/api/works")).json()["items"] == []
        assert (await read(stranger, work, level_m=200)).status_code == 404
    planner = await other_province.post("/api/works", json=bodies.reservoir())
    assert planner.status_code == 403


async def test_a_station_measures_the_reservoir_that_names_it(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await add_stations(session, "ho-nam-thu", communes={"ho-nam-thu": "90001"})
    work = await add(duty, station_id="ho-nam-thu", downstream=["90002"])
    await read(duty, work, level_m=210.0, read_at="2026-07-21T01:00:00+07:00")
    header = "station,variable,starts_at,ends_at,value,unit\n"
    at = (datetime.now(UTC) - timedelta(minutes=10)).isoformat()
    rows = f"ho-nam-thu,reservoir_level,{at},{at},21580,cm\nho-nam-thu,reservoir_release,{at},{at},12,m3/s\n"
    sent = await duty.post("/api/observations", content=header + rows, headers={"Content-Type": "text/csv"})
    assert sent.status_code == 200 and sent.json()["new"] == 2, sent.text
    shown = (await duty.get(f"/api/works/{work['id']}")).json()
    assert (shown["water"]["level_m"], shown["water"]["level_source"]) == (215.8, "trạm ho-nam-thu")
    assert (shown["water"]["release_m3s"], shown["level"]) == (12, "above_normal")
    assert await jobs.tell(country_db) == 1
    [told] = (await duty.get("/api/works/notices")).json()["items"]
    assert (told["source"], told["level_m"], told["old"]) == ("trạm ho-nam-thu", 215.8, False)
