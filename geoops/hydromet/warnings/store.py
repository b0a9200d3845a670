"""Queries of warnings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.models import Warning, WarningCommune

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('warnings:' || current_space(), 0))")

_CURRENT = (
    Warning.id,
    Warning.known_at,
    Warning.issued_at,
    Warning.valid_from,
    Warning.valid_to,
    Warning.landslide,
    Warning.flash_flood,
    Warning.level,
    Warning.old_commune,
    Warning.old_district,
    Warning.lon,
    Warning.lat,
    Warning.rain_mm,
    Warning.rain_observed_mm,
    Warning.rain_forecast_mm,
)


async def lock(session: AsyncSession) -> None:
    """Lists of one space wait here for each other, so that a merge sees what it merges with."""
    await session.execute(_LOCK)


async def current(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What is held now of those warnings, with `communes`: `(name, province)` of each."""
    rows = (
        (await session.execute(select(*_CURRENT).where(Warning.id.in_(ids), Warning.superseded_at.is_(None))))
        .mappings()
        .all()
    )
    found: dict[str, dict[str, Any]] = {row["id"]: {**row, "communes": set()} for row in rows}
    areas = await session.execute(
        select(WarningCommune.warning_id, WarningCommune.name, WarningCommune.province)
        .join(
            Warning, (Warning.id == WarningCommune.warning_id) & (Warning.known_at == WarningCommune.known_at)
        )
        .where(Warning.id.in_(ids), Warning.superseded_at.is_(None))
    )
    for warning_id, name, province in areas:
        found[warning_id]["communes"].add((name, province))
    return found


async def supersede(session: AsyncSession, ids: Sequence[str], known_at: datetime) -> None:
    """From `known_at` on those warnings say something else."""
    await session.execute(
        text(
            "UPDATE warnings SET superseded_at = :known_at WHERE id = ANY (:ids) AND superseded_at IS NULL"
            " AND known_at < :known_at"
        ),
        {"ids": list(ids), "known_at": known_at},
    )
    # Said twice within one instant of the clock: the later word stands, and nobody has seen the earlier.
    await session.execute(
        text("DELETE FROM warnings WHERE id = ANY (:ids) AND superseded_at IS NULL"), {"ids": list(ids)}
    )


async def add(
    session: AsyncSession, warnings: Sequence[Mapping[str, Any]], communes: Sequence[Mapping[str, Any]]
) -> None:
    """Add warnings with their communes."""
    await session.execute(insert(Warning), list(warnings))
    await session.execute(insert(WarningCommune), list(communes))


VALID_SQL = """
SELECT DISTINCT ON (source, old_commune, old_district, lon, lat) warnings.*
FROM warnings
WHERE valid_from <= CAST(:at AS timestamptz) AND valid_to > CAST(:at AS timestamptz)
  AND known_at <= CAST(:known_at AS timestamptz)
  AND (superseded_at IS NULL OR superseded_at > CAST(:known_at AS timestamptz))
ORDER BY source, old_commune, old_district, lon, lat, valid_from DESC, known_at DESC
"""
"""The warnings in force at :at as known at :known_at: of each old commune the newest."""

_PAGE = f"""
WITH valid AS ({VALID_SQL}), newest AS (
  SELECT source, max(valid_from) AS valid_from FROM valid GROUP BY source
)
SELECT valid.*, valid.valid_from = newest.valid_from AS repeated, areas.communes
FROM valid JOIN newest USING (source)
JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_object('name', name, 'province', province, 'code', commune_code, 'matched', matched)
                   ORDER BY name, province) AS communes,
         CAST(array_agg(commune_code) AS text[]) AS codes
  FROM warning_communes AS area
  WHERE area.warning_id = valid.id AND area.known_at = valid.known_at
) AS areas ON true
WHERE (CAST(:communes AS text[]) IS NULL OR areas.codes && CAST(:communes AS text[]))
  AND (CAST(:after_level AS integer) IS NULL
       OR (-valid.level, valid.id) > (-CAST(:after_level AS integer), CAST(:after_id AS text)))
ORDER BY -valid.level, valid.id
LIMIT :rows
"""  # noqa: S608 - made of constants


async def page(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    communes: Sequence[str] | None,
    after: tuple[int, str] | None,
    limit: int,
) -> Sequence[RowMapping]:
    """Up to `limit + 1` warnings in force, highest level first, then by id; only those that touch `communes`."""
    binds = {
        "at": at,
        "known_at": known_at,
        "communes": list(communes) if communes is not None else None,
        "after_level": after[0] if after else None,
        "after_id": after[1] if after else None,
        "rows": limit + 1,
    }
    return (await session.execute(text(_PAGE), binds)).mappings().all()
