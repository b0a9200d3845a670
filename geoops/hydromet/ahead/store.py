"""The SQL of rain ahead, with the binds `:at` and `:known_at`: what the layers draw and what rules are given.

One forecast makes a picture: two models side by side would draw a border that no rain has. Of grids that reach over the
whole window the first of `grids.service.FORECAST_ORDER`, and of each the run made last; where none does, the points of
the forecast read last. A run made after the moment that is looked at, or more than `STALE` before, is not used.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.grids.service import FORECAST_ORDER, RAIN, STALE

WINDOWS = (6, 24)
"""Hours ahead; each is a layer of its own."""
_NAMES = {"open_meteo": "Open-Meteo"}
"""Sources at points that have a name of their own; of others the feed's name stands."""
_POINT_NAME = "CASE told.source" + "".join(f" WHEN '{id_}' THEN '{name}'" for id_, name in _NAMES.items())
PRODUCT_JOIN = "LEFT JOIN grid_products AS product ON told.kind = 'grid' AND product.id = told.source"
_PREFERENCE = "".join(f" WHEN '{name}' THEN {place}" for place, name in enumerate(FORECAST_ORDER))
_STALE_S = int(STALE.total_seconds())
_LONGEST_PART = "6 hours"
"""No source at points has longer parts. The end up to which they are read is a column: behind row-level security an
index is not used for a sum in the condition, and all days to come would be read for six hours."""
_PLACE_THEN = """place.id = point.place AND place.known_at <= point.known_at
    AND (place.superseded_at IS NULL OR place.superseded_at > point.known_at)"""
"""The place as it stood when its values were read: a cell that has since come to stand for others was not asked for them."""
_ROUNDING_S = 1
"""Sums of seconds in floating point come out a little under."""


def _chosen(hours: int | None) -> str:
    """The common tables up to `chosen`: the forecast that makes the picture of the hours after `:at` (None: up to
    `:until`), or no row.

    Of steps of a run that overlap, the shorter counts, then the earlier: it says more of when it rains.
    """
    until = (
        "CAST(:until AS timestamptz)"
        if hours is None
        else f"CAST(:at AS timestamptz) + interval '{hours} hours'"
    )
    length_s = (
        "(SELECT extract(epoch FROM ends_at - starts_at) FROM asked)" if hours is None else hours * 3600
    )
    return f"""
asked AS (
  SELECT CAST(:at AS timestamptz) AS starts_at, {until} AS ends_at, {until} + interval '{_LONGEST_PART}' AS soon_after,
         CAST(:known_at AS timestamptz) AS known_at,
         LEAST(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz)) AS made_by),
steps AS (
  SELECT step.space, step.id, step.product, step.issued_at, step.starts_at, step.ends_at, step.geometry_id
  FROM asked CROSS JOIN grid_steps AS step JOIN grid_products AS product ON product.id = step.product
  WHERE product.kind = 'forecast' AND step.variable = '{RAIN}' AND coalesce(step.member, 0) = 0
    AND step.ends_at > asked.starts_at AND step.starts_at < asked.ends_at AND step.ends_at > step.starts_at
    AND step.issued_at <= asked.made_by AND step.issued_at >= asked.made_by - interval '{_STALE_S} seconds'
    AND step.known_at <= asked.known_at AND (step.superseded_at IS NULL OR step.superseded_at > asked.known_at)),
pieces AS (
  SELECT one.*, extract(epoch FROM one.ends_at - one.starts_at) AS length_s,
         extract(epoch FROM LEAST(one.ends_at, asked.ends_at) - GREATEST(one.starts_at, asked.starts_at)) AS inside_s
  FROM asked CROSS JOIN steps AS one
  WHERE NOT EXISTS (
    SELECT FROM steps AS other
    WHERE other.product = one.product AND other.issued_at = one.issued_at
      AND other.starts_at < one.ends_at AND other.ends_at > one.starts_at
      AND (other.ends_at - other.starts_at, other.starts_at, other.id)
        < (one.ends_at - one.starts_at, one.starts_at, one.id))),
chosen AS (
  SELECT kind, source, issued_at FROM (
    SELECT 'grid' AS kind, product AS source, issued_at, CASE product{_PREFERENCE} ELSE {len(FORECAST_ORDER)} END AS place
    FROM pieces GROUP BY product, issued_at HAVING sum(inside_s) >= {length_s} - {_ROUNDING_S}
    UNION ALL
    SELECT DISTINCT 'point', source, issued_at, {len(FORECAST_ORDER) + 1}
    FROM asked JOIN forecasts ON variable = '{RAIN}' AND forecasts.ends_at >= asked.ends_at
      AND forecasts.ends_at < asked.soon_after AND forecasts.starts_at < asked.ends_at
      AND issued_at <= asked.made_by AND issued_at >= asked.made_by - interval '{_STALE_S} seconds'
      AND forecasts.known_at <= asked.known_at) AS candidate
  ORDER BY place, issued_at DESC, source LIMIT 1)"""  # noqa: S608 - made of constants


