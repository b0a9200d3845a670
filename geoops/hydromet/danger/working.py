"""Working danger out: at which moments, and what of it is written down.

A moment is a tick of the space's clock or the arrival of data. What is said at a moment rests on what was known then,
so that a worker that comes late says the same as one that was there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import structlog
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.danger import store, switches
from geoops.hydromet.danger.evaluate import OUTSIDE, UNKNOWN
from geoops.hydromet.danger.holding import Held, hold
from geoops.hydromet.danger.library import Loaded
from geoops.hydromet.danger.saying import Saying, say_all
from geoops.kit import changes, spaces

log = structlog.get_logger(__name__)

DOMAIN = "hydromet"
ENTITY = "danger"
"""The summary of a moment; what shows all communes follows it."""
COMMUNE = "commune_danger"
"""One commune whose level changed; a map with hundreds of them does not draw itself hundreds of times."""
TICK = timedelta(minutes=10)
CATCH_UP_TICK = timedelta(hours=1)
"""Ticks that were missed by more than this are made up for by the hour."""
CATCH_UP = timedelta(hours=96)
"""What lies further back is not made up for."""
SAME_MM = 1.0
"""A value that moved by less is not worth a further statement at the same level."""

DEPENDS_ON = frozenset(
    {
        ("hydromet", "observation"),
        ("hydromet", "grid"),
        ("hydromet", "forecast"),
        ("hydromet", "water_level"),
    }
)
"""What of the change log of a space asks for a new look."""

_BATCH = 500


@dataclass(slots=True)
class Due:
    """The moments that are due in a space, in their order, and how far the change log was and is read: up to `seq` once
    all of them are worked out."""

    moments: list[datetime]
    seq_before: int
    seq: int


@dataclass(slots=True)
class Worked:
    """What became of one moment: communes whose level changed (up, down, to unknown; `changed` counts every change, also
    of rules that only inform), and rows written."""

    at: datetime
    raised: int = 0
    lowered: int = 0
    unknown: int = 0
    changed: int = 0
    rows: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)


def fingerprint(rules: Sequence[Loaded]) -> str:
    """Which rules with which content: what was worked out by others is worked out again."""
    return ",".join(f"{one.rule.id}:{one.version}" for one in rules)


async def due(session: AsyncSession) -> Due:
    """What has to be worked out in the space of the transaction. A clock that went back makes nothing due."""
    now = await spaces.now(session)
    rules = fingerprint(await switches.active(session))
    clock = await store.clock(session)
    if clock is None:
        first, seq = await _first(session, now)
        last = first - timedelta(microseconds=1)
    else:
        last, seq = clock["evaluated_at"], clock["seq"]
    if now < last:
        log.warning("danger_clock_went_back", now=now.isoformat(), evaluated_at=last.isoformat())
        return Due([], seq, seq)
    seq_before = seq
    arrivals, seq = await _arrivals(session, seq)
    begins = max(last, now - CATCH_UP)
    moments = {moment for moment in arrivals if begins < moment <= now} | set(_ticks(begins, now))
    missed = any(moment <= last for moment in arrivals)
    if now > last and (missed or clock is None or clock["rules"] != rules):
        moments.add(now)
    return Due(sorted(moments), seq_before, seq)


async def _first(session: AsyncSession, now: datetime) -> tuple[datetime, int]:
    """Where a space begins: with the first data of the last hours, else now."""
    seq = 0
    begins = now - CATCH_UP
    while batch := await changes.read_after(session, seq, _BATCH):
        for change in batch:
            if _concerns(change) and change.recorded_at >= begins:
                return change.recorded_at, change.seq - 1
        seq = batch[-1].seq
    return now, seq


async def _arrivals(session: AsyncSession, seq: int) -> tuple[set[datetime], int]:
    found: set[datetime] = set()
    while batch := await changes.read_after(session, seq, _BATCH):
        found |= {change.recorded_at for change in batch if _concerns(change)}
        seq = batch[-1].seq
    return found, seq


def _concerns(change: changes.Change) -> bool:
    return (change.domain, change.entity) in DEPENDS_ON


def _ticks(after: datetime, until: datetime) -> list[datetime]:
    ticks = []
    tick = _ceil(after, TICK)
    while tick <= until:
        if tick > after and (until - tick <= CATCH_UP_TICK or tick == _ceil(tick, CATCH_UP_TICK)):
            ticks.append(tick)
        tick += TICK
    return ticks


def _ceil(moment: datetime, step: timedelta) -> datetime:
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    return epoch + -(-(moment - epoch) // step) * step


async def work_out(session: AsyncSession, at: datetime, seq: int) -> Worked:
    """Work out the danger of every commune at a moment, as known then, and write down what changed.

    Only a commune whose level changed goes to the change log, beside one summary for the moment. A moment that is not
    after the last one writes nothing, nor does one that another process is working on.
    """
    worked = Worked(at)
    if not await store.lock(session):
        return worked
    clock = await store.clock(session)
    if clock is not None and at <= clock["evaluated_at"]:
        return worked
    rules = await switches.active(session)
    codes = await _codes(session)
    current = await store.current(session)
    ended = await store.end_other_rules(session, [one.rule.id for one in rules], at)
    by_rule: dict[str, list[RowMapping]] = {}
    for row in current:
        by_rule.setdefault(row["rule"], []).append(row)
    for saying in await say_all(session, rules, codes, at=at, known_at=at):
        await _write(session, saying, by_rule.get(saying.rule.id, []), at, worked)
    await store.set_clock(session, at, seq, fingerprint(rules))
    if worked.changed or ended:
        await changes.record_all(session, [*worked.entries, _summary(worked, rules, ended)])
    return worked


async def _codes(session: AsyncSession) -> list[str]:
    return list(await communes.today(session))


def held_before(rows: Sequence[RowMapping], index: dict[str, int], size: int) -> Held:
    """The state of the hold as the rows left it."""
    held = Held.empty(size)
    for row in rows:
        place = index.get(row["commune_code"])
        if place is None:
            continue
        held.level[place] = UNKNOWN if row["level"] is None else row["level"]
        held.since[place] = row["since"]
        if row["falling_since"] is not None:
            held.falling_since[place] = row["falling_since"]
            held.highest[place] = row["highest"]
    return held


async def _write(
    session: AsyncSession, saying: Saying, rows: Sequence[RowMapping], at: datetime, worked: Worked
) -> None:
    index = {code: place for place, code in enumerate(saying.codes)}
    size = len(saying.codes)
    before = held_before(rows, index, size)
    after = hold(before, saying.outcome.level, at.timestamp(), saying.rule.hold)
    held = {index[row["commune_code"]]: row for row in rows if row["commune_code"] in index}
    gone = [row["id"] for row in rows if row["commune_code"] not in index]
    ended, fresh, falling = list(gone), [], []
    for place in np.flatnonzero((after.level != OUTSIDE) | (before.level != OUTSIDE)).tolist():
        row = held.get(place)
        if int(after.level[place]) == OUTSIDE:
            if row is not None:
                ended.append(row["id"])
            continue
        changed = row is None or int(before.level[place]) != int(after.level[place])
        if not changed and row is not None and not _says_more(saying, place, row, after):
            if not _same_fall(before, after, place):
                falling.append(_falling(row["id"], after, place))
            continue
        if row is not None:
            ended.append(row["id"])
        fresh.append(_row(saying, place, after, at))
        if changed:
            _count(worked, saying, place, row, after, at)
    await store.end(session, ended, at)
    await store.add(session, fresh)
    await store.keep_falling(session, falling)
    worked.rows += len(ended) + len(fresh)


def _says_more(saying: Saying, place: int, row: RowMapping, after: Held) -> bool:
    """Whether a statement at the same level has something new to tell."""
    if int(after.level[place]) == UNKNOWN:
        return bool(row["reason"] != _reason(saying, place, after))
    if int(after.level[place]) == 0:
        return False
    if row["at_least"] != _at_least(saying, place, after):
        return True
    value = saying.value(place)
    if value is None or row["value"] is None:
        return bool(value != row["value"])
    return bool(abs(value - row["value"]) >= SAME_MM)


def _reason(saying: Saying, place: int, after: Held) -> str | None:
    if int(after.level[place]) != UNKNOWN:
        return None
    return saying.reason(place) or "not_read"


def _at_least(saying: Saying, place: int, after: Held) -> bool:
    """A level that is only held, while less or nothing is computed now, is what was; it is not a lower bound."""
    return bool(saying.outcome.at_least[place]) and int(saying.outcome.level[place]) == int(
        after.level[place]
    )


def _same_fall(before: Held, after: Held, place: int) -> bool:
    one, two = before.falling_since[place], after.falling_since[place]
    same_time = (np.isnan(one) and np.isnan(two)) or one == two
    return bool(same_time and (np.isnan(two) or before.highest[place] == after.highest[place]))


def _moment(seconds: float) -> datetime | None:
    return None if np.isnan(seconds) else datetime.fromtimestamp(seconds, UTC)


def _falling(id_: int, after: Held, place: int) -> dict[str, Any]:
    since = _moment(float(after.falling_since[place]))
    return {"id": id_, "falling_since": since, "highest": int(after.highest[place]) if since else None}


def _row(saying: Saying, place: int, after: Held, at: datetime) -> dict[str, Any]:
    level = int(after.level[place])
    computed = int(saying.outcome.level[place])
    state = _falling(0, after, place)
    why = saying.why(place)
    if level > 0 and computed < level:
        why["held"] = {"computed": None if computed < 0 else computed}
    return {
        "commune_code": saying.codes[place],
        "rule": saying.rule.id,
        "hazard": saying.rule.hazard,
        "counts": saying.rule.counts,
        "level": None if level == UNKNOWN else level,
        "at_least": _at_least(saying, place, after),
        "reason": _reason(saying, place, after),
        "since": _moment(float(after.since[place])),
        "starts_at": at,
        "falling_since": state["falling_since"],
        "highest": state["highest"],
        "value": saying.value(place),
        "why": why,
    }


def _count(
    worked: Worked, saying: Saying, place: int, row: RowMapping | None, after: Held, at: datetime
) -> None:
    """Count a change of level. Of rules that count it goes to the log where a danger began, ended or changed; from
    below every threshold to unknown and back hundreds go at once when a feed falls silent: the summary counts them."""
    was = None if row is None else row["level"]
    level = int(after.level[place])
    now = None if level == UNKNOWN else level
    worked.changed += 1
    if not saying.rule.counts:
        return
    if now is None:
        worked.unknown += 1
    elif now > (was or 0):
        worked.raised += 1
    elif was is not None and now < was:
        worked.lowered += 1
    if not now and not was:
        return
    worked.entries.append(
        {
            "domain": DOMAIN,
            "entity": COMMUNE,
            "entity_id": saying.codes[place],
            "op": "raise" if (now or 0) > (was or 0) else "lower" if now is not None else "unknown",
            "commune_code": saying.codes[place],
            "at": at,
            "everyone": True,
            "payload": {
                "rule": saying.rule.id,
                "hazard": saying.rule.hazard,
                "level": now,
                "was": was,
                "value": saying.value(place),
                "reference": True,
            },
        }
    )


def _summary(worked: Worked, rules: Sequence[Loaded], ended: int) -> dict[str, Any]:
    return {
        "domain": DOMAIN,
        "entity": ENTITY,
        "entity_id": "communes",
        "op": "work_out",
        "at": worked.at,
        "everyone": True,
        "payload": {
            "rules": [one.rule.id for one in rules],
            "raised": worked.raised,
            "lowered": worked.lowered,
            "unknown": worked.unknown,
            "ended": ended,
        },
    }
