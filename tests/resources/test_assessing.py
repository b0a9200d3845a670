"""Readiness of communes in danger: what is demanded, what fails, what would help; scenarios; the log of changes."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources.assessing import jobs, working
from tests import units
from tests.cases import cases
from tests.resources import bodies
from tests.resources.threats import threaten

CODE, BESIDE, FAR = "01301", "01302", "01306"


async def danger(database: Database, levels: dict[str, int | None], **more: Any) -> None:
    async with database.transaction(SYSTEM) as session:
        await threaten(session, levels, **more)


async def population(database: Database, code: str, people: int | None) -> None:
    async with database.transaction(SYSTEM) as session:
        await session.execute(text("SET LOCAL ROLE NONE"))
        await session.execute(
            text("UPDATE communes SET population = :people WHERE code = :code"),
            {"people": people, "code": code},
        )


async def stock(who: httpx.AsyncClient, code: str, held: Mapping[str, float], **more: Any) -> None:
    for kind, quantity in held.items():
        body = {"id": str(uuid4()), "commune_code": code, "kind": kind, "quantity": quantity} | more
        answer = await who.post("/api/resources", json=body)
        assert answer.status_code == 201, answer.text


async def seats(who: httpx.AsyncClient, code: str, number: int = 3) -> None:
    for _ in range(number):
        body = bodies.seat(commune_code=code)
        assert (await who.post("/api/command-posts", json=body)).status_code == 201


async def shelter(who: httpx.AsyncClient, code: str, capacity: int, occupancy: int | None = 0) -> None:
    lon, lat = units.INSIDE[code]
    body = bodies.shelter(capacity=capacity, position={"lon": lon, "lat": lat})
    if occupancy is not None:
        body["occupancy"] = occupancy
    assert (await who.post("/api/shelters", json=body)).status_code == 201


async def prepared(who: httpx.AsyncClient, code: str, **less: float) -> None:
    """Everything that 2,000 people at level 3 ask for: 200 to move, 2 boats, 20 people, 300 kg, 1,800 l."""
    held = {"shock_force": 20, "motor_boat": 2, "excavator": 1, "food": 300, "water": 1800} | less
    await stock(who, code, held)
    await seats(who, code)
    await shelter(who, code, 200)


async def of(who: httpx.AsyncClient, code: str = CODE, **asked: Any) -> dict[str, Any]:
    answer = await who.get(f"/api/readiness/{code}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_commune_in_danger_is_as_ready_as_its_weakest_pillar(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE)
    ready = await of(officer)
    assert (ready["assessment"], ready["ratio"], ready["exposed"], ready["moved"]) == (
        "ready",
        1.0,
        2000,
        200,
    )
    assert {bar["pillar"]: bar["state"] for bar in ready["bars"]} == dict.fromkeys(
        ("command", "forces", "means", "logistics"), "ready"
    )
    await population(fresh_db, CODE, 4000)
    short = await of(officer)
    needs = {need["need"]: need for need in short["needs"]}
    assert (short["assessment"], short["ratio"]) == ("short", 0.5)
    assert (needs["boats"]["demand"], needs["boats"]["ready"], needs["boats"]["ratio"]) == (4, 2, 0.5)
    assert needs["seats"]["ratio"] == 1
    assert short["assessment_reason"]["vi"].startswith("Người trong lực lượng")


async def test_the_sentence_names_what_is_missing(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE, motor_boat=1)
    found = await of(officer)
    assert (found["weakest"], found["failing"]) == ("means", "boats")
    assert found["assessment_reason"]["vi"] == "Phương tiện thủy: có 1, cần 2 chiếc"


async def test_what_nobody_counted_is_unknown_and_never_ready(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    nothing = await of(officer)
    assert (nothing["assessment"], nothing["ratio"]) == ("unknown", None)
    assert {need["ready"] for need in nothing["needs"]} == {None}
    await prepared(officer, CODE)
    assert (await of(officer))["assessment"] == "ready"
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "UPDATE resource_counts SET counted_at = counted_at - interval '32 days'"
                " FROM resources WHERE resources.id = resource_id AND kind = 'water'"
            )
        )
    old = await of(officer)
    assert (old["assessment"], old["failing"]) == ("unknown", "water")
    assert old["assessment_reason"]["vi"] == "Nước uống: kiểm kê đã quá hạn một tháng"


async def test_a_known_shortage_stands_beside_the_unknown(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await stock(officer, CODE, {"motor_boat": 1})
    found = await of(officer)
    assert (found["assessment"], found["ratio"], found["at_most"]) == ("short", 0.5, True)


async def test_what_is_broken_lent_expired_or_out_of_reach_is_not_ready(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE, motor_boat=1)
    await stock(officer, CODE, {"motor_boat": 5}, state="repair")
    await stock(officer, CODE, {"canoe": 5}, state="in_use")
    await stock(officer, CODE, {"canoe": 5}, expires_on="2020-01-01")
    assert (await of(officer))["ratio"] == 0.5
    await stock(officer, CODE, {"canoe": 1}, expires_on="2100-01-01")
    assert (await of(officer))["ratio"] == 1
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE command_posts SET phone = NULL"))
    assert (await of(officer))["weakest"] == "command"


async def test_without_danger_nothing_is_demanded(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await danger(fresh_db, {CODE: 0, BESIDE: None})
    assert (await of(officer, CODE))["assessment"] == "no_demand"
    assert (await of(officer, BESIDE))["assessment"] == "not_assessed"
    assert (await of(officer, FAR))["assessment"] == "not_assessed"
    await danger(fresh_db, {CODE: 3}, hazard="heat")
    other = await of(officer, CODE)
    assert (other["assessment"], other["needs"]) == ("not_assessed", [])


async def test_an_unknown_population_is_said(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, None)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE)
    found = await of(officer)
    assert (found["assessment"], found["exposed"], found["ratio"]) == ("unknown", None, None)
    assert "chưa có số dân" in found["assessment_reason"]["vi"]


async def test_the_worst_come_first_and_pages_join(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    for code in units.CODES[:6]:
        await population(fresh_db, code, 2000)
    await danger(fresh_db, {"01301": 3, "01302": 3, "01303": 1, "01304": 0})
    await prepared(officer, "01301", motor_boat=1)
    await prepared(officer, "01302", water=0)
    answer = (await officer.get("/api/readiness", params={"order": "worst"})).json()
    assert [item["commune_code"] for item in answer["items"]][:3] == ["01302", "01301", "01303"]
    assert answer["counts"] == {"short": 2, "unknown": 1, "ready": 0, "no_demand": 1, "not_assessed": 2}
    seen, after = [], None
    while True:
        asked = {"order": "worst", "limit": 1} | ({"after": after} if after else {})
        page = (await officer.get("/api/readiness", params=asked)).json()
        seen += [item["commune_code"] for item in page["items"]]
        if (after := page["next"]) is None:
            break
    assert seen == [item["commune_code"] for item in answer["items"]]
    means = (await officer.get("/api/readiness", params={"order": "worst", "weakest": "means"})).json()
    assert [item["commune_code"] for item in means["items"]] == ["01301"]
    short = (await officer.get("/api/readiness", params={"order": "worst", "state": "short"})).json()
    assert len(short["items"]) == 2


async def test_a_scenario_touches_nothing(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE)
    async with fresh_db.transaction(SYSTEM) as session:
        before = await session.scalar(text("SELECT max(seq) FROM changes"))
    raised = await of(officer, raise_level=1)
    assert (raised["level"], raised["assessment"], raised["moved"]) == (4, "short", 600)
    listed = (await officer.get("/api/readiness", params={"raise_level": 1, "order": "worst"})).json()
    assert listed["scenario"]["raise_level"] == 1
    assert "giả định" in listed["scenario"]["note"]["vi"]
    assert (await of(officer))["assessment"] == "ready"
    assert (await officer.get("/api/readiness")).json()["scenario"] is None
    async with fresh_db.transaction(SYSTEM) as session:
        assert await session.scalar(text("SELECT max(seq) FROM changes")) == before
        assert await session.scalar(text("SELECT count(*) FROM commune_readiness")) == 0


@cases(
    "asked",
    [
        {"rain_factor": 0},
        {"rain_factor": -1},
        {"rain_factor": "nan"},
        {"rain_factor": 11},
        {"raise_level": 5},
    ],
)
async def test_an_absurd_scenario_is_refused(officer: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    assert (await officer.get("/api/readiness", params=asked)).status_code == 422


async def test_norms_are_set_by_those_who_may_and_count_at_once(
    app: FastAPI, officer: httpx.AsyncClient, fresh_db: Database, commune_officer: httpx.AsyncClient
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE)
    body = {"value": 50, "source": "Kế hoạch phòng thủ dân sự tỉnh 2026", "province": "04"}
    address = "/api/readiness/norms/people_per_boat"
    assert (await commune_officer.put(address, json=body)).status_code == 403
    assert (await officer.put(address, json=body | {"province": "20"})).status_code == 403
    assert (await officer.put(address, json=body | {"province": None})).status_code == 403
    for bad in (0, -1, 1e9, "50", None):
        assert (await officer.put(address, json=body | {"value": bad})).status_code == 422
    assert (await officer.put(address, json=body | {"source": ""})).status_code == 422
    unknown = await officer.put("/api/readiness/norms/no_such_norm", json=body)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_norm")
    assert (await of(officer))["assessment"] == "ready"
    done = await officer.put(address, json=body)
    assert (done.status_code, done.json()["value"], done.json()["shipped"]) == (200, 50, 100)
    found = await of(officer)
    assert (found["assessment"], found["failing"], found["ratio"]) == ("short", "boats", 0.5)
    listed = (await officer.get("/api/readiness/norms", params={"province": "04"})).json()["items"]
    [boats] = [item for item in listed if item["norm"] == "people_per_boat"]
    assert (boats["certainty"], boats["changed_by"], boats["source"]) == ("set", "truc-ban", body["source"])
    [others] = [
        item
        for item in (await officer.get("/api/readiness/norms")).json()["items"]
        if item["norm"] == "people_per_boat"
    ]
    assert (others["value"], others["certainty"]) == (100, "assumption")


async def test_only_changed_communes_go_to_the_log(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    for code in (CODE, BESIDE):
        await population(fresh_db, code, 2000)
        await prepared(officer, code)
    await danger(fresh_db, {CODE: 3, BESIDE: 3})

    async def log(after: int) -> tuple[list[tuple[str, str, str]], int]:
        async with fresh_db.transaction(SYSTEM) as session:
            rows = await session.execute(
                text(
                    "SELECT entity, op, entity_id, seq FROM changes WHERE seq > :after"
                    " AND entity IN ('readiness', 'commune_readiness') ORDER BY seq"
                ),
                {"after": after},
            )
            found = [tuple(row) for row in rows]
        return [row[:3] for row in found], max((row[3] for row in found), default=after)

    first = await jobs.advance(fresh_db, "live")
    assert (first.threatened, first.changed, first.rows) == (2, 2, 2)
    told, seq = await log(0)
    assert told == [
        ("commune_readiness", "ready", CODE),
        ("commune_readiness", "ready", BESIDE),
        ("readiness", "work_out", "communes"),
    ]
    assert (await jobs.advance(fresh_db, "live")).rows == 0
    assert (await log(seq))[0] == []
    await danger(fresh_db, {CODE: 4})
    again = await jobs.advance(fresh_db, "live")
    assert (again.changed, again.rows) == (1, 2)
    told, seq = await log(seq)
    assert told == [("commune_readiness", "short", CODE), ("readiness", "work_out", "communes")]
    await danger(fresh_db, {CODE: 0, BESIDE: 0})
    await jobs.advance(fresh_db, "live")
    assert (await log(seq))[0] == [
        ("commune_readiness", "end", CODE),
        ("commune_readiness", "end", BESIDE),
        ("readiness", "work_out", "communes"),
    ]


async def test_the_layer_shows_what_stood_then(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 2000)
    await prepared(officer, CODE, motor_boat=1)
    await danger(fresh_db, {CODE: 3})
    async with fresh_db.transaction(SYSTEM) as session:
        before = await spaces.now(session)
    done = await jobs.advance(fresh_db, "live")
    await officer.post("/api/resources", json=bodies.resource(kind="motor_boat", quantity=1))
    await jobs.advance(fresh_db, "live")

    async def shown(layer: str, **asked: str) -> dict[str, str]:
        answer = await officer.get(f"/api/layers/{layer}/values", params=asked)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        rows = [dict(zip(body["columns"], row, strict=True)) for row in body["rows"]]
        return {row["id"]: row["class"] for row in rows}

    now, then = await shown("readiness"), await shown("readiness", at=done.at.isoformat())
    earlier = await shown("readiness_pillar", at=(before - timedelta(seconds=1)).isoformat())
    assert (now, then, earlier) == ({CODE: "ready"}, {CODE: "short"}, {})
    assert await shown("readiness_pillar", at=done.at.isoformat()) == {CODE: "means"}


async def test_what_would_help_is_the_nearest_that_can_be_spared(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    for code in units.CODES[:6]:
        await population(fresh_db, code, 2000)
    await danger(fresh_db, {CODE: 3, BESIDE: 3})
    await prepared(officer, CODE, motor_boat=0)
    await prepared(officer, BESIDE, motor_boat=3)  # needs two itself
    await stock(officer, FAR, {"canoe": 5})
    await stock(officer, "01304", {"motor_boat": 4}, counted_at="2026-01-05T08:00:00+07:00")
    await jobs.advance(fresh_db, "live")
    answer = (await officer.get(f"/api/readiness/{CODE}/help")).json()
    assert answer["how"]["vi"] == "đường chim bay, chưa có mạng đường"
    [boats] = answer["items"]
    assert (boats["need"], boats["missing"], boats["enough"]) == ("boats", 2, True)
    assert [(offer["commune_code"], offer["spare"]) for offer in boats["offers"]] == [(BESIDE, 1), (FAR, 5)]
    assert boats["offers"][0]["distance_m"] == pytest.approx(10_300, rel=0.05)
    assert not boats["offers"][0]["placed"]
    assert boats["offers"][0]["distance_m"] < boats["offers"][1]["distance_m"]


async def test_in_a_scenario_others_need_theirs_too(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    for code in units.CODES[:6]:
        await population(fresh_db, code, 2000)
    await danger(fresh_db, {CODE: 3, BESIDE: 3})
    await prepared(officer, CODE, motor_boat=0)
    await prepared(officer, BESIDE, motor_boat=4)  # two at level 3, six at level 4
    await stock(officer, FAR, {"canoe": 9})
    await jobs.advance(fresh_db, "live")

    async def offered(**asked: Any) -> list[tuple[str, float]]:
        items = (await officer.get(f"/api/readiness/{CODE}/help", params=asked)).json()["items"]
        [boats] = [item for item in items if item["need"] == "boats"]
        return [(offer["commune_code"], offer["spare"]) for offer in boats["offers"]]

    assert await offered() == [(BESIDE, 2)]
    assert await offered(raise_level=1) == [(FAR, 9)]
    assert await offered() == [(BESIDE, 2)]


async def test_help_is_within_what_one_may_see(
    officer: httpx.AsyncClient, fresh_db: Database, commune_officer: httpx.AsyncClient
) -> None:
    await population(fresh_db, BESIDE, 2000)
    await danger(fresh_db, {BESIDE: 3})
    await prepared(officer, BESIDE, motor_boat=0)
    await stock(officer, CODE, {"motor_boat": 5})
    [theirs] = (await officer.get(f"/api/readiness/{BESIDE}/help")).json()["items"]
    [own] = (await commune_officer.get(f"/api/readiness/{BESIDE}/help")).json()["items"]
    assert len(theirs["offers"]) == 1
    assert (own["offers"], own["advice"]["vi"]) == ([], "Không thấy nơi nào còn dư trong phạm vi được xem")
    assert (await commune_officer.get(f"/api/readiness/{CODE}")).status_code == 403
    assert (await commune_officer.get(f"/api/readiness/{CODE}/help")).status_code == 403


async def test_command_is_completed_and_not_sent(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await stock(officer, CODE, {"shock_force": 20, "motor_boat": 2, "excavator": 1, "food": 300})
    await seats(officer, CODE, 1)
    await shelter(officer, CODE, 200)
    first, water = (await officer.get(f"/api/readiness/{CODE}/help")).json()["items"]
    assert (first["need"], first["offers"], first["missing"]) == ("seats", [], 2)
    assert "không điều từ xã khác" in first["advice"]["vi"]
    assert (water["need"], water["missing"]) == ("water", None)
    assert "Kiểm kê lại" in water["advice"]["vi"]


async def test_shelter_places_of_the_next_commune(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 4000)
    await danger(fresh_db, {CODE: 3})
    await shelter(officer, CODE, 100)
    await shelter(officer, BESIDE, 500, occupancy=100)
    await shelter(officer, "01304", 500, occupancy=None)
    answer = (await officer.get(f"/api/readiness/{CODE}/help")).json()["items"]
    [places] = [item for item in answer if item["need"] == "shelter"]
    assert places["missing"] == 300
    assert [(offer["commune_code"], offer["spare"]) for offer in places["offers"]] == [(BESIDE, 400)]


async def test_the_situation_of_a_commune_has_its_readiness(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE, motor_boat=1)
    found = (await officer.get(f"/api/communes/{CODE}/situation")).json()["resources"]
    assert (found["assessment"], found["weakest"], found["ratio"]) == ("short", "means", 0.5)


async def test_a_replay_that_begins_again_takes_its_future_back(
    officer: httpx.AsyncClient, fresh_db: Database, tmp_path: Path
) -> None:
    await population(fresh_db, CODE, 2000)
    await prepared(officer, CODE)
    await danger(fresh_db, {CODE: 3})
    done = await jobs.advance(fresh_db, "live")
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE commune_readiness SET starts_at = starts_at + interval '1 hour'"))
        await session.execute(
            text("UPDATE readiness_clock SET worked_out_at = worked_out_at + interval '1 hour'")
        )
    again = await jobs.advance(fresh_db, "live")
    async with fresh_db.transaction(SYSTEM) as session:
        rows = list(await session.execute(text("SELECT starts_at FROM commune_readiness")))
        assert [row[0] for row in rows] == [again.at]
    assert again.at >= done.at
    assert working.ENTITY == "readiness"


async def test_a_danger_that_rises_is_worked_out_by_itself(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await prepared(officer, CODE, motor_boat=1)

    async def stands() -> str | None:
        async with fresh_db.transaction(SYSTEM) as session:
            return await session.scalar(
                text(
                    "SELECT weakest || '/' || state FROM commune_readiness"
                    " WHERE ends_at = 'infinity' AND commune_code = :code"
                ),
                {"code": CODE},
            )

    async def comes_to(wanted: str) -> None:
        for _ in range(200):
            if await stands() == wanted:
                return
            await asyncio.sleep(0.1)
        raise AssertionError(await stands())

    watching = asyncio.create_task(jobs.watch(fresh_db))
    try:
        await asyncio.sleep(0.5)
        assert await stands() is None
        await danger(fresh_db, {CODE: 3})
        await comes_to("means/short")
        await stock(officer, CODE, {"canoe": 1})
        await comes_to("command/ready")
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