def communes_sql(hours: int) -> str:
    """By commune: `commune_code, mean_mm, max_mm, covered, apportioned, kind, source, issued_at, starts_at, ends_at`.

    `mean_mm` is over the part of the commune that the grid covers (`covered`, a share), or what is forecast at its
    point; `max_mm` the sum of the highest cells. Steps that the window cuts count evenly by time (`apportioned`, the
    share of the window). A commune of which any part of the window is not known has no row: half a window is no amount.
    """
    whole = hours * 3600 - _ROUNDING_S
    return f"""
WITH {_chosen(hours)},
grid_rain AS (
  SELECT item.code, sum(item.mean * piece.inside_s / piece.length_s) AS mean_mm,
         sum(item.most * piece.inside_s / piece.length_s) AS max_mm,
         sum(item.covered * piece.inside_s) / sum(piece.inside_s) AS covered,
         coalesce(sum(piece.inside_s) FILTER (WHERE piece.inside_s < piece.length_s), 0) / {hours * 3600} AS apportioned
  FROM chosen
  JOIN pieces AS piece ON chosen.kind = 'grid' AND piece.product = chosen.source AND piece.issued_at = chosen.issued_at
  CROSS JOIN LATERAL (
    SELECT held.* FROM grid_commune_values AS held WHERE held.space = piece.space AND held.step_id = piece.id
    ORDER BY held.boundary_version DESC LIMIT 1) AS held
  JOIN grid_weights AS weights
    ON weights.geometry_id = piece.geometry_id AND weights.boundary_version = held.boundary_version
    AND cardinality(weights.codes) = cardinality(held.mean)
  CROSS JOIN LATERAL unnest(weights.codes, held.mean, held.most, held.covered) AS item (code, mean, most, covered)
  WHERE item.mean <> 'NaN' AND item.covered > 0
  GROUP BY item.code HAVING sum(piece.inside_s) >= {whole}),
point_parts AS (
  SELECT part.place, part.known_at, part.value, extract(epoch FROM part.ends_at - part.starts_at) AS length_s,
         extract(epoch FROM LEAST(part.ends_at, asked.ends_at) - GREATEST(part.starts_at, asked.starts_at)) AS inside_s
  FROM asked CROSS JOIN chosen
  JOIN forecasts AS part ON chosen.kind = 'point' AND part.source = chosen.source AND part.issued_at = chosen.issued_at
  WHERE part.variable = '{RAIN}' AND part.ends_at > asked.starts_at AND part.ends_at < asked.soon_after
    AND part.starts_at < asked.ends_at
    AND part.ends_at > part.starts_at AND part.known_at <= asked.known_at
    AND (part.superseded_at IS NULL OR part.superseded_at > asked.known_at)),
point_rain AS (
  SELECT place, max(known_at) AS known_at, sum(value * inside_s / length_s) AS mm,
         coalesce(sum(inside_s) FILTER (WHERE inside_s < length_s), 0) / {hours * 3600} AS apportioned
  FROM point_parts GROUP BY place HAVING sum(inside_s) BETWEEN {whole} AND {hours * 3600 + _ROUNDING_S}),
rain AS (
  SELECT code, mean_mm, max_mm, covered, apportioned FROM grid_rain
  UNION ALL
  SELECT listed.code, avg(point.mm), NULL, NULL, max(point.apportioned)
  FROM point_rain AS point JOIN forecast_places AS place ON {_PLACE_THEN}
  CROSS JOIN LATERAL unnest(place.commune_codes) AS listed (code) GROUP BY listed.code)
SELECT rain.code AS commune_code, rain.mean_mm, rain.max_mm, rain.covered, rain.apportioned,
       chosen.kind, chosen.source, chosen.issued_at, asked.starts_at, asked.ends_at
FROM rain CROSS JOIN chosen CROSS JOIN asked
"""  # noqa: S608 - made of constants


