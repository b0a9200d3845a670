"""Finding what is kept of grids: products, steps, lattices, and what steps hold in communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids import store
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.geometry import GridGeometry
from geoops.hydromet.grids.models import GridCommuneValuesRow
from geoops.hydromet.grids.weights import Weights
from geoops.kit.errors import NotFound
from geoops.kit.i18n import Text

DOMAIN = "hydromet"
ENTITY = "grid"


class UnknownGrid(NotFound):
    """There is no such step, or it belongs to another space."""

    code = "unknown_grid"
    title = Text("Không có bước lưới này", "There is no such step of a grid")


class UnknownProduct(NotFound):
    """Nothing of such a product was loaded, and it is none of those known."""

    code = "unknown_grid_product"
    title = Text("Không có sản phẩm lưới này", "There is no such grid product")


async def current_space(session: AsyncSession) -> str:
    """The space of the transaction."""
    return await store.current_space(session)


async def known_product(session: AsyncSession, id_: str) -> Product:
    """The description of a product of which something was loaded. Raises UnknownProduct."""
    row = await store.product(session, id_)
    if row is None:
        raise UnknownProduct(extra={"product": id_})
    return Product.model_validate(row.description)


async def described(session: AsyncSession) -> list[tuple[Product, dict[str, Any]]]:
    """Every product of which something was loaded, and what is shown of it."""
    return [(Product.model_validate(row.description), row.shown) for row in await store.products(session)]


async def all_products(session: AsyncSession) -> list[tuple[Product, dict[str, Any], RowMapping | None]]:
    """The same with the counts of each in this space, which takes a look at every step."""
    counted = await store.counts(session)
    return [(product, shown, counted.get(product.id)) for product, shown in await described(session)]


async def step(session: AsyncSession, id_: UUID) -> RowMapping:
    """One step. Raises UnknownGrid."""
    found = await store.step(session, id_)
    if found is None:
        raise UnknownGrid(extra={"grid": str(id_)})
    return found


async def geometry(session: AsyncSession, id_: str) -> GridGeometry:
    """The lattice of that id."""
    row = await store.geometry(session, id_)
    assert row is not None
    return GridGeometry(row.crs, row.west, row.north, row.dx, row.dy, row.width, row.height)


async def page(
    session: AsyncSession,
    *,
    product: str | None,
    variable: str | None,
    from_: datetime | None,
    to: datetime | None,
    known_at: datetime,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[RowMapping]:
    """Up to `limit + 1` steps as known then, newest end first."""
    return await store.page(
        session,
        product_id=product,
        variable=variable,
        from_=from_,
        to=to,
        known_at=known_at,
        after=after,
        limit=limit,
    )


async def commune_values(
    session: AsyncSession, step_id: UUID
) -> tuple[RowMapping, list[str], GridCommuneValuesRow | None]:
    """A step with what it holds in the communes of the boundaries in use: codes in the order of the arrays, and the
    arrays, None where they were not measured yet. Raises UnknownGrid."""
    found = await step(session, step_id)
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return found, [], None
    codes = await store.weight_codes(session, [found["geometry_id"]], boundary.id)
    values = await store.commune_values(session, step_id, boundary.id)
    return found, codes.get(found["geometry_id"], []), values


async def series(
    session: AsyncSession, product: str, variable: str, starts_at: datetime, ends_at: datetime
) -> Sequence[RowMapping]:
    """The steps of an archive in order of time, with their files."""
    return await store.series(session, product, variable, starts_at, ends_at)


@dataclass(frozen=True, slots=True)
class WeightsFor:
    """Kept weights of a lattice in the boundaries in use, or the boundaries to work them out from."""

    weights: Weights | None
    polygons: CommunePolygons | None


async def weights_for(session: AsyncSession, geometry: GridGeometry) -> WeightsFor:
    """The weights of a lattice. Raises NoBoundaries."""
    boundary = await communes.active_boundary(session)
    body = await store.weights(session, geometry.id, boundary.id) if boundary is not None else None
    if body is not None:
        return WeightsFor(Weights.unpack(body), None)
    return WeightsFor(None, await communes.commune_polygons(session))
