"""Taking observations in, once: repeats write nothing, corrections keep what was said before."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet import faults
from geoops.hydromet.observations import store
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.quality import service as quality
from geoops.hydromet.rain import service as rain
from geoops.hydromet.store import analyse_unseen
from geoops.hydromet.variables import variables
from geoops.kit import changes, spaces
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

DOMAIN = "hydromet"
ENTITY = "observation"
MAX_REFUSED_LISTED = 10_000
_MANY = 200
"""From so many rows on the planner has to know how many: for fewer any way is quick."""
_CHUNK = 20_000


@dataclass(slots=True)
class IngestResult:
    """What became of a batch. `refused` lists at most 10,000 rows in their order; `refused_count` counts them all."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Fault] = field(default_factory=list)
    refused_count: int = 0

    def refuse(self, fault: Fault) -> None:
        """Count a fault, and list it while there is room."""
        self.refused_count += 1
        if len(self.refused) < MAX_REFUSED_LISTED:
            self.refused.append(fault)

    def refuse_all(self, rows: Sequence[int], reason: Text, field_name: str) -> None:
        """The same fault for each of the rows."""
        for row in rows:
            self.refuse(Fault(reason, row, field_name))

    @property
    def wrote(self) -> bool:
        """Whether anything was written."""
        return bool(self.new or self.changed)


@dataclass(slots=True)
class _Batch:
    """What is learnt about a batch while it is staged.

    `ordered`: no key came twice, since each series came in the order of its ends. `apart`: all its rain is amounts
    without a flag that lie apart from each other.
    """

    staged: int = 0
    ordered: bool = True
    apart: bool = True
    most_rain: float = 0.0
    first_start: datetime | None = None
    first_end: datetime | None = None
    last_end: datetime | None = None
    variables: set[str] = field(default_factory=set)
    months: set[date] = field(default_factory=set)
    stations: set[str] = field(default_factory=set)
    _ends: set[datetime] = field(default_factory=set)
    _newest: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _texts: dict[datetime, str] = field(default_factory=dict)

    def note(self, row: Reading) -> None:
        """One more row is staged."""
        self.staged += 1
        self.stations.add(row.station_id)
        if self.first_start is None or row.starts_at < self.first_start:
            self.first_start = row.starts_at
        if self.first_end is None or row.ends_at < self.first_end:
            self.first_end = row.ends_at
        if self.last_end is None or row.ends_at > self.last_end:
            self.last_end = row.ends_at
        if row.ends_at not in self._ends:
            self._ends.add(row.ends_at)
            end = row.ends_at.astimezone(UTC)
            self.months.add(date(end.year, end.month, 1))
        self.variables.add(row.variable)
        series = (row.station_id, row.variable)
        before = self._newest.get(series)
        self._newest[series] = row.ends_at
        if before is not None and before >= row.ends_at:
            self.ordered = self.apart = False
        if row.value > self.most_rain and row.variable in rain.VARIABLES:
            self.most_rain = row.value
        if self.apart and (
            row.variable == "rain_total"
            or (row.variable == "rain" and (row.flags or (before is not None and before > row.starts_at)))
        ):
            self.apart = False

    def text(self, moment: datetime) -> str:
        """The moment as COPY reads it; times come again station after station."""
        known = self._texts.get(moment)
        if known is None:
            known = self._texts[moment] = moment.isoformat()
        return known


