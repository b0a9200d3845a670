"""What is decided about the catalogue of steps: what is new, changed or the same. Takes a session, never commits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids import keeping, store
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import GridGeometry
from geoops.hydromet.grids.keeping import Kept
from geoops.hydromet.grids.models import GridCommuneValuesRow
from geoops.hydromet.grids.weights import Weights
from geoops.kit import changes
from geoops.kit.errors import Fault, NotFound
from geoops.kit.i18n import Text

DOMAIN = "hydromet"
ENTITY = "grid"
MOST_NAMED = 500
"""So many communes whose class changed are named in the change log; of more only the number is given."""


class UnknownGrid(NotFound):
    """There is no such step, or it belongs to another space."""

    code = "unknown_grid"
    title = Text("Không có bước lưới này", "There is no such step of a grid")


class UnknownProduct(NotFound):
    """Nothing of such a product was loaded, and it is none of those known."""

    code = "unknown_grid_product"
    title = Text("Không có sản phẩm lưới này", "There is no such grid product")


@dataclass(frozen=True, slots=True)
class GridResult:
    """What a load brought. `refused` are fields that could not be taken, `ignored` names that nobody asked for."""

    product: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Fault, ...] = ()
    ignored: dict[str, int] = field(default_factory=dict)
    communes_changed: int = 0
    first_start: datetime | None = None
    last_end: datetime | None = None


def key_of(one: GridField) -> store.StepKey:
    """What tells a step of a product apart."""
    return one.variable, one.starts_at, one.ends_at, one.issued_at, one.member


@dataclass(frozen=True, slots=True)
class Plan:
    """Which fields of a batch have to be kept, and what measuring them needs."""

    fields: tuple[GridField, ...]
    unchanged: int
    boundary_version: int | None
    weights: dict[str, Weights]
    missing: tuple[GridGeometry, ...]
    polygons: CommunePolygons | None


async def plan(session: AsyncSession, product: Product, fields: Sequence[GridField]) -> Plan:
    """Leave out what is there already; find the weights, and the boundaries where weights have to be worked out.

    A field that stands twice in a batch counts once, the last of them. A step whose file was taken away at the end of
    its retention is the same still.
    """
    latest = {key_of(one): one for one in fields}
    there = await store.current(session, product.id, list(latest))
    wanted = tuple(one for key, one in latest.items() if key not in there or there[key][1] != one.checksum)
    boundary = await communes.active_boundary(session)
    weights: dict[str, Weights] = {}
    missing: list[GridGeometry] = []
    if boundary is not None:
        for geometry in {one.geometry.id: one.geometry for one in wanted}.values():
            body = await store.weights(session, geometry.id, boundary.id)
            if body is None:
                missing.append(geometry)
            else:
                weights[geometry.id] = Weights.unpack(body)
    polygons = await communes.commune_polygons(session) if missing else None
    return Plan(
        wanted,
        len(latest) - len(wanted),
        boundary.id if boundary is not None else None,
        weights,
        tuple(missing),
        polygons,
    )


async def keep_weights(
    session: AsyncSession, boundary_version: int, worked_out: Sequence[tuple[GridGeometry, Weights]]
) -> None:
    """Keep weights that were worked out."""
    for geometry, weights in worked_out:
        await store.put_geometry(session, {"id": geometry.id, **geometry.as_dict()})
        await store.put_weights(session, geometry.id, boundary_version, weights.codes, weights.pack())


async def keep(
    session: AsyncSession,
    product: Product,
    kept: Sequence[Kept],
    boundary_version: int | None,
    source_file: str,
) -> GridResult:
    """Put written and measured fields into the catalogue, with one row in the change log for all of them.

    Whatever another process kept meanwhile stands: the same content is unchanged, other content is superseded.
    """
    await store.lock_product(session, product.id)
    there = await store.current(session, product.id, [key_of(one.field) for one in kept])
    fresh = [one for one in kept if there.get(key_of(one.field), (None, "", None))[1] != one.checksum]
    replaced = [there[key_of(one.field)][0] for one in fresh if key_of(one.field) in there]
    if not fresh:
        return GridResult(product.id, unchanged=len(kept))
    await store.put_product(session, await _product_row(session, product, fresh))
    for geometry in {one.field.geometry.id: one.field.geometry for one in fresh}.values():
        await store.put_geometry(session, {"id": geometry.id, **geometry.as_dict()})
    await store.supersede(session, replaced)
    await store.add_steps(session, [_step_row(product, one, source_file) for one in fresh])
    changed = await _changed_classes(session, product, fresh, boundary_version)
    if boundary_version is not None:
        await store.add_commune_values(
            session,
            [
                keeping.value_row(one.id, boundary_version, one.values, one.stops)
                for one in fresh
                if one.values is not None
            ],
        )
    first, last = min(one.field.starts_at for one in fresh), max(one.field.ends_at for one in fresh)
    result = GridResult(
        product.id,
        new=len(fresh) - len(replaced),
        changed=len(replaced),
        unchanged=len(kept) - len(fresh),
        communes_changed=len(changed),
        first_start=first,
        last_end=last,
    )
    await _record(session, product, result, changed, fresh)
    return result


async def _product_row(session: AsyncSession, product: Product, fresh: Sequence[Kept]) -> dict[str, Any]:
    there = await store.product(session, product.id)
    shown: dict[str, Any] = dict(there.shown) if there is not None else {}
    for one in fresh:
        shown[one.field.variable] = {
            "unit": one.field.unit,
            "step_s": (one.field.ends_at - one.field.starts_at).total_seconds(),
            "bounds": list(keeping.bounds_of(one.field.geometry)),
            "stops": list(one.stops),
        }
    return {
        "id": product.id,
        "kind": product.kind,
        "description": product.model_dump(mode="json", exclude_none=True),
        "shown": shown,
    }


def _step_row(product: Product, one: Kept, source_file: str) -> dict[str, Any]:
    import numpy as np

    it = one.field
    return {
        "id": one.id,
        "product": product.id,
        "variable": it.variable,
        "unit": it.unit,
        "starts_at": it.starts_at,
        "ends_at": it.ends_at,
        "issued_at": it.issued_at,
        "member": it.member,
        "geometry_id": it.geometry.id,
        "file": one.file,
        "checksum": one.checksum,
        "flags": list(it.flags),
        "least": float(np.nanmin(it.values)),
        "most": float(np.nanmax(it.values)),
        "bounds": list(keeping.bounds_of(it.geometry)),
        "source_file": source_file,
    }


async def _changed_classes(
    session: AsyncSession, product: Product, fresh: Sequence[Kept], boundary_version: int | None
) -> dict[str, int]:
    """The communes whose class (by their mean) at the end of the batch is another than before it began."""
    changed: dict[str, int] = {}
    if boundary_version is None:
        return changed
    by_variable: dict[str, list[Kept]] = {}
    for one in fresh:
        if one.values is not None and not one.field.member:
            by_variable.setdefault(one.field.variable, []).append(one)
    for variable, steps in by_variable.items():
        steps.sort(key=lambda one: one.field.ends_at)
        after = steps[-1].classes
        before = await store.classes_before(
            session, product.id, variable, steps[0].field.ends_at, boundary_version, len(after)
        )
        codes = (await store.weight_codes(session, [steps[-1].field.geometry.id], boundary_version)).get(
            steps[-1].field.geometry.id, []
        )
        for code, was, now in zip(codes, before or [keeping.UNKNOWN_CLASS] * len(after), after, strict=False):
            if was != now:
                changed[code] = now
    return changed


async def _record(
    session: AsyncSession,
    product: Product,
    result: GridResult,
    changed: dict[str, int],
    fresh: Sequence[Kept],
) -> None:
    assert result.last_end is not None
    assert result.first_start is not None
    issued = [one.field.issued_at for one in fresh if one.field.issued_at is not None]
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=product.id,
        op="load",
        everyone=True,
        at=result.last_end,
        payload={
            "product": product.id,
            "variables": sorted({one.field.variable for one in fresh}),
            "new": result.new,
            "changed": result.changed,
            "unchanged": result.unchanged,
            "starts_at": result.first_start.isoformat(),
            "ends_at": result.last_end.isoformat(),
            "issued_at": max(issued).isoformat() if issued else None,
            "communes_changed": len(changed),
            "classes": changed if len(changed) <= MOST_NAMED else {},
        },
    )


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
