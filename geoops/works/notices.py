"""Notices to communes downstream: begun, raised and ended as the water of a reservoir rises and falls.

Reference notices from readings and stated levels; an official level is set by an official bulletin alone. A notice does
not end because readings stop: it then says how old they are.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.observations import service as observations
from geoops.kit import changes, spaces
from geoops.works import notices_store, register_store, water
from geoops.works.models import ReservoirNotice, Work
from geoops.works.register_store import Narrow, When
from geoops.works.rules import work_kinds
from geoops.works.water import Judged, Water


@dataclass(frozen=True, slots=True)
class Told:
    """How many notices began and ended."""

    began: int
    ended: int


async def water_of(session: AsyncSession, row: Any, when: When) -> Water:
    """The newest water of a reservoir: typed in, or measured by its station."""
    found = water.of_row(row)
    station = row[0].station_id
    if station is None:
        return found
    rows = await observations.latest(session, station, at=when.at, known_at=when.known_at)
    return water.with_station(
        found, station, {one["variable"]: (one["value"], one["ends_at"]) for one in rows}
    )


async def evaluate(session: AsyncSession) -> Told:
    """Bring the notices of the space in line with the newest water of its reservoirs. Doing it again changes nothing."""
    await notices_store.hold(session)
    now = await spaces.now(session)
    when = When(now, now)
    kinds = [kind.code for kind in work_kinds().values() if kind.reservoir]
    going: dict[tuple[UUID, str], ReservoirNotice] = {
        (notice.work_id, notice.commune_code): notice for notice in await notices_store.going(session)
    }
    began = ended = 0
    entries: list[dict[str, Any]] = []
    for row in await register_store.works(session, when, Narrow(kinds=kinds)):
        work: Work = row[0]
        mine = {code: notice for (id_, code), notice in going.items() if id_ == work.id}
        if not work.downstream and not mine:
            continue
        found = await water_of(session, row, when)
        current = next(iter(mine.values())).level if mine else None
        judged = water.judge(work, found, now, current)  # type: ignore[arg-type]  # a level that the table's check lets pass
        for code, notice in mine.items():
            if judged is not None and judged.level == notice.level and code in work.downstream:
                if found.read_at is not None and found.read_at > notice.read_at:
                    await notices_store.confirm(session, notice.id, _reading(found))
                    entries.append(
                        _entry(
                            notice.id,
                            "confirm",
                            code,
                            found.read_at,
                            work,
                            found,
                            judged.level,
                            judged.limit_m,
                        )
                    )
                continue
            over = max(found.read_at or now, notice.began_at) if code in work.downstream else now
            await notices_store.end(session, notice.id, over)
            entries.append(_entry(notice.id, "end", code, over, work, found, notice.level, notice.limit_m))
            ended += 1
        if judged is None or found.read_at is None:
            continue
        for code in work.downstream:
            if code in mine and mine[code].level == judged.level:
                continue
            id_ = await notices_store.begin(session, _values(work, code, judged, found, found.read_at))
            if id_ is not None:
                entries.append(
                    _entry(id_, "begin", code, found.read_at, work, found, judged.level, judged.limit_m)
                )
                began += 1
    await changes.record_all(session, entries)
    return Told(began, ended)


def _values(work: Work, code: str, judged: Judged, found: Water, read_at: datetime) -> dict[str, Any]:
    return {
        "work_id": work.id,
        "commune_code": code,
        "reservoir": work.name,
        "reservoir_commune": work.commune_code,
        "level": judged.level,
        "limit_m": judged.limit_m,
        "downstream_source": work.downstream_source,
        "began_at": read_at,
    } | _reading(found)


def _reading(found: Water) -> dict[str, Any]:
    return {
        "level_m": found.level_m,
        "spill_m3s": found.spill_m3s if found.spill_m3s is not None else found.release_m3s,
        "source": _source(found),
        "read_at": found.read_at,
    }


def _source(found: Water) -> str:
    sources = dict.fromkeys(one for one in (found.level_source, found.flow_source) if one)
    return ", ".join(sources)


def _entry(
    id_: UUID, op: str, code: str, at: datetime, work: Work, found: Water, level: str, limit_m: float | None
) -> dict[str, Any]:
    return {
        "domain": "works",
        "entity": "notice",
        "entity_id": str(id_),
        "op": op,
        "commune_code": code,
        "at": at,
        "payload": {
            "work_id": str(work.id),
            "reservoir": work.name,
            "level": level,
            "level_m": found.level_m,
            "limit_m": limit_m,
            "spill_m3s": found.spill_m3s,
            "source": _source(found),
            "certainty": "reference",
        },
    }
