"""How every station stands by its own rhythm, and which silent gauge is likely lost in the rain around it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet import silence
from geoops.hydromet.rain import service as rain
from geoops.hydromet.rain.windows import Window
from geoops.hydromet.watch import store
from geoops.kit import spaces
from geoops.kit.i18n import Text

State = Literal["on_time", "late", "silent", "suspect", "unknown"]
STATES: tuple[State, ...] = ("silent", "suspect", "late", "unknown", "on_time")


@dataclass(frozen=True, slots=True)
class Watched:
    """A station and how it stands. `likely_lost` says that the rule for it is met, `why` in which words."""

    row: RowMapping
    state: State
    age_minutes: int | None
    wet_neighbours: int
    likely_lost: bool
    why: Text | None


@dataclass(frozen=True, slots=True)
class Watch:
    """All stations of a space at one time, the worst first, and how many stand in which state."""

    now: datetime
    stations: list[Watched]
    counts: Mapping[str, int]
    likely_lost: int


async def look(session: AsyncSession, *, states: Collection[str] | None = None) -> Watch:
    """Every station of the space by its clock, or those in these states; lost ones first, then by how long silent."""
    now = await spaces.now(session)
    rows = await store.stations(session, now)
    judged = [(row, _state(row, now)) for row in rows]
    wet = await _wet(session, now, {row["id"] for row, state in judged if state == "on_time"}, rows)
    silent = [(row["lon"], row["lat"]) for row, state in judged if state == "silent"]
    neighbours = iter(silence.wet_neighbours(silent, wet, silence.rule().within_km))
    watched = [
        _watched(row, state, now, next(neighbours) if state == "silent" else 0) for row, state in judged
    ]
    counts = Counter(one.state for one in watched)
    chosen = [one for one in watched if states is None or one.state in states]
    chosen.sort(
        key=lambda one: (
            not one.likely_lost,
            STATES.index(one.state),
            -(one.age_minutes or 0),
            str(one.row["id"]),
        )
    )
    return Watch(
        now,
        chosen,
        {str(name): count for name, count in counts.items()},
        sum(one.likely_lost for one in watched),
    )


def _state(row: RowMapping, now: datetime) -> State:
    rhythm = timedelta(seconds=row["rhythm_s"]) if row["rhythm_s"] is not None else None
    state = silence.state(row["last_seen_at"], rhythm, now)
    return "suspect" if state == "on_time" and row["flagged"] else state


async def _wet(
    session: AsyncSession, now: datetime, on_time: Collection[str], rows: Collection[RowMapping]
) -> list[tuple[float, float]]:
    """Where gauges that report on time measured heavy rain over the rule's hours."""
    rule = silence.rule()
    sums = await rain.by_station(session, None, at=now, known_at=now, window=Window(hours=rule.hours))
    heavy = {
        one.station_id
        for one in sums
        if one.mm is not None and one.mm > rule.heavy_mm and one.station_id in on_time
    }
    return [(row["lon"], row["lat"]) for row in rows if row["id"] in heavy]


def _watched(row: RowMapping, state: State, now: datetime, neighbours: int) -> Watched:
    rule = silence.rule()
    lost = neighbours >= rule.neighbours
    why = None
    if lost:
        why = Text(
            f"im lặng trong khi {neighbours} trạm trong {rule.within_km:g} km đo trên {rule.heavy_mm:g} mm"
            f" trong {rule.hours} giờ: có thể đã mất trạm (quy ước tham chiếu)",
            f"silent while {neighbours} gauges within {rule.within_km:g} km measured above {rule.heavy_mm:g} mm in"
            f" {rule.hours} hours: likely lost (reference rule)",
        )
    elif state == "suspect":
        why = Text("giá trị mới nhất bị đánh dấu nghi ngờ", "the newest value carries a flag")
    return Watched(row, state, silence.age_minutes(row["last_seen_at"], now), neighbours, lost, why)
