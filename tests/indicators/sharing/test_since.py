"""Whoever reads "since N" misses nothing: a step of a report brings its values again, whatever is written beside it."""

import asyncio
import random
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.indicators.reporting import service as reporting
from geoops.indicators.reporting.owing import Place
from geoops.indicators.values.rules import ValueIn
from geoops.indicators.values.writing import put_values
from geoops.kit.context import SYSTEM, Caller, Context, Scope
from geoops.kit.db import Database
from tests.conftest import sign_in_as
from tests.indicators.reporting.people import LAST_MONTH
from tests.indicators.sharing.test_sharing import taken

OFFICE = "commune_police"
COMMUNES = ("01301", "01302", "01303")

Copy = dict[tuple[str, str, str | None], tuple[float | None, str | None]]


def into(copy: Copy, page: dict[str, Any]) -> int:
    """Take a page into a reader's copy; the number to go on from."""
    for one in page["items"]:
        copy[one["indicator"], one["period"], one["commune_code"]] = (one["value"], one["approval"])
    seq: int = page["last_seq"]
    return seq


async def codes(client: httpx.AsyncClient) -> list[str]:
    params = {"set": "lao_cai", "office": OFFICE, "period": LAST_MONTH, "commune": "01301"}
    cells = (await client.get("/api/reporting/form", params=params)).json()["cells"]
    return [cell["indicator"]["code"] for cell in cells]


async def fill(client: httpx.AsyncClient, commune: str, value: float, cells: list[str]) -> None:
    items = [
        {"indicator": code, "period": LAST_MONTH, "commune_code": commune, "value": value} for code in cells
    ]
    answer = await client.post("/api/indicators/values", json={"source": "biểu", "items": items})
    assert answer.status_code == 200, answer.text


async def step(client: httpx.AsyncClient, action: str, commune: str) -> httpx.Response:
    duty = {"set": "lao_cai", "office": OFFICE, "period": LAST_MONTH, "commune_code": commune}
    return await client.post(f"/api/reporting/{action}", json=duty | {"reason": "vì sao"})


