"""Taking in what feeds bring, and keeping record of every run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet import silence
from geoops.hydromet.feeds import nchmf, registry, store
from geoops.hydromet.feeds.decoded import Decoded, GaugeSnapshot, WarningList
from geoops.hydromet.gauges import day_start
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import IngestResult
from geoops.hydromet.stations import service as stations
from geoops.hydromet.variables import variables
from geoops.hydromet.warnings import service as warnings
from geoops.kit import spaces
from geoops.kit.errors import Problem
from geoops.kit.i18n import Text
from geoops.settings import Settings

MAX_REFUSED_KEPT = 100
GAUGE_RHYTHM = timedelta(hours=1)


async def take(session: AsyncSession, decoded: Decoded) -> IngestResult:
    """Merge what was decoded into the space of the transaction; known from the time it was read at its source."""
    if isinstance(decoded, WarningList):
        return await warnings.take(session, decoded)
    if isinstance(decoded, GaugeSnapshot):
        return await _take_gauges(session, decoded)
    return await observations.ingest(
        session, [*decoded.readings, *decoded.faults], source=decoded.source, known_at=decoded.read_at
    )


async def _take_gauges(session: AsyncSession, snapshot: GaugeSnapshot) -> IngestResult:
    await stations.register(
        session,
        [
            stations.Listed(total.gauge.id, total.gauge.name, total.gauge.lon, total.gauge.lat)
            for total in snapshot.totals
        ],
        source=snapshot.source,
        kind="rain",
        rhythm=GAUGE_RHYTHM,
        seen_at=snapshot.read_at,
    )
    variable = variables()["rain_total"]
    starts_at = day_start(snapshot.read_at)
    readings = [
        Reading(
            total.row,
            total.gauge.id,
            variable.name,
            starts_at,
            snapshot.read_at,
            total.mm,
            variable.unit,
            variable.flags(total.mm),
        )
        for total in snapshot.totals
    ]
    return await observations.ingest(
        session, [*readings, *snapshot.faults], source=snapshot.source, known_at=snapshot.read_at
    )


def size(decoded: Decoded) -> int:
    """How many records were decoded."""
    if isinstance(decoded, WarningList):
        return len(decoded.warnings)
    return len(decoded.totals) if isinstance(decoded, GaugeSnapshot) else len(decoded.readings)


def feed_of(decoded: Decoded) -> str:
    """The name that runs of this source are recorded under."""
    if isinstance(decoded, WarningList):
        return "nchmf_warnings" if decoded.source == nchmf.SOURCE else f"{decoded.source}:warnings"
    return decoded.source


async def start_run(session: AsyncSession, feed: str) -> int:
    """A run of a feed begins; the id to finish it by."""
    return await store.start(session, feed)


async def finish_run(
    session: AsyncSession,
    run_id: int,
    decoded: Decoded,
    result: IngestResult,
    *,
    fetched_bytes: int,
    took_s: float,
) -> None:
    """The run brought something."""
    await store.finish(
        session, run_id, {**_counts(decoded, result), "fetched_bytes": fetched_bytes, "took_s": took_s}
    )


async def fail_run(
    session: AsyncSession, run_id: int, problem: Problem, *, fetched_bytes: int, took_s: float
) -> None:
    """The run failed; why is kept in both languages."""
    text = problem.detail or problem.title
    await store.finish(
        session,
        run_id,
        {
            "error": {"code": problem.code, **text.as_dict()},
            "fetched_bytes": fetched_bytes,
            "took_s": took_s,
            "refused": [_fault(fault) for fault in problem.faults[:MAX_REFUSED_KEPT]],
            "refused_count": len(problem.faults),
        },
    )


async def record_replayed(
    session: AsyncSession, decoded: Decoded, result: IngestResult, took_s: float
) -> None:
    """A frame of an event was played: a run at the time at which it was read from its source."""
    await store.add(
        session,
        {
            **_counts(decoded, result),
            "feed": feed_of(decoded),
            "started_at": decoded.read_at,
            "finished_at": decoded.read_at,
            "took_s": took_s,
        },
    )


async def played(session: AsyncSession) -> set[tuple[str, datetime]]:
    """The frames recorded in this space: feed and the time at which it was read."""
    return await store.run_keys(session)


async def lock_playing(session: AsyncSession) -> None:
    """Players of one space wait here for each other until the end of the transaction."""
    await store.lock_playing(session)


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed in one space: what it is, whether it is on, how it stands, and its last run (None: never ran)."""

    name: str
    title: Text
    rhythm: timedelta | None
    on: bool
    state: Literal["off", "never", "on_time", "late", "silent", "failed"]
    last_good_at: datetime | None
    age_minutes: int | None
    last_run: RowMapping | None


async def feed_states(session: AsyncSession, settings: Settings) -> list[FeedState]:
    """Every feed there is, and whatever else brought something into this space."""
    runs = {run["feed"]: run for run in await store.last_runs(session)}
    now = await spaces.now(session)
    return [
        _state(name, runs.get(name), settings, now)
        for name in dict.fromkeys([*registry.FEEDS, *sorted(runs)])
    ]


def _state(name: str, run: RowMapping | None, settings: Settings, now: datetime) -> FeedState:
    feed = registry.FEEDS.get(name)
    rhythm = feed.rhythm if feed is not None else None
    on = feed is not None and bool(feed.address(settings))
    good = run["last_good_at"] if run is not None else None
    if run is None:
        state: Any = "never" if on else "off"
    elif run["error"] is not None:
        state = "failed"
    else:
        late = silence.state(good, rhythm, now)
        state = "on_time" if late == "unknown" else late
    return FeedState(
        name=name,
        title=feed.title if feed is not None else Text(name, name),
        rhythm=rhythm,
        on=on,
        state=state,
        last_good_at=good,
        age_minutes=silence.age_minutes(good, now),
        last_run=run,
    )


def _counts(decoded: Decoded, result: IngestResult) -> dict[str, Any]:
    return {
        "decoded": size(decoded),
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "refused": [_fault(fault) for fault in result.refused[:MAX_REFUSED_KEPT]],
        "refused_count": result.refused_count,
    }


def _fault(fault: Any) -> dict[str, Any]:
    reason: Text = fault.reason
    return {"row": fault.row, "field": fault.field, "reason": reason.as_dict()}
