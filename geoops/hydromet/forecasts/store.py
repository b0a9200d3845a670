"""Queries of forecasts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, text
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
    WITH given AS (
      SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS geom,
             CAST(string_to_array(codes, ',') AS varchar[]) AS codes,
             CAST(:known_at AS timestamptz) AS known_at
      FROM unnest(CAST(:ids AS text[]), CAST(:lons AS float8[]), CAST(:lats AS float8[]), CAST(:codes AS text[]))
        AS listed (id, lon, lat, codes)
    ), differing AS (
      SELECT given.*, held.known_at AS held_since,
             CASE WHEN held.known_at IS NOT NULL THEN held.superseded_at ELSE (
               SELECT min(later.known_at) FROM forecast_places AS later WHERE later.id = given.id) END AS superseded_at
      FROM given LEFT JOIN forecast_places AS held
        ON held.id = given.id
        AND held.known_at <= given.known_at AND (held.superseded_at IS NULL OR held.superseded_at > given.known_at)
      WHERE held.commune_codes IS DISTINCT FROM given.codes
    ), moved AS (
      UPDATE forecast_places AS held SET superseded_at = given.known_at FROM differing AS given
      WHERE held.id = given.id AND held.known_at = given.held_since AND held.known_at < given.known_at
    )
    INSERT INTO forecast_places (id, geom, commune_codes, known_at, superseded_at)
    SELECT id, geom, codes, known_at, superseded_at FROM differing
    ON CONFLICT (space, id, known_at) DO UPDATE SET geom = excluded.geom, commune_codes = excluded.commune_codes
    """
)
"""As `_MERGE` has it for values: which communes a place stood for until `:known_at` stays readable."""
_MERGE = text(
    """
    WITH given AS (
      SELECT place, variable, starts_at, ends_at, value, unit, CAST(:source AS text) AS source,
             CAST(:issued_at AS timestamptz) AS issued_at, CAST(:known_at AS timestamptz) AS known_at
      FROM stage_forecasts
    ), differing AS (
      SELECT given.*, held.known_at AS held_since,
             CASE WHEN held.known_at IS NOT NULL THEN held.superseded_at ELSE (
               SELECT min(later.known_at) FROM forecasts AS later
               WHERE (later.source, later.place, later.variable, later.issued_at, later.ends_at)
                   = (given.source, given.place, given.variable, given.issued_at, given.ends_at)) END AS superseded_at
      FROM given LEFT JOIN forecasts AS held
        ON (held.source, held.place, held.variable, held.issued_at, held.ends_at)
         = (given.source, given.place, given.variable, given.issued_at, given.ends_at)
        AND held.known_at <= given.known_at AND (held.superseded_at IS NULL OR held.superseded_at > given.known_at)
      WHERE (held.starts_at, held.value, held.unit) IS DISTINCT FROM (given.starts_at, given.value, given.unit)
        OR EXISTS (SELECT FROM forecast_places AS place WHERE place.id = given.place
                   AND place.known_at > held.known_at AND place.known_at <= given.known_at)
    ), corrected AS (
      UPDATE forecasts AS held SET superseded_at = given.known_at FROM differing AS given
      WHERE (held.source, held.place, held.variable, held.issued_at, held.ends_at)
          = (given.source, given.place, given.variable, given.issued_at, given.ends_at)
        AND held.known_at = given.held_since AND held.known_at < given.known_at
    ), kept AS (
      INSERT INTO forecasts
        (source, place, variable, issued_at, starts_at, ends_at, value, unit, known_at, superseded_at)
      SELECT source, place, variable, issued_at, starts_at, ends_at, value, unit, known_at, superseded_at
      FROM differing
      ON CONFLICT (space, source, place, variable, issued_at, ends_at, known_at) DO UPDATE
        SET starts_at = excluded.starts_at, value = excluded.value, unit = excluded.unit
    )
    SELECT held_since IS NULL AS fresh FROM differing
    """
)
"""What stood at `:known_at` stands until then, and the new value from then until what was known later, if anything: a
batch that is read late never takes the place of a newer one. Two of one moment are one: the last given. The same value
at a place that has come to stand for other communes is another one."""


async def keep_places(
    session: AsyncSession,
    ids: Sequence[str],
    lons: Sequence[float],
    lats: Sequence[float],
    codes: Sequence[str],
    *,
    known_at: datetime,
) -> None:
    """Note the places and the communes (with commas between) that each is meant for, and what it was before."""
    await session.execute(
        _PLACES, {"ids": ids, "lons": lons, "lats": lats, "codes": codes, "known_at": known_at}
    )


async def merge(
    session: AsyncSession,
    rows: Iterable[Sequence[Any]],
    *,
    source: str,
    issued_at: datetime,
    known_at: datetime,
) -> tuple[int, int]:
    """Keep the values of one issue, and what they correct as it was; how many were new, how many changed."""
    await session.execute(text(_STAGE))
    await session.execute(text("TRUNCATE stage_forecasts"))
    await copy_rows(session, "stage_forecasts", _COLUMNS, rows)
    result = await session.execute(_MERGE, {"source": source, "issued_at": issued_at, "known_at": known_at})
    fresh = [bool(row[0]) for row in result]
    return sum(fresh), len(fresh) - sum(fresh)


async def prune(session: AsyncSession, before: datetime) -> int:
    """Remove forecasts that were issued before, and what places stood for in their time alone; how many values."""
    await session.execute(
        text("DELETE FROM forecast_places WHERE superseded_at < :before"), {"before": before}
    )
    removed = await session.execute(
        text("DELETE FROM forecasts WHERE issued_at < :before"), {"before": before}
    )
    assert isinstance(removed, CursorResult)
    return removed.rowcount