def told_sql(hours: int) -> str:
    """What makes the picture: `kind, source, issued_at`, and `ends_at`, how far it reaches; or no row."""
    return f"""
WITH {_chosen(hours)}
SELECT chosen.kind, chosen.source, chosen.issued_at,
       CASE chosen.kind
         WHEN 'grid' THEN (
           SELECT max(step.ends_at) FROM grid_steps AS step
           WHERE step.product = chosen.source AND step.variable = '{RAIN}' AND step.issued_at = chosen.issued_at
             AND step.known_at <= asked.known_at)
         ELSE (
           SELECT max(part.ends_at) FROM forecasts AS part
           WHERE part.variable = '{RAIN}' AND part.source = chosen.source AND part.issued_at = chosen.issued_at
             AND part.ends_at >= asked.ends_at AND part.known_at <= asked.known_at)
       END AS ends_at
FROM chosen CROSS JOIN asked
"""  # noqa: S608 - made of constants


def by_hour_sql() -> str:
    """By whole hour from `:at` to `:until`: `starts_at, ends_at, mean_mm`, of the forecast that reaches over them.

    The mean is over the communes of `:codes` (null: all) that the forecast knows. Longer steps are spread evenly over
    their hours; an hour of which any part is not known has no row.
    """
    inside_s = (
        "extract(epoch FROM LEAST(part.ends_at, hour.ends_at) - GREATEST(part.starts_at, hour.starts_at))"
    )
    overlaps = "part.starts_at < hour.ends_at AND part.ends_at > hour.starts_at"
    whole = f"sum({inside_s}) BETWEEN {3600 - _ROUNDING_S} AND {3600 + _ROUNDING_S}"
    return f"""
WITH {_chosen(None)},
hour AS (
  SELECT begins AS starts_at, begins + interval '1 hour' AS ends_at
  FROM asked CROSS JOIN generate_series(
    date_trunc('hour', asked.starts_at + interval '1 hour - 1 microsecond'),
    asked.ends_at - interval '1 hour', interval '1 hour') AS begins),
grid_part AS (
  SELECT piece.starts_at, piece.ends_at, piece.length_s, (
    SELECT avg(item.mean) FROM unnest(weights.codes, held.mean, held.covered) AS item (code, mean, covered)
    WHERE item.mean <> 'NaN' AND item.covered > 0
      AND (CAST(:codes AS text[]) IS NULL OR item.code = ANY (CAST(:codes AS text[])))) AS mm
  FROM chosen
  JOIN pieces AS piece ON chosen.kind = 'grid' AND piece.product = chosen.source AND piece.issued_at = chosen.issued_at
  CROSS JOIN LATERAL (
    SELECT held.* FROM grid_commune_values AS held WHERE held.space = piece.space AND held.step_id = piece.id
    ORDER BY held.boundary_version DESC LIMIT 1) AS held
  JOIN grid_weights AS weights
    ON weights.geometry_id = piece.geometry_id AND weights.boundary_version = held.boundary_version
    AND cardinality(weights.codes) = cardinality(held.mean)),
grid_hour AS (
  SELECT hour.starts_at, sum(part.mm * {inside_s} / part.length_s) AS mm
  FROM hour JOIN grid_part AS part ON part.mm IS NOT NULL AND {overlaps}
  GROUP BY hour.starts_at HAVING {whole}),
point_hour AS (
  SELECT hour.starts_at, part.place, max(part.known_at) AS known_at,
         sum(part.value * {inside_s} / extract(epoch FROM part.ends_at - part.starts_at)) AS mm
  FROM asked CROSS JOIN chosen CROSS JOIN hour
  JOIN forecasts AS part ON chosen.kind = 'point' AND part.source = chosen.source
    AND part.issued_at = chosen.issued_at AND {overlaps}
  WHERE part.variable = '{RAIN}' AND part.ends_at > part.starts_at AND part.known_at <= asked.known_at
    AND (part.superseded_at IS NULL OR part.superseded_at > asked.known_at)
  GROUP BY hour.starts_at, part.place HAVING {whole}),
rain AS (
  SELECT starts_at, mm AS mean_mm FROM grid_hour
  UNION ALL
  SELECT point.starts_at, avg(point.mm)
  FROM point_hour AS point JOIN forecast_places AS place ON {_PLACE_THEN}
  CROSS JOIN LATERAL unnest(place.commune_codes) AS listed (code)
  WHERE CAST(:codes AS text[]) IS NULL OR listed.code = ANY (CAST(:codes AS text[]))
  GROUP BY point.starts_at)
SELECT rain.starts_at, rain.starts_at + interval '1 hour' AS ends_at, rain.mean_mm,
       chosen.kind, chosen.source, chosen.issued_at
FROM rain CROSS JOIN chosen
"""  # noqa: S608 - made of constants


