"""Queries of quality control."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import orjson
from sqlalchemy import CursorResult, RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

_SERIES = (
    "(SELECT station_id, variable, min(starts_at) AS first_start, max(starts_at) AS last_start,"
    " min(ends_at) AS first_end, max(ends_at) AS last_end"
    " FROM stage_observations GROUP BY station_id, variable)"
)
# Flags are looked up by their key, one for each row that earned none (OFFSET 0 keeps it so): the planner takes the checked
# for one row, and would set each of them against all flags that were ever raised.
_FLAGGED = """, lifted AS (
  SELECT held.id
  FROM (
    SELECT station_id, variable, starts_at, ends_at FROM checked
    EXCEPT SELECT station_id, variable, starts_at, ends_at FROM found
  ) AS cleared CROSS JOIN LATERAL (
    SELECT id FROM observation_flags AS flag
    WHERE flag.station_id = cleared.station_id AND flag.variable = cleared.variable
      AND flag.starts_at = cleared.starts_at AND flag.ends_at = cleared.ends_at
      AND flag.flag = '{flag}' AND flag.superseded_at IS NULL
    OFFSET 0
  ) AS held
), gone AS (
  UPDATE observation_flags AS held SET superseded_at = :known_at FROM lifted WHERE held.id = lifted.id
)
INSERT INTO observation_flags (station_id, variable, starts_at, ends_at, flag, known_at)
SELECT station_id, variable, starts_at, ends_at, '{flag}', :known_at FROM found
ON CONFLICT DO NOTHING
"""


@lru_cache
def _statements() -> dict[str, TextClause]:
    """The checks of checks.sql by flag."""
    sql = files("geoops.hydromet.quality").joinpath("checks.sql").read_text("utf-8")
    found = {}
    for part in sql.split("-- name: ")[1:]:
        flag, _, body = part.partition("\n")
        body = body.replace("{series}", _SERIES).replace("{flagged}", _FLAGGED.replace("{flag}", flag))
        found[flag] = text(body)
    return found


async def run(
    session: AsyncSession,
    flag: str,
    limits: Sequence[dict[str, Any]],
    *,
    first_end: datetime,
    last_end: datetime,
    known_at: datetime,
) -> int:
    """Run one check over the staged batch; how many rows earned the flag and did not have it."""
    statement = _statements()[flag]
    binds = {
        "limits": orjson.dumps(list(limits)).decode(),
        "first_end": first_end,
        "last_end": last_end,
        "known_at": known_at,
    }
    result = await session.execute(statement, {name: binds[name] for name in statement.compile().params})
    assert isinstance(result, CursorResult)
    return result.rowcount


_OF = text(
    """
    SELECT station_id, variable, starts_at, ends_at, array_agg(flag ORDER BY flag) AS flags
    FROM observation_flags
    WHERE station_id = ANY (CAST(:stations AS text[])) AND ends_at BETWEEN :first_end AND :last_end
      AND (CAST(:known_at AS timestamptz) IS NULL AND superseded_at IS NULL
           OR known_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at))
    GROUP BY station_id, variable, starts_at, ends_at
    """
)


async def flags_of(
    session: AsyncSession,
    stations: Collection[str],
    first_end: datetime,
    last_end: datetime,
    known_at: datetime | None,
) -> Sequence[RowMapping]:
    """The flags of observations of the stations that end in that time, as known then (None: now)."""
    binds = {
        "stations": list(stations),
        "first_end": first_end,
        "last_end": last_end,
        "known_at": known_at,
    }
    return (await session.execute(_OF, binds)).mappings().all()
