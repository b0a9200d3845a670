"""The change log of outbreaks."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.disease.store import Found
from geoops.kit import changes

DOMAIN = "disease"


async def record(session: AsyncSession, found: Found, op: str, more: dict[str, Any] | None = None) -> None:
    """Append what was done to an outbreak, with how it stands after it."""
    row = found.row
    await changes.record(
        session,
        domain=DOMAIN,
        entity="outbreak",
        entity_id=str(row.id),
        op=op,
        commune_code=row.commune_code,
        at=row.began_at,
        payload={
            "disease": row.disease,
            "status": row.status,
            "hamlet": row.hamlet,
            "lon": found.lon,
            "lat": found.lat,
            "version": row.version,
            **(more or {}),
        },
    )


async def record_zones(
    session: AsyncSession, found: Found, radii: dict[str, float], reason: str | None
) -> None:
    """Append that zones were drawn; everybody hears of it, since they reach into other communes."""
    row = found.row
    await changes.record(
        session,
        domain=DOMAIN,
        entity="outbreak_zone",
        entity_id=str(row.id),
        op="draw",
        commune_code=row.commune_code,
        payload={"disease": row.disease, "radii": radii, "reason": reason},
        everyone=True,
    )
