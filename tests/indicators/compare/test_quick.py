"""The table of a map by the quick way is byte for byte what the long way says, and gives up what it cannot answer."""

import httpx
import orjson
import pytest
from sqlalchemy import text

from geoops.indicators.periods import parse_period
from geoops.indicators.values import service
from geoops.indicators.values.service import Question
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.conftest import context
from tests.indicators.compare.conftest import PAID, every, write


@pytest.mark.parametrize("scope", ["vn", "04", "01302", "20"])
@pytest.mark.parametrize("more", [{}, {"province": "04"}, {"province": "20"}, {"nature": "plan"}])
async def test_both_ways_say_the_same(
    planner: httpx.AsyncClient, fresh_db: Database, scope: str, more: dict[str, str]
) -> None:
    await write(planner, every(1.5, 0.0, None, 1e-9, 12345678.25))
    question = Question(PAID, parse_period("2026-07"), **more)  # type: ignore[arg-type]
    quick = await service.quick_table(fresh_db.reads, context(scope), question)
    async with fresh_db.transaction(context(scope)) as session:
        slow = await service.table(session, question)
    assert quick is not None
    found, expected = orjson.loads(quick), orjson.loads(slow)
    assert dict(zip(found["ids"], found["values"], strict=True)) == dict(
        zip(expected["ids"], expected["values"], strict=True)
    )
    for name in expected.keys() - {"ids", "values"}:
        assert found[name] == expected[name], name


@pytest.mark.parametrize(
    "question",
    [
        Question("lao_cai.A.8.2", parse_period("2026-07")),
        Question(PAID, parse_period("2025-05")),
        Question("lao_cai.A.999", parse_period("2026-07")),
        Question(PAID, parse_period("2026-07"), against="previous_period"),
    ],
)
async def test_what_must_be_worked_out_is_left_to_the_long_way(
    planner: httpx.AsyncClient, fresh_db: Database, question: Question
) -> None:
    await write(planner, every(1.0))
    assert await service.quick_table(fresh_db.reads, context("vn"), question) is None


async def test_it_is_fenced_in_by_the_space(planner: httpx.AsyncClient, fresh_db: Database) -> None:
    await write(planner, every(1.0))
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "INSERT INTO spaces (name, kind, title_vi, title_en, starts_at, anchor_event, anchor_wall)"
                " VALUES ('drill-1', 'drill', 'd', 'd', now(), now(), now())"
            )
        )
    question = Question(PAID, parse_period("2026-07"))
    found = await service.quick_table(fresh_db.reads, context("vn", "drill-1"), question)
    assert found is not None and orjson.loads(found)["ids"] == []
    answer = await planner.get(
        "/api/indicators/table", params={"indicator": PAID, "period": "2026-07", "space": "no"}
    )
    assert answer.status_code == 404
