"""Warnings of the met service: taken in once, matched to present communes, kept as they were known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.feeds.decoded import CommuneName, CommuneWarning, WarningList
from geoops.hydromet.observations.service import IngestResult
from geoops.hydromet.warnings import store
from geoops.kit import changes

DOMAIN = "hydromet"
ENTITY = "warning"
_SAME = [
    "issued_at",
    "valid_from",
    "valid_to",
    "landslide",
    "flash_flood",
    "level",
    "old_commune",
    "old_district",
    "lon",
    "lat",
    "rain_mm",
    "rain_observed_mm",
    "rain_forecast_mm",
]


@dataclass(frozen=True, slots=True)
class _Match:
    code: str | None
    how: str


async def take(session: AsyncSession, listed: WarningList) -> IngestResult:
    """Merge a list of warnings into the space of the transaction.

    A warning known already and unchanged writes nothing; one that says something else is kept beside what it said
    before. Rows that could not be read are passed on as refused. One summary is recorded where anything was written.
    """
    result = IngestResult(refused=list(listed.faults), refused_count=len(listed.faults))
    if not listed.warnings:
        return result
    await store.lock(session)
    held = await store.current(session, [warning.id for warning in listed.warnings])
    fresh = [warning for warning in listed.warnings if warning.id not in held]
    other = [
        warning for warning in listed.warnings if warning.id in held and not _same(held[warning.id], warning)
    ]
    result.new, result.changed = len(fresh), len(other)
    result.unchanged = len(listed.warnings) - len(fresh) - len(other)
    if not result.wrote:
        return result
    written = fresh + other
    matches = await _match(session, written)
    if other:
        await store.supersede(session, [warning.id for warning in other], listed.read_at)
    await store.add(
        session,
        [_row(warning, listed.read_at) for warning in written],
        [
            {
                "warning_id": warning.id,
                "known_at": listed.read_at,
                "name": commune.name,
                "province": commune.province,
                "commune_code": matches[warning.id, commune].code,
                "matched": matches[warning.id, commune].how,
            }
            for warning in written
            for commune in warning.communes
        ],
    )
    await _record(session, listed, written, matches, result)
    return result


async def _match(
    session: AsyncSession, warnings: Sequence[CommuneWarning]
) -> dict[tuple[str, CommuneName], _Match]:
    """The code of each present commune: by name and province; failing that by where the old commune's point lies."""
    wanted = [(warning, commune) for warning in warnings for commune in warning.communes]
    names = sorted({(commune.name, commune.province) for _, commune in wanted})
    by_name = await _by_name(session, names)
    lost = [warning for warning, commune in wanted if by_name[commune.name, commune.province] is None]
    points = sorted({(w.lon, w.lat) for w in lost if w.lon is not None and w.lat is not None})
    codes = await communes.locate_many(session, [lon for lon, _ in points], [lat for _, lat in points])
    by_point = dict(zip(points, codes, strict=True))
    matches = {}
    for warning, commune in wanted:
        code = by_name[commune.name, commune.province]
        if code is not None:
            matches[warning.id, commune] = _Match(code, "name")
            continue
        if warning.lon is not None and warning.lat is not None:
            code = by_point[warning.lon, warning.lat]
        matches[warning.id, commune] = _Match(code, "position" if code is not None else "none")
    return matches


_known_names: dict[str, dict[tuple[str, str], str | None]] = {}
"""Names matched before, by the checksum of the boundaries that they were matched against."""


async def _by_name(
    session: AsyncSession, names: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str | None]:
    """Codes by name and province. The same names come hour after hour, and matching them reads all communes."""
    boundary = await communes.active_boundary(session)
    checksum = boundary.checksum if boundary is not None else ""
    if checksum not in _known_names:
        _known_names.clear()
    known = _known_names.setdefault(checksum, {})
    unknown = [name for name in names if name not in known]
    if unknown:
        known.update(zip(unknown, await communes.match_names(session, unknown), strict=True))
    return {name: known[name] for name in names}


def _same(held: Mapping[str, Any], warning: CommuneWarning) -> bool:
    places = {(commune.name, commune.province) for commune in warning.communes}
    return places == held["communes"] and all(held[name] == getattr(warning, name) for name in _SAME)


def _row(warning: CommuneWarning, known_at: datetime) -> dict[str, Any]:
    return {
        "id": warning.id,
        "known_at": known_at,
        "source": warning.source,
        "raw": [dict(row) for row in warning.raw],
        **{name: getattr(warning, name) for name in _SAME},
    }


async def _record(
    session: AsyncSession,
    listed: WarningList,
    written: Sequence[CommuneWarning],
    matches: Mapping[tuple[str, CommuneName], _Match],
    result: IngestResult,
) -> None:
    levels: dict[str, int] = {}
    for warning in written:
        levels[str(warning.level)] = levels.get(str(warning.level), 0) + 1
    touched = {match.code for match in matches.values() if match.code is not None}
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=listed.source,
        op="ingest",
        everyone=True,
        at=max(warning.valid_from for warning in written),
        payload={
            "source": listed.source,
            "new": result.new,
            "changed": result.changed,
            "unchanged": result.unchanged,
            "refused": result.refused_count,
            "levels": levels,
            "communes": len(touched),
            "unmatched": sum(match.code is None for match in matches.values()),
            "provinces": sorted({commune.province for _, commune in matches}),
        },
    )


async def page(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    limit: int,
    after: tuple[int, str] | None = None,
    communes: Sequence[str] | None = None,
) -> Sequence[RowMapping]:
    """Up to `limit + 1` warnings in force at `at`, highest level first; each once, with the communes it is for.

    `repeated` says whether the newest list of its source still has it: an older warning stays until it runs out.
    """
    return await store.page(session, at=at, known_at=known_at, communes=communes, after=after, limit=limit)
