"""Danger as the rules would have written it, for tests of readiness."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes

RULE = "rain_6h_observed"


async def threaten(
    session: AsyncSession,
    levels: dict[str, int | None],
    *,
    hazard: str = "flash_flood_landslide",
    since: datetime | None = None,
) -> None:
    """Say these levels of these communes from a minute ago on, in place of what was said."""
    await session.execute(
        text(
            "UPDATE commune_danger SET ends_at = space_now() WHERE ends_at = 'infinity' AND commune_code = ANY (:codes)"
        ),
        {"codes": list(levels)},
    )
    await session.execute(
        text(
            "INSERT INTO commune_danger (commune_code, rule, hazard, counts, level, at_least, reason, since, starts_at,"
            " why) VALUES (:code, :rule, :hazard, true, :level, false, :reason, coalesce(:since, space_now()),"
            " coalesce(:since, space_now()), '{}')"
        ),
        [
            {
                "code": code,
                "rule": RULE,
                "hazard": hazard,
                "level": level,
                "reason": None if level is not None else "no_gauge",
                "since": since,
            }
            for code, level in levels.items()
        ],
    )
    await changes.record(
        session, domain="hydromet", entity="danger", entity_id="communes", op="work_out", everyone=True
    )
