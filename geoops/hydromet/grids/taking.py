"""Taking a batch of steps in: what of it is new, changed or the same, and who has to be told. Never commits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids import keeping, store
from geoops.hydromet.grids.catalogue import DOMAIN, ENTITY
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import GridGeometry
from geoops.hydromet.grids.keeping import Kept
from geoops.hydromet.grids.weights import Weights
from geoops.kit import changes
from geoops.kit.errors import Fault

MOST_NAMED = 500
"""So many communes whose class changed are named in the change log; of more only the number is given."""


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
