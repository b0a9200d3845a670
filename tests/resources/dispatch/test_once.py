"""No unit is given twice, whoever asks at once and in whatever order; and none is lost from the sum."""

import asyncio
import random
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from geoops.kit.context import SYSTEM, Caller, Scope
from geoops.kit.db import Database
from geoops.resources import service as resources
from geoops.resources.dispatch import service, store
from geoops.resources.dispatch.errors import DispatchWrongState, NotEnoughUnits, TeamIsOut
from geoops.resources.dispatch.schemas import DispatchIn, DispatchStepIn, DispatchUnitIn
from geoops.resources.dispatch.states import ACTIONS, HOLDS
from geoops.resources.schemas import CountIn, PositionIn, ResourceIn
from tests import units
from tests.conftest import TestCluster
from tests.resources.dispatch.conftest import FAR, NEEDS, NEXT, Desk

CALLER = Caller("person", "truc-ban", frozenset({"duty"}), Scope(nation=True))


@pytest.fixture
async def wide_db(cluster: TestCluster, units_template: str) -> AsyncIterator[Database]:
    """A database with forty connections at once."""
    async with cluster.database(template=units_template, pool_size=20) as database:
        yield database


async def _boats(database: Database, quantity: int) -> uuid.UUID:
    lon, lat = units.INSIDE[NEXT]
    body = ResourceIn(
        id=uuid.uuid4(), kind="motor_boat", quantity=quantity, position=PositionIn(lon=lon, lat=lat)
    )
    async with database.transaction(SYSTEM) as session:
        await resources.add_resource(session, body, "test")
    return body.id


def _sent(boats: uuid.UUID, amount: float = 1) -> DispatchIn:
    return DispatchIn(
        id=uuid.uuid4(),
        amount=amount,
        to_commune_code=NEEDS,
        state="assigned",
        unit=DispatchUnitIn(resource_id=boats),
    )


async def test_two_hundred_at_once_want_twenty_boats(wide_db: Database) -> None:
    boats = await _boats(wide_db, 20)
    limit = asyncio.Semaphore(38)  # connections, not requests, are what there is a limited number of

    async def want() -> str:
        async with limit:
            try:
                async with wide_db.transaction(SYSTEM) as session:
                    await service.create(session, _sent(boats), CALLER)
            except NotEnoughUnits:
                return "none left"
            return "given"

    fates = await asyncio.gather(*(want() for _ in range(200)))
    assert (fates.count("given"), fates.count("none left")) == (20, 180)
    async with wide_db.transaction(SYSTEM) as session:
        (standing,) = await store.standings(session, ids=[boats])
        kept = await session.scalar(text("SELECT sum(amount) FROM dispatches WHERE state = 'assigned'"))
        logged = await session.scalar(text("SELECT count(*) FROM changes WHERE entity = 'dispatch'"))
        deadlocks = await session.scalar(
            text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        )
    assert (standing.held, standing.available, kept, logged) == (20, 0, 20, 20)
    assert deadlocks == 0


async def test_twenty_requests_are_given_the_last_boats_at_once_and_crosswise(wide_db: Database) -> None:
    """Two resources, each wanted by all at once, in both orders, by requests that are themselves contended for."""
    here, there = await _boats(wide_db, 3), await _boats(wide_db, 3)
    asked = [
        DispatchIn(id=uuid.uuid4(), kind="motor_boat", amount=1, to_commune_code=NEEDS) for _ in range(10)
    ]
    async with wide_db.transaction(SYSTEM) as session:
        for body in asked:
            await service.create(session, body, CALLER)

    async def give(request: uuid.UUID, boats: uuid.UUID) -> str:
        try:
            async with wide_db.transaction(SYSTEM) as session:
                body = DispatchStepIn(unit=DispatchUnitIn(resource_id=boats))
                await service.act(session, request, "assign", body, "*", CALLER)
        except NotEnoughUnits:
            return "none left"
        except DispatchWrongState:
            return "given already"
        return "given"

    tries = [give(body.id, boats) for body in asked for boats in (here, there)]
    random.Random(7).shuffle(tries)
    fates = await asyncio.gather(*tries)
    assert fates.count("given") == 6
    async with wide_db.transaction(SYSTEM) as session:
        assert [one.available for one in await store.standings(session, ids=[here, there])] == [0, 0]


async def test_a_team_is_given_once_to_all_who_want_it_at_once(wide_db: Database) -> None:
    async def want() -> str:
        body = DispatchIn(
            id=uuid.uuid4(),
            to_commune_code=NEEDS,
            state="assigned",
            unit=DispatchUnitIn(team="Đội 1", team_commune_code=FAR),
        )
        try:
            async with wide_db.transaction(SYSTEM) as session:
                await service.create(session, body, CALLER)
        except TeamIsOut:
            return "out"
        return "given"

    fates = await asyncio.gather(*(want() for _ in range(30)))
    assert (fates.count("given"), fates.count("out")) == (1, 29)


