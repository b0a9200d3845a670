"""Runs of feeds and how each feed stands: what is recorded, and what is made of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet import silence
from geoops.hydromet.drill import script as drill
from geoops.hydromet.feeds import breaker, nchmf, registry, sources, store, taking
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.base import Feed
from geoops.hydromet.feeds.breaker import Breaker
from geoops.hydromet.feeds.decoded import Decoded, WarningList
from geoops.hydromet.observations.reading import CLOCK_ALLOWANCE
from geoops.hydromet.observations.service import DOMAIN, IngestResult
from geoops.kit import changes, spaces
from geoops.kit.errors import NotFound, Problem
from geoops.kit.i18n import Text
from geoops.settings import Settings

ENTITY = "feed"
MAX_REFUSED_KEPT = 100

take = taking.take
size = taking.size

Cause = Literal["schedule", "hand", "again"]
State = Literal["off", "never", "on_time", "late", "silent", "failed", "suspect"]


class ClockTurnedBack(Problem):
    """The newest time of measurement in an answer lies before that of the run before; nothing of it was written."""

    status = 422
    code = "clock_turned_back"
    title = Text("Đồng hồ của nguồn chạy lùi", "The source's clock was turned back")


class UnknownRun(NotFound):
    """The feed has no such run in this space."""

    code = "unknown_run"
    title = Text("Không có lần chạy này", "There is no such run")


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that has begun: its id, the time by the space's clock, the marks of earlier runs."""

    id: int
    now: datetime
    seen: Collection[str]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is noted of an answer when its run ends; `raw` is where it is kept."""

    parts: int = 0
    size: int = 0
    attempts: int = 0
    raw: str | None = None
    raw_bytes: int | None = None
    marks: Sequence[str] = field(default=())

    @classmethod
    def of(cls, answer: Answer, kept: tuple[str, int] | None) -> "Fetched":
        """What an answer and its kept file give."""
        raw, raw_bytes = kept or (None, None)
        return cls(len(answer.parts), answer.size, answer.attempts, raw, raw_bytes, answer.marks)


_WARNINGS_OF = {nchmf.SOURCE: "nchmf_warnings", drill.WARNING_SOURCE: "drill_warnings"}
_TITLES = {
    drill.SOURCE: Text("Trạm đo mưa diễn tập (tự tạo)", "Rain gauges of the drill (made up)"),
    "drill_warnings": Text("Cảnh báo diễn tập (tự tạo)", "Warnings of the drill (made up)"),
}
"""Of feeds that nobody fetches: the drill's."""


def title_of(name: str, feed: Feed | None) -> Text:
    """What a feed is called; one that nobody fetches has a name of its own."""
    return feed.title if feed is not None else _TITLES.get(name, Text(name, name))


def feed_of(decoded: Decoded) -> str:
    """The name that runs of this source are recorded under."""
    return (
        _WARNINGS_OF.get(decoded.source, decoded.source)
        if isinstance(decoded, WarningList)
        else decoded.source
    )


async def begin(
    session: AsyncSession, feed: Feed, cause: Cause, *, again_of: int | None = None
) -> Begun | None:
    """A run begins. None where the schedule asks and the feed's breaker is open, or somebody else's probe is out."""
    now = await spaces.now(session)
    row = await store.lock_standing(session, feed.name)
    held = _breaker(row)
    if cause == "schedule" and held.state(now) == "open":
        return None
    if held.state(now) != "closed":
        held = held.probing(now, feed.rhythm)
    if cause != "again":
        await store.save_standing(session, feed.name, _columns(held) | {"asked_at": now})
    run_id = await store.start(session, feed.name, cause=cause, again_of=again_of)
    seen = await store.marks(session, feed.name) if feed.remembers else frozenset()
    return Begun(run_id, now, seen)