def title_sql(language: str) -> str:
    """What the forecast of a row `told` is called, beside `PRODUCT_JOIN`."""
    return f"coalesce(product.description #>> '{{title,{language}}}', {_POINT_NAME} ELSE told.source END)"


async def communes(
    session: AsyncSession, *, at: datetime, known_at: datetime, hours: int
) -> Sequence[RowMapping]:
    """The rows of `communes_sql`, each with the name of its forecast (vi, en)."""
    query = f"""
        SELECT told.*, {title_sql("vi")} AS vi, {title_sql("en")} AS en
        FROM ({communes_sql(hours)}) AS told {PRODUCT_JOIN}
    """  # noqa: S608 - made of constants
    return (await session.execute(text(query), {"at": at, "known_at": known_at})).mappings().all()


async def reach(session: AsyncSession, *, at: datetime, known_at: datetime, hours: int) -> datetime | None:
    """How far the forecast reaches that makes the picture of the next `hours`; None where there is none."""
    query = f"SELECT ends_at FROM ({told_sql(hours)}) AS told"  # noqa: S608 - made of constants
    found: datetime | None = await session.scalar(text(query), {"at": at, "known_at": known_at})
    return found


async def by_hour(
    session: AsyncSession, *, at: datetime, until: datetime, known_at: datetime, codes: Sequence[str] | None
) -> Sequence[RowMapping]:
    """The rows of `by_hour_sql` in their order, each with the name of its forecast (vi, en)."""
    query = f"""
        SELECT told.*, {title_sql("vi")} AS vi, {title_sql("en")} AS en
        FROM ({by_hour_sql()}) AS told {PRODUCT_JOIN} ORDER BY told.starts_at
    """  # noqa: S608 - made of constants
    binds = {"at": at, "until": until, "known_at": known_at, "codes": None if codes is None else list(codes)}
    return (await session.execute(text(query), binds)).mappings().all()