async def test_the_same_dispatch_from_many_senders_is_one(wide_db: Database) -> None:
    boats = await _boats(wide_db, 1)
    body = _sent(boats)

    async def send() -> bool:
        async with wide_db.transaction(SYSTEM) as session:
            return await service.create(session, body, CALLER)

    assert sorted(await asyncio.gather(*(send() for _ in range(20)))) == [False] * 19 + [True]


async def test_over_http_twenty_of_sixty_are_answered_with_a_boat(desk: Desk) -> None:
    boats = await desk.boats(quantity=20)
    answers: list[httpx.Response] = await asyncio.gather(
        *(desk.duty.post("/api/dispatches", json=desk.sent(boats, 1)) for _ in range(60))
    )
    codes = [answer.status_code for answer in answers]
    assert (codes.count(201), codes.count(409)) == (20, 40)


@pytest.mark.parametrize("seed", range(6))
async def test_the_sum_of_units_in_all_states_is_constant(wide_db: Database, seed: int) -> None:
    """Whatever is asked for, given, split, sent, returned in part and taken back, in whatever order, and refused or
    not: free + in every state that holds + gone is what was counted, and the free are never fewer than none."""
    choose = random.Random(seed)
    total = 12
    boats = await _boats(wide_db, total)
    ids: list[uuid.UUID] = []
    taken = 0
    for _ in range(60):
        async with wide_db.transaction(SYSTEM) as session:
            taken += await _anything(session, choose, boats, ids)
        async with wide_db.transaction(SYSTEM) as session:
            (standing,) = await store.standings(session, ids=[boats])
            rows = await store.page(session, service.Narrow(resource=boats), 1000, None)
        by_state: dict[str, float] = {}
        gone = 0.0
        for found in rows:
            by_state[found.row.state] = by_state.get(found.row.state, 0) + found.row.amount
            if found.row.state == "back":
                gone += found.row.amount - (found.row.returned or 0)
        held = sum(amount for state, amount in by_state.items() if state in HOLDS)
        assert standing.available + held + gone == total
        assert 0 <= standing.available <= total
        assert standing.short == 0
    assert taken > 15  # not everything was refused


async def _anything(session: Any, choose: random.Random, boats: uuid.UUID, ids: list[uuid.UUID]) -> int:
    """One random act; 1 where it was taken. A refusal leaves no trace, and that too is looked at."""
    try:
        async with session.begin_nested():
            if not ids or choose.random() < 0.3:
                body = (
                    _sent(boats, choose.randint(1, 6))
                    if choose.random() < 0.5
                    else DispatchIn(
                        id=uuid.uuid4(),
                        kind="motor_boat",
                        amount=choose.randint(1, 6),
                        to_commune_code=NEEDS,
                    )
                )
                await service.create(session, body, CALLER)
                ids.append(body.id)
                return 1
            rows = await store.page(session, service.Narrow(), 1000, None)
            found = choose.choice(rows)
            action = choose.choice(list(ACTIONS))
            step = DispatchStepIn(reason="vì thế")
            if found.row.state == "requested" and ACTIONS[action].takes_unit:
                step = DispatchStepIn(
                    unit=DispatchUnitIn(resource_id=boats),
                    amount=choose.randint(1, int(found.row.amount) + 1),
                )
            if action == "return":
                step = DispatchStepIn(reason="vì thế", returned=choose.randint(0, int(found.row.amount)))
            await service.act(session, found.row.id, action, step, "*", CALLER)
            return 1
    except Exception as fault:
        if not hasattr(fault, "status"):
            raise
        return 0


async def test_a_lower_count_at_the_same_time_gives_nothing_twice(wide_db: Database) -> None:
    boats = await _boats(wide_db, 10)

    async def count() -> None:
        async with wide_db.transaction(SYSTEM) as session:
            await resources.count_resource(session, boats, CountIn(id=uuid.uuid4(), quantity=4), "xã")

    async def want() -> bool:
        try:
            async with wide_db.transaction(SYSTEM) as session:
                await service.create(session, _sent(boats), CALLER)
        except NotEnoughUnits:
            return False
        return True

    given, *_ = await asyncio.gather(asyncio.gather(*(want() for _ in range(20))), count())
    async with wide_db.transaction(SYSTEM) as session:
        (standing,) = await store.standings(session, ids=[boats])
        assert standing.held == sum(given) <= 10
        assert standing.short == max(0, standing.held - 4)
        assert standing.available == max(0, 4 - standing.held)
