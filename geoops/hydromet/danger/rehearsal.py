"""Rehearsing a rule: what it would have said over an archive, hour by hour as known then, against what was warned of
and what happened. The result is the card without which a rule cannot be switched on."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.danger import store
from geoops.hydromet.danger.contingency import Bools, ahead, count, leads
from geoops.hydromet.danger.errors import NothingToRehearse
from geoops.hydromet.danger.evaluate import UNKNOWN, Levels
from geoops.hydromet.danger.holding import Held, hold
from geoops.hydromet.danger.library import Loaded
from geoops.hydromet.danger.saying import say_all
from geoops.incidents import service as incidents
from geoops.kit import spaces
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text

STEP = timedelta(hours=1)
LONGEST = timedelta(days=31)
WINDOWS = (0, 1, 3, 6)
"""Hours within which a warning may follow; the figures of a card are those of the first."""
INCIDENT_WINDOW = 6
FURTHEST_LEAD = 12
INCIDENT_KINDS = {
    "flash_flood_landslide": ("landslide", "flash_flood"),
    "landslide": ("landslide",),
    "flood": ("flooding", "flash_flood"),
    "heavy_rain": ("landslide", "flash_flood", "flooding"),
}
_MOST_COMMUNES = 20_000

Told = Callable[[int, int], None]


async def rehearse(
    session: AsyncSession,
    loaded: Loaded,
    *,
    from_at: datetime,
    to_at: datetime,
    told: Told = lambda *_: None,
) -> dict[str, Any]:
    """The body of a card: the rule over the space of the transaction at every hour from `from_at` to `to_at`.

    The rule sees at each hour what was known then, and its level is held as it would have been. Warnings and incidents
    are taken as known in the end. Raises InputRefused for a span that cannot be, NothingToRehearse.
    """
    _check(from_at, to_at)
    known_at = await spaces.now(session)
    if not await store.holds_rain(session, from_at=from_at - timedelta(hours=24), to_at=to_at):
        raise NothingToRehearse
    units = await communes.page(session, province=None, day=None, after=None, limit=_MOST_COMMUNES)
    codes = [unit.code for unit in units]
    steps = [from_at + STEP * n for n in range(int((to_at - from_at) / STEP) + 1)]
    levels = await _play(session, loaded, codes, steps, told)
    warned = await store.warned(session, from_at=from_at, to_at=to_at, known_at=known_at)
    lists = await store.listed_hours(session, from_at=from_at, to_at=to_at, known_at=known_at)
    counted = np.array([any(one["valid_from"] <= step < one["valid_to"] for one in lists) for step in steps])
    kinds = INCIDENT_KINDS.get(loaded.rule.hazard, ())
    found = await incidents.happened(
        session, kinds, from_at=from_at - STEP, to_at=to_at + STEP * INCIDENT_WINDOW
    )
    return {
        "unit": "commune x hour",
        "step_minutes": int(STEP.total_seconds() / 60),
        "communes": len(codes),
        "hours": len(steps),
        "verified_hours": int(counted.sum()),
        "verified_commune_hours": int(counted.sum()) * len(codes),
        "unknown_share": round(float((levels == UNKNOWN).mean()), 4),
        "warnings": _against_warnings(loaded, codes, steps, levels, warned, counted),
        "incidents": _against_incidents(codes, steps, levels, found),
        "said": _said(loaded, levels),
        "series": _series(codes, steps, levels, warned, counted),
    }


def _check(from_at: datetime, to_at: datetime) -> None:
    if from_at.tzinfo is None or to_at.tzinfo is None:
        raise InputRefused(Text("thời điểm phải có múi giờ", "times need a zone"))
    if not STEP <= to_at - from_at <= LONGEST:
        raise InputRefused(
            Text(
                f"khoảng diễn tập phải từ 1 giờ đến {LONGEST.days} ngày, từ trước đến sau",
                f"rehearse over 1 hour to {LONGEST.days} days, from before to after",
            )
        )


async def _play(
    session: AsyncSession, loaded: Loaded, codes: Sequence[str], steps: Sequence[datetime], told: Told
) -> Levels:
    """The level shown of each commune at each step, (steps, communes)."""
    held = Held.empty(len(codes))
    out = np.empty((len(steps), len(codes)), dtype=np.int8)
    for number, step in enumerate(steps):
        (saying,) = await say_all(session, [loaded], codes, at=step, known_at=step)
        held = hold(held, saying.outcome.level, step.timestamp(), loaded.rule.hold)
        out[number] = held.level
        told(number + 1, len(steps))
    return out


def warned_levels(codes: Sequence[str], steps: Sequence[datetime], warned: Sequence[RowMapping]) -> Levels:
    """The highest level warned of in each commune at each step, (steps, communes); 0 without a warning."""
    index = {code: place for place, code in enumerate(codes)}
    out = np.zeros((len(steps), len(codes)), dtype=np.int8)
    for row in warned:
        place = index.get(row["commune_code"])
        if place is None:
            continue
        for number, step in enumerate(steps):
            if row["valid_from"] <= step < row["valid_to"]:
                out[number, place] = max(out[number, place], row["level"])
    return out


def _against_warnings(
    loaded: Loaded,
    codes: Sequence[str],
    steps: Sequence[datetime],
    levels: Levels,
    warned: Sequence[RowMapping],
    counted: Bools,
) -> dict[str, Any]:
    official = warned_levels(codes, steps, warned)
    unknown = levels == UNKNOWN
    mask = np.broadcast_to(counted[:, None], levels.shape)
    by_level = {}
    for level in loaded.rule.levels:
        event = official >= level.level
        said = levels >= level.level
        by_level[str(level.level)] = {
            "windows": {
                str(window): count(said, unknown, ahead(event, window), mask).as_dict() for window in WINDOWS
            },
            "lead": leads(said & mask, event & mask, FURTHEST_LEAD).as_dict(60),
            "communes_warned": int((event & mask).any(axis=0).sum()),
        }
    return {
        "source": "warnings of communes in force at the hour, as known in the end; the rule's level n against level n",
        "windows_hours": list(WINDOWS),
        "levels": by_level,
    }


def _against_incidents(
    codes: Sequence[str], steps: Sequence[datetime], levels: Levels, found: Sequence[tuple[str, datetime]]
) -> dict[str, Any]:
    """An incident counts from `INCIDENT_WINDOW` hours before it: the hours at which a warning would have been right."""
    index = {code: place for place, code in enumerate(codes)}
    event = np.zeros(levels.shape, dtype=np.bool_)
    missed, before = 0, []
    for code, occurred_at in found:
        place = index.get(code)
        if place is None:
            continue
        hours = [
            n for n, step in enumerate(steps) if timedelta(0) <= occurred_at - step <= STEP * INCIDENT_WINDOW
        ]
        event[hours, place] = True
        spoken = [n for n in hours if levels[n, place] >= 1]
        if spoken:
            before.append((occurred_at - steps[spoken[0]]).total_seconds() / 60)
        else:
            missed += 1
    if not found:
        return {"reported": 0, "window_hours": INCIDENT_WINDOW}
    everything = np.ones(levels.shape, dtype=np.bool_)
    return {
        "reported": len(found),
        "window_hours": INCIDENT_WINDOW,
        "warned_before": len(before),
        "missed": missed,
        "median_lead_minutes": float(np.median(before)) if before else None,
        **count(levels >= 1, levels == UNKNOWN, event, everything).as_dict(),
    }


def _said(loaded: Loaded, levels: Levels) -> dict[str, Any]:
    """How many communes the rule would have named: ever, at most at one hour, and on average by the hour."""
    out = {}
    for level in loaded.rule.levels:
        at_hour = (levels >= level.level).sum(axis=1)
        out[str(level.level)] = {
            "communes": int((levels >= level.level).any(axis=0).sum()),
            "most_at_once": int(at_hour.max()),
            "mean_by_hour": round(float(at_hour.mean()), 2),
        }
    return out


def _series(
    codes: Sequence[str],
    steps: Sequence[datetime],
    levels: Levels,
    warned: Sequence[RowMapping],
    counted: Bools,
) -> list[dict[str, Any]]:
    official = warned_levels(codes, steps, warned)
    return [
        {
            "at": step.isoformat(),
            "said": int((levels[n] >= 1).sum()),
            "warned": int((official[n] >= 1).sum()),
            "both": int(((levels[n] >= 1) & (official[n] >= 1)).sum()),
            "unknown": int((levels[n] == UNKNOWN).sum()),
            "counted": bool(counted[n]),
        }
        for n, step in enumerate(steps)
    ]
