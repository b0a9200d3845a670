"""Scenarios of rain: the rules see so many times the rain, what was issued stays, and what is unknown stays unknown."""

from datetime import timedelta

import pytest

from geoops.hydromet.danger import jobs
from geoops.hydromet.danger import service as danger
from geoops.kit import spaces
from geoops.kit.db import Database
from tests.conftest import context
from tests.hydromet.danger.test_working import DRY, SPACE, T0, play, wet  # noqa: F401 - a fixture

CODES = ["90001", "90002", "90003"]


async def supposed(database: Database, hour: int, factor: float) -> dict[str, int | None]:
    at = T0 + timedelta(hours=hour)
    async with database.transaction(context("vn", SPACE)) as session:
        found = await danger.supposed(session, CODES, at=at, known_at=at, rain_factor=factor)
    return {code: here.level for code, here in found.items()}


@pytest.mark.parametrize(("factor", "level"), [(1.0, 0), (1.24, 0), (1.25, 1), (2.25, 2), (3.5, 3), (0.5, 0)])
async def test_more_rain_raises_as_the_rule_says(wet: Database, factor: float, level: int) -> None:  # noqa: F811
    await play(wet, [DRY] * 6 + [{"a": 40.0, "b": 0.0, "c": 0.0}])
    found = await supposed(wet, 7, factor)
    assert found["90001"] == level
    assert found.get("90003") is None


async def test_less_rain_lowers_what_was_computed(wet: Database) -> None:  # noqa: F811
    await play(wet, [DRY] * 6 + [{"a": 95.0, "b": 0.0, "c": 0.0}])
    assert (await supposed(wet, 7, 1.01))["90001"] == 2
    assert (await supposed(wet, 7, 0.6))["90001"] == 1
    assert (await supposed(wet, 7, 0.2))["90001"] == 0
    async with wet.transaction(context("vn", SPACE)) as session:
        when = T0 + timedelta(hours=7)
        real = await danger.levels(session, at=when, known_at=when)
    assert real["90001"].level == 2


async def test_silence_is_not_made_safe_by_a_scenario(wet: Database) -> None:  # noqa: F811
    await play(wet, [DRY] * 7)
    async with wet.transaction(context("vn", SPACE)) as session:
        await spaces.stop(session, SPACE, T0 + timedelta(hours=12))
    await jobs.advance(wet, SPACE)
    for factor in (0.5, 2.0):
        found = await supposed(wet, 12, factor)
        assert (found["90001"], found.get("90003")) == (None, None)