async def check_clock(session: AsyncSession, feed: Feed, newest_at: datetime | None) -> None:
    """Raises ClockTurnedBack where a feed that may not go back brings older times than its run before."""
    if feed.may_go_back or newest_at is None:
        return
    row = await store.lock_standing(session, feed.name)
    before = row["newest_at"] if row is not None else None
    if before is not None and newest_at < before - CLOCK_ALLOWANCE:
        raise ClockTurnedBack(
            Text(
                f"Thời gian đo mới nhất là {newest_at.isoformat()}, lần trước đã là {before.isoformat()}",
                f"The newest time of measurement is {newest_at.isoformat()}; the run before had {before.isoformat()}",
            )
        )


async def finish(
    session: AsyncSession,
    feed: Feed,
    begun: Begun,
    fetched: Fetched,
    result: IngestResult,
    *,
    decoded: int,
    newest_at: datetime | None,
    took_s: float,
    cause: Cause,
) -> None:
    """The run went well: its record, the marks of what it took, and the breaker closes."""
    await store.finish(
        session,
        begun.id,
        {**_fetched(fetched), **_counts(decoded, result), "newest_at": newest_at, "took_s": took_s},
    )
    await store.add_marks(session, feed.name, begun.id, fetched.marks)
    if cause == "again":
        return
    row = await store.lock_standing(session, feed.name)
    before = row["newest_at"] if row is not None else None
    newest = max((moment for moment in (before, newest_at) if moment is not None), default=None)
    await store.save_standing(session, feed.name, _columns(Breaker()) | {"newest_at": newest})
    if row is not None and row["opened_at"] is not None:
        await _record(session, feed, "recovered", {"silent_since": row["opened_at"].isoformat()})


async def fail(
    session: AsyncSession,
    feed: Feed,
    begun: Begun,
    fetched: Fetched,
    problem: Problem,
    *,
    took_s: float,
    cause: Cause,
) -> None:
    """The run failed; why is kept in both languages, and the breaker counts it."""
    text = problem.detail or problem.title
    await store.finish(
        session,
        begun.id,
        {
            **_fetched(fetched),
            "error": {"code": problem.code, **text.as_dict()},
            "took_s": took_s,
            "refused": [_fault(fault) for fault in problem.faults[:MAX_REFUSED_KEPT]],
            "refused_count": len(problem.faults),
        },
    )
    if cause == "again":
        return
    before = _breaker(await store.lock_standing(session, feed.name))
    after = before.failed(await spaces.now(session), feed.rhythm)
    await store.save_standing(session, feed.name, _columns(after))
    if before.opened_at is None and after.opened_at is not None:
        await _record(session, feed, "failed", {"code": problem.code, **text.as_dict()})


async def forget(session: AsyncSession, begun: Begun) -> None:
    """The run found nothing to fetch (an empty folder): it leaves no record but the time of asking."""
    await store.delete_run(session, begun.id)


