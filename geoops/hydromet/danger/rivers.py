"""What rules of river stations ask for: levels with their rise, alarm levels, zones; one interval a station."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.danger import flood_stations, store
from geoops.hydromet.danger.evaluate import OUTSIDE, UNKNOWN, Interval, Levels, Outcome
from geoops.hydromet.danger.inputs import Supplied, told
from geoops.hydromet.danger.rule import Input, Rule

ALARMS = ("alarm_1", "alarm_2", "alarm_3")
ROMAN = ("I", "II", "III")


async def gather(session: AsyncSession, rule: Rule, *, at: datetime, known_at: datetime) -> "River":
    """Everything that a rule of stations asks for, over all stations that measure a level and lie in a commune."""
    rows = await store.river_stations(session, at=at, known_at=known_at)
    return River(rows, {name: _supply(rows, asked, at) for name, asked in rule.inputs.items()})


class River:
    """The stations with what was supplied of them."""

    def __init__(self, rows: Sequence[RowMapping], supplied: dict[str, Supplied]) -> None:
        self.rows = rows
        self.supplied = supplied

    def of_communes(self, codes: Sequence[str], outcome: Outcome) -> tuple[Outcome, dict[str, Supplied]]:
        """The same for communes: each takes the word of its station with the highest level; a station of which nothing
        can be told outweighs one below every level. A commune without a station lies outside the rule."""
        best: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            before = best.get(row["commune_code"])
            if before is None or _weight(outcome.level, number) > _weight(outcome.level, before):
                best[row["commune_code"]] = number
        chosen = np.array([best.get(code, -1) for code in codes], dtype=np.int64)
        outside = chosen < 0

        def level_of(values: NDArray[Any], otherwise: Any) -> NDArray[Any]:
            if not len(values):
                return np.full(len(codes), otherwise, dtype=values.dtype)
            return np.where(outside, otherwise, values[chosen]).astype(values.dtype)

        return (
            Outcome(
                level_of(outcome.level, OUTSIDE), level_of(outcome.at_least, False), level_of(outcome.row, -1)
            ),
            {
                name: Supplied(
                    Interval(level_of(one.interval.low, -np.inf), level_of(one.interval.high, np.inf)),
                    level_of(one.missing, True),
                    [one.reasons[number] if number >= 0 else None for number in chosen.tolist()],
                    _detail_of(one.detail, chosen),
                )
                for name, one in self.supplied.items()
            },
        )


def _weight(level: Levels, number: int) -> float:
    found = int(level[number])
    return 0.5 if found == UNKNOWN else float(found)


def _detail_of(
    detail: Callable[[int], dict[str, Any]], chosen: NDArray[np.int64]
) -> Callable[[int], dict[str, Any]]:
    return lambda place: detail(int(chosen[place])) if chosen[place] >= 0 else {}


def _supply(rows: Sequence[RowMapping], asked: Input, at: datetime) -> Supplied:
    if asked.quantity == "water_level":
        return _level(rows, asked, at)
    if asked.quantity in ALARMS:
        values = np.array([_number(row[f"{asked.quantity}_m"]) for row in rows], dtype=float)
        return told(
            values, asked.quantity, "no_alarm_level", lambda number: {"source": rows[number]["alarm_source"]}
        )
    known = [flood_stations.find(row["name"], row["province_code"]) for row in rows]
    if asked.quantity == "flood_zone":
        zones = np.array([_number(one.zone if one else None) for one in known], dtype=float)
        return told(zones, asked.quantity, "no_zone", lambda _: {})
    historic = np.array([_number(one.historic_m if one else None) for one in known], dtype=float)
    return told(historic, asked.quantity, "no_alarm_level", lambda _: {})


def _level(rows: Sequence[RowMapping], asked: Input, at: datetime) -> Supplied:
    oldest = at - timedelta(minutes=asked.max_age_minutes)
    fresh = [row["ends_at"] is not None and row["ends_at"] >= oldest for row in rows]
    values = np.array(
        [_number(row["value"]) if good else np.nan for row, good in zip(rows, fresh, strict=True)],
        dtype=float,
    )
    found = told(values, asked.quantity, "no_level", lambda number: _station(rows[number], at))
    reasons = [
        "stale" if row["ends_at"] is not None and not good else reason
        for row, good, reason in zip(rows, fresh, found.reasons, strict=True)
    ]
    return Supplied(found.interval, found.missing, reasons, found.detail)


def _station(row: RowMapping, at: datetime) -> dict[str, Any]:
    """The station with its reading, its rise over the last hours, and how far and how long to the next alarm level."""
    if row["ends_at"] is None:
        return {"station": {"id": row["id"], "name": row["name"]}}
    rise = None
    if row["before_at"] is not None and row["before_at"] < row["ends_at"]:
        hours = (row["ends_at"] - row["before_at"]).total_seconds() / 3600
        rise = round((row["value"] - row["before"]) / hours, 3)
    return {
        "station": {"id": row["id"], "name": row["name"]},
        "ends_at": row["ends_at"].isoformat(),
        "age_minutes": round((at - row["ends_at"]).total_seconds() / 60),
        "rise_m_per_h": rise,
        "next": _next(row, rise),
    }


def _next(row: RowMapping, rise: float | None) -> dict[str, Any] | None:
    """The next alarm level above the water, how many metres off, and in how many hours at the present rise."""
    for quantity, roman in zip(ALARMS, ROMAN, strict=True):
        metres = row[f"{quantity}_m"]
        if metres is not None and metres > row["value"]:
            left = metres - row["value"]
            hours = round(left / rise, 1) if rise is not None and rise > 0 else None
            return {"alarm": roman, "metres": round(left, 2), "hours": hours}
    return None


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
