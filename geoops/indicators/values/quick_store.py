"""The table of a map in one prepared read and one round trip: the way through a session takes six."""

from functools import lru_cache
from typing import Final

from geoops.indicators.calendar import last_day
from geoops.indicators.periods import Period
from geoops.indicators.values.eras import BEFORE
from geoops.indicators.values.store import as_json
from geoops.kit.context import Context
from geoops.kit.reads import Reads, Statement

_REFORM: Final = "2025-07-01"
"""The day of change where no lineage is loaded, as `communes.service.changed_days` has it."""

_HERE = """
    space = current_space() AND superseded_at IS NULL AND indicator = :indicator AND period = :period
    AND nature = :nature AND dimensions = CAST(:dimensions AS jsonb) AND units_from = (SELECT day FROM era)
    AND commune_code IS NOT NULL AND (CAST(:province AS text) IS NULL OR province_code = :province)
"""

_SQL: Final = f"""
WITH today AS (SELECT CAST(space_now() AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) AS day),
era AS (
  SELECT coalesce(
    (SELECT max(changed_on) FROM commune_lineage WHERE changed_on <= (SELECT day FROM today)),
    CASE WHEN (SELECT day FROM today) >= date '{_REFORM}' AND NOT EXISTS (SELECT FROM commune_lineage)
         THEN date '{_REFORM}' ELSE date '{BEFORE}' END) AS day
),
found AS (
  SELECT coalesce(json_agg(commune_code), '[]')::text AS ids, coalesce(json_agg(value), '[]')::text AS numbers,
         count(*) FILTER (WHERE value IS NULL) AS empty
  FROM indicator_values WHERE {_HERE}
)
SELECT '{{"indicator":' || to_json(:indicator) || ',"period":' || to_json(:period) || ',"nature":' || to_json(:nature)
    || ',"against"\\:null,"units_from":"' || era.day || '","ids":' || ids || ',"values":' || numbers || ',"reasons":'
    || CASE WHEN empty = 0 THEN '{{}}' ELSE (
         SELECT coalesce(json_object_agg(commune_code, json_build_object('vi', note, 'en', note)), '{{}}')::text
         FROM indicator_values WHERE {_HERE} AND value IS NULL AND note IS NOT NULL) END
    || ',"carried":{{}},"parts":{{}},"counted_from":[]}}'
FROM found, era
WHERE CAST(:last_day AS date) >= era.day AND EXISTS (
  SELECT FROM indicator_nodes WHERE code = :indicator AND holds_value AND computed_from = '{{}}'
    AND (derived IS NULL OR derived ->> 'kind' = 'supplied'))
"""  # noqa: S608 - made of constants


@lru_cache
def _statement() -> Statement:
    names = ("indicator", "period", "nature", "dimensions", "province", "last_day")
    return Statement.of(_SQL, dict.fromkeys(names, "text"), keep_plan=False)


async def table(
    reads: Reads,
    context: Context,
    *,
    indicator: str,
    period: Period,
    nature: str,
    dimensions: dict[str, str],
    province: str | None,
) -> bytes | None:
    """The whole answer for values that are kept as they are, on the communes of today; None for all others: derived,
    counted, of older units, unknown. Raises UnknownSpace."""
    binds = {
        "indicator": indicator,
        "period": period.id,
        "nature": nature,
        "dimensions": as_json(dimensions),
        "province": province,
        "last_day": last_day(period).isoformat(),
    }
    return await reads.scalar(context, _statement(), binds)
