"""What becomes of kept steps later: measured in boundaries that came after them, and their files taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.grids import store
from geoops.hydromet.grids.catalogue import DOMAIN, ENTITY
from geoops.hydromet.grids.description import Product
from geoops.kit import changes


async def unmeasured(
    session: AsyncSession, since: datetime, limit: int
) -> tuple[Sequence[RowMapping], int | None]:
    """Steps not yet measured in the boundaries in use, and the version of these."""
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return [], None
    return await store.without_values(session, boundary.id, since, limit), boundary.id


async def keep_values(session: AsyncSession, product: str, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what steps hold in boundaries that came after them."""
    await store.add_commune_values(session, rows)
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=product,
        op="measure",
        everyone=True,
        payload={"steps": len(rows)},
    )


async def over_retention(session: AsyncSession, now: datetime) -> list[tuple[UUID, str]]:
    """Steps whose file has been kept for as long as its product says, or is no longer what is known."""
    days = {
        row.id: Product.model_validate(row.description).keep_days for row in await store.products(session)
    }
    return [
        (one["id"], one["file"])
        for one in await store.kept_files(session)
        if (now - one["ends_at"]).days >= days.get(one["product"], 0)
    ]


async def forget(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """The files of these steps are gone; what they held in communes stays."""
    if not ids:
        return
    await store.forget_files(session, ids)
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id="*",
        op="prune",
        everyone=True,
        payload={"steps": len(ids)},
    )


async def kept_files(session: AsyncSession) -> Sequence[RowMapping]:
    """Every step of the space that has a file."""
    return await store.kept_files(session)
