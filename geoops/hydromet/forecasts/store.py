"""Queries of forecasts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.db import copy_rows

_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS stage_forecasts (
  place text, variable text, starts_at timestamptz, ends_at timestamptz, value double precision, unit text
) ON COMMIT DROP
"""
_COLUMNS = ("place", "variable", "starts_at", "ends_at", "value", "unit")
_PLACES = text(
    """
    INSERT INTO forecast_places (id, geom, commune_codes)
    SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326), string_to_array(codes, ',')
    FROM unnest(CAST(:ids AS text[]), CAST(:lons AS float8[]), CAST(:lats AS float8[]), CAST(:codes AS text[]))
      AS listed (id, lon, lat, codes)
    ON CONFLICT (space, id) DO UPDATE SET geom = excluded.geom, commune_codes = excluded.commune_codes
    WHERE forecast_places.commune_codes <> excluded.commune_codes
    """
)
_MERGE = text(
    """
    INSERT INTO forecasts AS held (source, place, variable, issued_at, starts_at, ends_at, value, unit, known_at)
    SELECT :source, place, variable, :issued_at, starts_at, ends_at, value, unit, :known_at FROM stage_forecasts
    ON CONFLICT (space, source, place, variable, issued_at, ends_at) DO UPDATE
      SET value = excluded.value, unit = excluded.unit, known_at = excluded.known_at
      WHERE held.value <> excluded.value
    RETURNING held.known_at = :known_at AND xmax = 0 AS fresh
    """
)
_NEXT = text(
    """
    WITH issue AS (
      SELECT source, max(issued_at) AS issued_at FROM forecasts
      WHERE variable = :variable AND issued_at <= :at AND known_at <= :known_at
      GROUP BY source ORDER BY 2 DESC LIMIT 1)
    SELECT place.codes AS commune_code, forecast.source, forecast.issued_at,
           min(forecast.starts_at) AS starts_at, max(forecast.ends_at) AS ends_at,
           sum(forecast.value) AS total, max(forecast.value) AS highest, min(forecast.unit) AS unit,
           CAST(count(*) AS integer) AS parts
    FROM forecasts AS forecast
    JOIN issue USING (source, issued_at)
    JOIN (SELECT id, unnest(commune_codes) AS codes FROM forecast_places) AS place ON place.id = forecast.place
    WHERE forecast.variable = :variable AND forecast.starts_at >= :at AND forecast.ends_at <= :until
      AND forecast.known_at <= :known_at
      AND (CAST(:codes AS text[]) IS NULL OR place.codes = ANY (CAST(:codes AS text[])))
    GROUP BY place.codes, forecast.source, forecast.issued_at
    ORDER BY place.codes
    """
)


async def keep_places(
    session: AsyncSession,
    ids: Sequence[str],
    lons: Sequence[float],
    lats: Sequence[float],
    codes: Sequence[str],
) -> None:
    """Note the places and the communes (with commas between) that each is meant for."""
    await session.execute(_PLACES, {"ids": ids, "lons": lons, "lats": lats, "codes": codes})


async def merge(
    session: AsyncSession,
    rows: Iterable[Sequence[Any]],
    *,
    source: str,
    issued_at: datetime,
    known_at: datetime,
) -> tuple[int, int]:
    """Keep the values of one issue; how many were new, how many changed."""
    await session.execute(text(_STAGE))
    await session.execute(text("TRUNCATE stage_forecasts"))
    await copy_rows(session, "stage_forecasts", _COLUMNS, rows)
    result = await session.execute(_MERGE, {"source": source, "issued_at": issued_at, "known_at": known_at})
    fresh = [bool(row[0]) for row in result]
    return sum(fresh), len(fresh) - sum(fresh)


async def ahead(
    session: AsyncSession,
    *,
    variable: str,
    at: datetime,
    until: datetime,
    known_at: datetime,
    codes: Sequence[str] | None,
) -> Sequence[RowMapping]:
    """Per commune: the sum and the highest part of the newest issue over the whole parts between two times."""
    binds = {"variable": variable, "at": at, "until": until, "known_at": known_at, "codes": codes}
    return (await session.execute(_NEXT, binds)).mappings().all()


async def prune(session: AsyncSession, before: datetime) -> int:
    """Remove forecasts that were issued before; how many values."""
    removed = await session.execute(
        text("DELETE FROM forecasts WHERE issued_at < :before"), {"before": before}
    )
    assert isinstance(removed, CursorResult)
    return removed.rowcount
