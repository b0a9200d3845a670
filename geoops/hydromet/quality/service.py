"""Runs the checks over a batch as it is merged, and tells which flags an observation has."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.quality import store
from geoops.hydromet.quality.rules import checks

RAIN = frozenset({"rain", "rain_total"})


async def check(
    session: AsyncSession,
    *,
    variables: Collection[str],
    most_rain: float,
    first_end: datetime,
    last_end: datetime,
    known_at: datetime,
) -> dict[str, int]:
    """Run what concerns the batch in `stage_observations`; how many flags each check raised.

    `most_rain` is the highest value of rain in it: what no check of rain can find is not looked for.
    """
    raised = {}
    for flag, limits in _due(set(variables), most_rain, last_end > known_at).items():
        count = await store.run(
            session, flag, limits, first_end=first_end, last_end=last_end, known_at=known_at
        )
        if count:
            raised[flag] = count
    return raised


def _due(variables: set[str], most_rain: float, ahead: bool) -> dict[str, Sequence[dict[str, Any]]]:
    """The checks that may find something, with their settings as rows."""
    due: dict[str, Sequence[dict[str, Any]]] = {}
    step = checks()["step"].settings
    if limits := _limits(step["limits"], variables):
        due["step"] = [limit | {"within_hours": step["within_hours"]} for limit in limits]
    flat = checks()["flat_line"].settings["limits"]
    if limits := [
        limit
        for limit in _limits(flat, variables)
        if limit["variable"] != "rain" or most_rain >= limit["from"]
    ]:
        due["flat_line"] = limits
    spike = checks()["spike"].settings
    if most_rain >= spike["from_mm"]:
        due["spike"] = [spike]
    if "rain_total" in variables:
        due["counter_reset"] = [checks()["counter_reset"].settings]
    if ahead:
        due["clock_ahead"] = [checks()["clock_ahead"].settings]
    return due


def _limits(limits: Mapping[str, dict[str, Any]], variables: set[str]) -> list[dict[str, Any]]:
    return [{"variable": name} | limit for name, limit in limits.items() if name in variables]


async def with_flags(
    session: AsyncSession, rows: Sequence[RowMapping], known_at: datetime | None
) -> list[dict[str, Any]]:
    """Observations with all their flags: those of their own and those that checks raised, as known then."""
    if not rows:
        return []
    ends = [row["ends_at"] for row in rows]
    found = await store.flags_of(session, {row["station_id"] for row in rows}, min(ends), max(ends), known_at)
    raised = {_key(dict(row)): row["flags"] for row in found}
    flagged = [dict[str, Any](row) for row in rows]
    for one in flagged:
        one["flags"] = [*one["flags"], *raised.get(_key(one), ())]
    return flagged


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["station_id"], row["variable"], row["starts_at"], row["ends_at"]