async def test_each_step_of_a_report_brings_its_values_again_once(
    planner: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    others = [await sign_in_as(app, fresh_db, name, "commune", "01301") for name in ("mot", "hai", "ba")]
    cells = await codes(planner)
    await fill(planner, "01301", 1.0, cells)
    await fill(planner, "01302", 1.0, cells)
    first = await taken(planner)
    assert [one["approval"] for one in first["items"]] == [None] * 18
    after = first["last_seq"]
    for client, action, state in (
        (others[0], "submit", "submitted"),
        (others[1], "return", "returned"),
        (others[0], "submit", "submitted"),
        (others[1], "approve", "submitted"),
        (others[2], "approve", "submitted"),
        (planner, "approve", "approved"),
    ):
        answer = await step(client, action, "01301")
        assert answer.status_code == 200, answer.text
        page = await taken(planner, after=after)
        assert {one["commune_code"] for one in page["items"]} == {"01301"}
        assert {one["approval"] for one in page["items"]} == {state}
        assert sorted(one["indicator"] for one in page["items"]) == sorted(cells)
        assert page["items"][0]["seq"] > after
        assert [one["seq"] for one in page["items"]] == sorted({one["seq"] for one in page["items"]})
        after = page["last_seq"]
    assert (await taken(planner, after=after))["items"] == []
    whole = await taken(planner)
    assert len(whole["items"]) == 18, "each value comes once in the whole, under its newest number"
    pages, start = [], 0
    while True:
        page = await taken(planner, after=start, limit=5)
        pages += page["items"]
        start = page["last_seq"]
        if not page["more"]:
            break
    assert pages == whole["items"]
    for client in others:
        await client.aclose()


async def test_numbers_of_a_step_and_of_a_write_beside_it_rise_in_the_order_of_their_commits(
    planner: httpx.AsyncClient, fresh_db: Database
) -> None:
    """A step that has its numbers and has not committed holds up a write, which would commit higher numbers first."""
    cells = await codes(planner)
    await fill(planner, "01301", 1.0, cells)
    copy: Copy = {}
    after = into(copy, await taken(planner))
    caller = Caller("person", "can-bo", roles=frozenset({"commune"}), scope=Scope.parse("04"))
    context = Context("can-bo", caller.scope)

    async def write() -> None:
        async with fresh_db.transaction(context) as session:
            row = ValueIn(cells[0], LAST_MONTH, "01302", None, value=7.0)
            await put_values(session, [row], method="entered", source="biểu")

    place = Place("lao_cai", OFFICE, LAST_MONTH, None, "01301")
    async with fresh_db.transaction(context) as session:
        await reporting.take(session, place, "submit", caller, reason=None, explanations={})
        beside = asyncio.create_task(write())
        await asyncio.sleep(0.5)
        after = into(copy, await taken(planner, after=after))
        assert not beside.done(), "its numbers would be higher and seen first"
    await beside
    into(copy, await taken(planner, after=after))
    assert {approval for (_, _, commune), (_, approval) in copy.items() if commune == "01301"} == {
        "submitted"
    }
    assert copy[cells[0], LAST_MONTH, "01302"] == (7.0, None)


async def test_no_figure_changes_while_its_report_is_being_sent_up(
    planner: httpx.AsyncClient, fresh_db: Database
) -> None:
    cells = await codes(planner)
    await fill(planner, "01301", 1.0, cells)
    caller = Caller("person", "can-bo", roles=frozenset({"commune"}), scope=Scope.parse("04"))
    context = Context("can-bo", caller.scope)
    place = Place("lao_cai", OFFICE, LAST_MONTH, None, "01301")
    async with fresh_db.transaction(context) as session:
        await reporting.take(session, place, "submit", caller, reason=None, explanations={})
        item = {"indicator": cells[0], "period": LAST_MONTH, "commune_code": "01301", "value": 8.0}
        beside = asyncio.create_task(
            planner.post("/api/indicators/values", json={"source": "biểu", "items": [item]})
        )
        await asyncio.sleep(0.5)
    answer = (await beside).json()
    assert (answer["changed"], len(answer["refused"])) == (0, 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_reader_ends_with_the_very_figures_and_states_whatever_happens_beside_it(
    planner: httpx.AsyncClient, app: FastAPI, fresh_db: Database, seed: int
) -> None:
    """Writers and officers act at once in any order; a reader asks since the last number again and again."""
    chance = random.Random(seed)
    officers = [await sign_in_as(app, fresh_db, f"can-bo-{n}", "commune", COMMUNES[n]) for n in range(3)]
    heads = [await sign_in_as(app, fresh_db, f"truong-{n}", "commune", COMMUNES[n]) for n in range(3)]
    cells = await codes(planner)
    for number, commune in enumerate(COMMUNES):
        await fill(officers[number], commune, 1.0, cells)
    over = asyncio.Event()
    taken_steps = 0

    async def act(number: int, own: random.Random) -> None:
        nonlocal taken_steps
        for _ in range(12):
            match own.choice(("write", "submit", "approve", "return")):
                case "write":
                    await fill(
                        officers[number], COMMUNES[number], float(own.randint(1, 9)), own.sample(cells, 3)
                    )
                case "submit":
                    answer = await step(officers[number], "submit", COMMUNES[number])
                    taken_steps += answer.status_code == 200
                case action:
                    answer = await step(heads[number], action, COMMUNES[number])
                    taken_steps += answer.status_code == 200
            await asyncio.sleep(own.random() / 50)

    async def read(copy: Copy) -> int:
        after = 0
        while not over.is_set():
            after = into(copy, await taken(planner, after=after, limit=chance.choice((3, 10, 100))))
        return after

    copy: Copy = {}
    reader = asyncio.create_task(read(copy))
    await asyncio.gather(*(act(number, random.Random(seed * 10 + number)) for number in range(3)))
    over.set()
    after = await reader
    while True:
        page = await taken(planner, after=after)
        after = into(copy, page)
        if not page["more"]:
            break
    whole: Copy = {}
    into(whole, await taken(planner, limit=5000))
    assert copy == whole
    assert taken_steps >= 3, "nothing happened to the reports"
    async with fresh_db.transaction(SYSTEM) as session:
        states = dict(
            (await session.execute(text("SELECT commune_code, state FROM indicator_reports"))).tuples().all()
        )
    assert {approval for (_, _, commune), (_, approval) in whole.items() if commune in states and states[commune] != "draft"} == {state for state in states.values() if state != "draft"}  # fmt: skip
    for client in (*officers, *heads):
        await client.aclose()