async def record_replayed(
    session: AsyncSession, decoded: Decoded, result: IngestResult, took_s: float
) -> None:
    """A frame of an event was played: a run at the time at which it was read from its source."""
    await store.add(
        session,
        {
            **_counts(size(decoded), result),
            "feed": feed_of(decoded),
            "cause": "replay",
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


async def run(session: AsyncSession, feed: str, run_id: int) -> RowMapping:
    """One run of a feed. Raises UnknownRun."""
    found = await store.run(session, feed, run_id)
    if found is None:
        raise UnknownRun
    return found


async def runs(session: AsyncSession, feed: str, *, before: int | None, limit: int) -> Sequence[RowMapping]:
    """Up to `limit + 1` runs of a feed, newest first, those with a lower id than `before`."""
    return await store.runs(session, feed, before=before, limit=limit)


async def prune(session: AsyncSession, *, raw_before: datetime, runs_before: datetime) -> int:
    """Note which raw answers are kept no longer, and remove the records of old runs; how many were removed."""
    return await store.prune(session, raw_before=raw_before, runs_before=runs_before)


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed in one space: what it is, whether it is on, how it stands, and its last run (None: never ran).

    `newest_at` is the newest time of measurement it brought, where the source states times.
    """

    name: str
    title: Text
    feed: Feed | None
    rhythm: timedelta | None
    on: bool
    state: State
    why: Text | None
    last_good_at: datetime | None
    newest_at: datetime | None
    age_minutes: int | None
    breaker: breaker.State
    failures: int
    retry_at: datetime | None
    last_run: RowMapping | None


async def feed_states(session: AsyncSession, settings: Settings) -> list[FeedState]:
    """Every feed there is, and whatever else brought something into this space."""
    known = await sources.every(session, settings)
    last = {row["feed"]: row for row in await store.last_runs(session)}
    standings = {row["feed"]: row for row in await store.standings(session)}
    now = await spaces.now(session)
    return [
        _state(name, known.get(name), last.get(name), standings.get(name), settings, now)
        for name in dict.fromkeys([*known, *sorted(last)])
    ]


async def feed_state(session: AsyncSession, settings: Settings, name: str) -> FeedState:
    """One feed. Raises UnknownFeed."""
    states = {state.name: state for state in await feed_states(session, settings)}
    if name not in states:
        raise registry.unknown(name, states)
    return states[name]


def _state(
    name: str,
    feed: Feed | None,
    last: RowMapping | None,
    standing: RowMapping | None,
    settings: Settings,
    now: datetime,
) -> FeedState:
    rhythm = feed.rhythm if feed is not None else None
    on = feed is not None and bool(feed.address(settings))
    good = last["last_good_at"] if last is not None else None
    newest_at = standing["newest_at"] if standing is not None else None
    state, why = judged(on, last, good, newest_at, rhythm, now)
    held = _breaker(standing)
    return FeedState(
        name=name,
        title=title_of(name, feed),
        feed=feed,
        rhythm=rhythm,
        on=on,
        state=state,
        why=why,
        last_good_at=good,
        newest_at=newest_at,
        age_minutes=silence.age_minutes(newest_at or good, now),
        breaker=held.state(now),
        failures=held.failures,
        retry_at=held.retry_at,
        last_run=last,
    )


def judged(
    on: bool,
    last: RowMapping | None,
    good: datetime | None,
    newest_at: datetime | None,
    rhythm: timedelta | None,
    now: datetime,
) -> tuple[State, Text | None]:
    """The state of a feed by its last run, its last good one and the newest it brought, and why where that helps."""
    if last is None:
        return ("never" if on else "off"), None
    if last["error"] is not None:
        return "failed", Text(last["error"]["vi"], last["error"]["en"])
    answered = silence.state(good, rhythm, now)
    if answered in ("late", "silent"):
        return ("late" if answered == "late" else "silent"), None
    if silence.state(newest_at, rhythm, now) == "silent":
        return "suspect", Text(
            "nguồn vẫn trả lời nhưng chỉ đưa số liệu cũ", "the source answers, but with old data alone"
        )
    read, refused = last["decoded"], last["refused_count"]
    if refused and refused >= read:
        return "suspect", Text("từ chối ít nhất một nửa số dòng", "at least half of the rows were refused")
    return "on_time", None


async def _record(session: AsyncSession, feed: Feed, op: str, payload: dict[str, Any]) -> None:
    await changes.record(
        session, domain=DOMAIN, entity=ENTITY, entity_id=feed.name, op=op, everyone=True, payload=payload
    )


def _breaker(row: RowMapping | None) -> Breaker:
    return Breaker(row["failures"], row["opened_at"], row["retry_at"]) if row is not None else Breaker()


def _columns(held: Breaker) -> dict[str, Any]:
    return {"failures": held.failures, "opened_at": held.opened_at, "retry_at": held.retry_at}


def _fetched(fetched: Fetched) -> dict[str, Any]:
    return {
        "parts": fetched.parts,
        "fetched_bytes": fetched.size,
        "attempts": fetched.attempts,
        "raw": fetched.raw,
        "raw_bytes": fetched.raw_bytes,
    }


def _counts(decoded: int, result: IngestResult) -> dict[str, Any]:
    return {
        "decoded": decoded,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "refused": [_fault(fault) for fault in result.refused[:MAX_REFUSED_KEPT]],
        "refused_count": result.refused_count,
    }


def _fault(fault: Any) -> dict[str, Any]:
    reason: Text = fault.reason
    return {"file": fault.file, "row": fault.row, "field": fault.field, "reason": reason.as_dict()}