async def ingest(
    session: AsyncSession,
    rows: Iterable[Reading | Fault],
    *,
    source: str,
    known_at: datetime | None = None,
) -> IngestResult:
    """Merge a batch of readings into the space of the transaction.

    Good rows are written, rows that cannot be kept are returned with their reasons; faults among `rows` (found
    while they were read) are passed on. Refused here: a station that is not in this space, and all rows of a key
    that comes with several values. A row that says what is kept already writes nothing; one that says something
    else corrects it, and the earlier value goes to `observation_revisions`. The outcome does not depend on the
    order of the rows. One summary is recorded in the change log where anything was written.

    `known_at` is when the system learnt the values; by default now, by the space's clock.
    """
    result = IngestResult()
    batch = _Batch()
    stage = store.Stage(session)
    await stage.open()
    iterator = iter(rows)
    while block := await asyncio.to_thread(_next_block, iterator, batch, result):
        await stage.copy(block)
    if batch.first_end is not None and batch.last_end is not None:
        when = known_at or await spaces.now(session)
        strangers: Sequence[int] = ()
        conflicts: Sequence[int] = ()
        if batch.staged >= _MANY:
            await stage.settle()
        has_strangers, meets_held = await stage.look(batch.stations)
        if has_strangers:
            strangers = await stage.refuse_unknown_stations()
        if not batch.ordered:
            conflicts = await stage.refuse_conflicts()
            await stage.drop_repeats()
        result.refuse_all(strangers, faults.UNKNOWN_STATION, "station")
        result.refuse_all(conflicts, faults.CONFLICT, "value")
        await stage.ensure_partitions(batch.months)
        if meets_held:
            result.changed = await stage.correct(source, when, batch.first_end, batch.last_end)
        result.new = await stage.add(source, when, all_new=not meets_held)
        result.unchanged = batch.staged - len(strangers) - len(conflicts) - result.changed - result.new
        if result.wrote:
            await analyse_unseen(session, "observations")
            if batch.first_start is not None and not rain.VARIABLES.isdisjoint(batch.variables):
                await rain.refresh(
                    session,
                    first_start=batch.first_start,
                    last_end=batch.last_end,
                    known_at=when,
                    apart=batch.apart and not meets_held,
                )
                await analyse_unseen(session, "rain_pieces")
            raised = await quality.check(
                session,
                variables=batch.variables,
                most_rain=batch.most_rain,
                first_end=batch.first_end,
                last_end=batch.last_end,
                known_at=when,
            )
            await stage.mark_seen()
            await _record(session, batch, result, source, raised)
    result.refused.sort(key=lambda fault: fault.row or 0)
    return result


def _next_block(rows: Iterator[Reading | Fault], batch: _Batch, result: IngestResult) -> bytes:
    """The next rows in COPY's text format; no bytes at the end. Runs in a thread: reading rows is work."""
    while chunk := list(islice(rows, _CHUNK)):
        lines: list[str] = []
        for row in chunk:
            if isinstance(row, Fault):
                result.refuse(row)
                continue
            batch.note(row)
            station = _escaped(row.station_id)
            given = (
                "\\N\t\\N" if row.given_unit is None else f"{row.given_value!r}\t{_escaped(row.given_unit)}"
            )
            lines.append(
                f"{row.row}\t{station}\t{row.variable}\t{batch.text(row.starts_at)}\t{batch.text(row.ends_at)}"
                f"\t{row.value!r}\t{row.unit}\t{{{','.join(row.flags)}}}\t{given}\n"
            )
        if lines:
            return "".join(lines).encode()
    return b""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


async def _record(
    session: AsyncSession, batch: _Batch, result: IngestResult, source: str, raised: dict[str, int]
) -> None:
    assert batch.first_start is not None and batch.last_end is not None
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=source,
        op="ingest",
        everyone=True,
        at=batch.last_end,
        payload={
            "source": source,
            "variables": sorted(batch.variables),
            "new": result.new,
            "changed": result.changed,
            "unchanged": result.unchanged,
            "refused": result.refused_count,
            "flagged": raised,
            "starts_at": batch.first_start.isoformat(),
            "ends_at": batch.last_end.isoformat(),
        },
    )


async def page(
    session: AsyncSession,
    *,
    after: tuple[datetime, str, str, datetime] | None,
    limit: int,
    station: str | None = None,
    variable: str | None = None,
    from_: datetime | None = None,
    to: datetime | None = None,
    known_at: datetime | None = None,
) -> list[dict[str, Any]]:
    """Up to `limit + 1` observations with all their flags, newest first; `from_` is left out, `to` is included (both
    of the end)."""
    rows = await store.page(
        session,
        after=after,
        limit=limit,
        station=station,
        variable=variable,
        from_=from_,
        to=to,
        known_at=known_at,
    )
    return await quality.with_flags(session, rows, known_at)


MOST_OF_A_SERIES = 200_000


async def series(
    session: AsyncSession,
    *,
    station: str,
    variable: str,
    from_: datetime | None = None,
    to: datetime | None = None,
    known_at: datetime | None = None,
) -> tuple[list[dict[str, Any]], bool]:
    """The newest 200,000 values of a station's variable with all their flags, oldest first; whether there are more."""
    rows = await store.series(
        session,
        station=station,
        variable=variable,
        from_=from_,
        to=to,
        known_at=known_at,
        limit=MOST_OF_A_SERIES + 1,
    )
    more = len(rows) > MOST_OF_A_SERIES
    return await quality.with_flags(session, rows[1:] if more else rows, known_at), more


async def latest(
    session: AsyncSession, station: str, *, at: datetime, known_at: datetime
) -> list[dict[str, Any]]:
    """The newest value of each variable of a station in the last 30 days, with its flags."""
    rows = await store.latest(session, station, at=at, known_at=known_at, names=list(variables()))
    return await quality.with_flags(session, rows, known_at)
