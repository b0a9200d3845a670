"""Queries of grids."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, insert, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.grids.models import (
    GridCommuneValuesRow,
    GridGeometryRow,
    GridProductRow,
    GridStepRow,
    GridWeightsRow,
)

Values = dict[str, Any]
StepKey = tuple[str, datetime, datetime, datetime | None, int | None]
"""Variable, starts_at, ends_at, issued_at, member: what tells the steps of a product apart."""


async def current_space(session: AsyncSession) -> str:
    """The space of the transaction."""
    return str(await session.scalar(select(func.current_space())))


async def lock_product(session: AsyncSession, product: str) -> None:
    """Keep others from loading the same product until this transaction is over."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": f"grids:{product}"})


async def products(session: AsyncSession) -> Sequence[GridProductRow]:
    """Every product of which something was loaded, by id."""
    return (await session.scalars(select(GridProductRow).order_by(GridProductRow.id))).all()


async def product(session: AsyncSession, id_: str) -> GridProductRow | None:
    """The product of that id."""
    return await session.get(GridProductRow, id_)


async def put_product(session: AsyncSession, values: Values) -> None:
    """Keep a product's description, in place of an earlier one."""
    await session.execute(
        upsert(GridProductRow)
        .values(**values)
        .on_conflict_do_update(
            index_elements=["id"],
            set_={name: values[name] for name in ("kind", "description", "shown")}
            | {"loaded_at": func.now()},
        )
    )


async def put_geometry(session: AsyncSession, values: Values) -> None:
    """Keep a lattice."""
    await session.execute(upsert(GridGeometryRow).values(**values).on_conflict_do_nothing())


async def geometry(session: AsyncSession, id_: str) -> GridGeometryRow | None:
    """The lattice of that id."""
    return await session.get(GridGeometryRow, id_)


async def weights(session: AsyncSession, geometry_id: str, boundary_version: int) -> bytes | None:
    """The kept weights of a lattice."""
    return await session.scalar(
        select(GridWeightsRow.body).where(
            GridWeightsRow.geometry_id == geometry_id, GridWeightsRow.boundary_version == boundary_version
        )
    )


async def put_weights(
    session: AsyncSession, geometry_id: str, boundary_version: int, codes: Sequence[str], body: bytes
) -> None:
    """Keep weights; those of boundaries that are no longer in use go."""
    await session.execute(
        upsert(GridWeightsRow)
        .values(geometry_id=geometry_id, boundary_version=boundary_version, codes=list(codes), body=body)
        .on_conflict_do_nothing()
    )
    await session.execute(
        delete(GridWeightsRow).where(
            GridWeightsRow.geometry_id == geometry_id, GridWeightsRow.boundary_version < boundary_version,
            ~select(GridCommuneValuesRow.step_id)
            .join(GridStepRow, GridStepRow.id == GridCommuneValuesRow.step_id)
            .where(
                GridStepRow.geometry_id == geometry_id,
                GridCommuneValuesRow.boundary_version == GridWeightsRow.boundary_version,
            )
            .exists(),
        )
    )  # fmt: skip


async def weight_codes(
    session: AsyncSession, geometry_ids: Iterable[str], boundary_version: int
) -> dict[str, list[str]]:
    """The communes in the order of the weights, by lattice."""
    rows = await session.execute(
        select(GridWeightsRow.geometry_id, GridWeightsRow.codes).where(
            GridWeightsRow.geometry_id.in_(list(geometry_ids)),
            GridWeightsRow.boundary_version == boundary_version,
        )
    )
    return {row[0]: row[1] for row in rows}


async def current(
    session: AsyncSession, product_id: str, keys: Sequence[StepKey]
) -> dict[StepKey, tuple[UUID, str, str | None]]:
    """Id, checksum and file of the steps of these keys as they stand."""
    row = GridStepRow
    rows = await session.execute(
        select(
            row.variable,
            row.starts_at,
            row.ends_at,
            row.issued_at,
            row.member,
            row.id,
            row.checksum,
            row.file,
        ).where(
            row.product == product_id,
            row.superseded_at.is_(None),
            tuple_(row.variable, row.ends_at).in_({(key[0], key[2]) for key in keys}),
        )
    )
    return {(one[0], one[1], one[2], one[3], one[4]): (one[5], one[6], one[7]) for one in rows}


async def supersede(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """These steps are no longer what is known."""
    await session.execute(
        update(GridStepRow).where(GridStepRow.id.in_(ids)).values(superseded_at=func.space_now())
    )


async def add_steps(session: AsyncSession, rows: Sequence[Values]) -> None:
    """Add steps."""
    if rows:
        await session.execute(insert(GridStepRow), list(rows))


async def set_file(session: AsyncSession, id_: UUID, file: str | None) -> None:
    """Where a step's file is now."""
    await session.execute(update(GridStepRow).where(GridStepRow.id == id_).values(file=file))


async def add_commune_values(session: AsyncSession, rows: Sequence[Values]) -> None:
    """Keep what steps hold in communes; what is kept already stays."""
    if rows:
        await session.execute(upsert(GridCommuneValuesRow).on_conflict_do_nothing(), list(rows))


async def classes_before(
    session: AsyncSession,
    product_id: str,
    variable: str,
    ends_at: datetime,
    boundary_version: int,
    count: int,
) -> list[int] | None:
    """The classes of the communes in the newest step that ends before a time; None where there is none."""
    values, step = GridCommuneValuesRow, GridStepRow
    return await session.scalar(
        select(values.classes)
        .join(step, (step.space == values.space) & (step.id == values.step_id))
        .where(
            step.product == product_id,
            step.variable == variable,
            step.ends_at < ends_at,
            values.boundary_version == boundary_version,
            func.cardinality(values.classes) == count,
        )
        .order_by(step.ends_at.desc(), step.known_at.desc())
        .limit(1)
    )


_STEP_COLUMNS = (
    GridStepRow.id, GridStepRow.product, GridStepRow.variable, GridStepRow.unit, GridStepRow.starts_at,
    GridStepRow.ends_at, GridStepRow.issued_at, GridStepRow.member, GridStepRow.geometry_id, GridStepRow.file,
    GridStepRow.checksum, GridStepRow.flags, GridStepRow.least, GridStepRow.most, GridStepRow.bounds,
    GridStepRow.source_file, GridStepRow.known_at, GridStepRow.superseded_at,
)  # fmt: skip


async def page(
    session: AsyncSession,
    *,
    product_id: str | None,
    variable: str | None,
    from_: datetime | None,
    to: datetime | None,
    known_at: datetime,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[RowMapping]:
    """Up to `limit + 1` steps as known then, newest end first."""
    query = select(*_STEP_COLUMNS).where(_known(known_at))
    if product_id is not None:
        query = query.where(GridStepRow.product == product_id)
    if variable is not None:
        query = query.where(GridStepRow.variable == variable)
    if from_ is not None:
        query = query.where(GridStepRow.ends_at > from_)
    if to is not None:
        query = query.where(GridStepRow.ends_at <= to)
    if after is not None:
        query = query.where(tuple_(GridStepRow.ends_at, GridStepRow.id) < tuple_(*after))
    query = query.order_by(GridStepRow.ends_at.desc(), GridStepRow.id.desc()).limit(limit + 1)
    return (await session.execute(query)).mappings().all()


def _known(known_at: datetime) -> Any:
    row = GridStepRow
    return (row.known_at <= known_at) & (row.superseded_at.is_(None) | (row.superseded_at > known_at))


async def step(session: AsyncSession, id_: UUID) -> RowMapping | None:
    """One step."""
    return (
        (await session.execute(select(*_STEP_COLUMNS).where(GridStepRow.id == id_))).mappings().one_or_none()
    )


async def commune_values(
    session: AsyncSession, id_: UUID, boundary_version: int
) -> GridCommuneValuesRow | None:
    """What a step holds in the communes."""
    return await session.scalar(
        select(GridCommuneValuesRow).where(
            GridCommuneValuesRow.step_id == id_, GridCommuneValuesRow.boundary_version == boundary_version
        )
    )


async def in_window(
    session: AsyncSession,
    *,
    product_id: str,
    variable: str,
    starts_at: datetime,
    ends_at: datetime,
    known_at: datetime,
    boundary_version: int,
    issued_at: datetime | None = None,
) -> Sequence[RowMapping]:
    """Mean, most and covered of the communes for the steps that overlap a window, in order of time; of an ensemble
    the control run (member 0) or what has no member."""
    row, values = GridStepRow, GridCommuneValuesRow
    query = (
        select(
            row.starts_at,
            row.ends_at,
            row.issued_at,
            row.known_at,
            row.geometry_id,
            values.mean,
            values.most,
            values.covered,
        )
        .join(values, (row.space == values.space) & (row.id == values.step_id))
        .where(
            row.product == product_id,
            row.variable == variable,
            row.ends_at > starts_at,
            row.starts_at < ends_at,
            func.coalesce(row.member, 0) == 0,
            _known(known_at),
            values.boundary_version == boundary_version,
        )
        .order_by(row.ends_at)
    )
    if issued_at is not None:
        query = query.where(row.issued_at == issued_at)
    return (await session.execute(query)).mappings().all()


async def newest_issue(
    session: AsyncSession,
    *,
    product_id: str,
    variable: str,
    starts_at: datetime,
    ends_at: datetime,
    known_at: datetime,
) -> datetime | None:
    """When the newest forecast was made that reaches to the end of a window, else the newest that reaches into it."""
    row = GridStepRow
    reached = (
        select(row.issued_at, func.max(row.ends_at).label("to"))
        .where(
            row.product == product_id,
            row.variable == variable,
            row.issued_at.is_not(None),
            row.issued_at <= known_at,
            row.ends_at > starts_at,
            row.starts_at < ends_at,
            _known(known_at),
        )
        .group_by(row.issued_at)
        .subquery()
    )
    return await session.scalar(
        select(reached.c.issued_at)
        .order_by((reached.c.to >= ends_at).desc(), reached.c.issued_at.desc())
        .limit(1)
    )


async def without_values(
    session: AsyncSession, boundary_version: int, since: datetime, limit: int
) -> Sequence[RowMapping]:
    """Steps that are known now and were not measured in these boundaries, newest first."""
    measured = (
        select(GridCommuneValuesRow.step_id)
        .where(
            GridCommuneValuesRow.step_id == GridStepRow.id,
            GridCommuneValuesRow.space == GridStepRow.space,
            GridCommuneValuesRow.boundary_version == boundary_version,
        )
        .exists()
    )
    rows = await session.execute(
        select(*_STEP_COLUMNS)
        .where(
            ~measured,
            GridStepRow.superseded_at.is_(None),
            GridStepRow.file.is_not(None),
            GridStepRow.ends_at > since,
        )
        .order_by(GridStepRow.ends_at.desc())
        .limit(limit)
    )
    return rows.mappings().all()


async def kept_files(session: AsyncSession) -> Sequence[RowMapping]:
    """Every step of the space that has a file."""
    rows = await session.execute(
        select(GridStepRow.id, GridStepRow.product, GridStepRow.file, GridStepRow.ends_at, GridStepRow.superseded_at,
               GridStepRow.geometry_id)
        .where(GridStepRow.file.is_not(None))
        .order_by(GridStepRow.ends_at)
    )  # fmt: skip
    return rows.mappings().all()


async def forget_files(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """The files of these steps are gone."""
    await session.execute(update(GridStepRow).where(GridStepRow.id.in_(ids)).values(file=None))


async def series(
    session: AsyncSession, product_id: str, variable: str, starts_at: datetime, ends_at: datetime
) -> Sequence[RowMapping]:
    """The steps of an archive in order of time, with their files."""
    rows = await session.execute(
        select(*_STEP_COLUMNS)
        .where(
            GridStepRow.product == product_id,
            GridStepRow.variable == variable,
            GridStepRow.superseded_at.is_(None),
            GridStepRow.ends_at > starts_at,
            GridStepRow.ends_at <= ends_at,
            func.coalesce(GridStepRow.member, 0) == 0,
        )
        .order_by(GridStepRow.ends_at)
    )
    return rows.mappings().all()


async def counts(session: AsyncSession) -> dict[str, RowMapping]:
    """How many steps of each product are known now, with the newest end and issue."""
    rows = await session.execute(
        select(
            GridStepRow.product,
            func.count().label("steps"),
            func.max(GridStepRow.ends_at).label("latest_at"),
            func.max(GridStepRow.issued_at).label("issued_at"),
        )
        .where(GridStepRow.superseded_at.is_(None))
        .group_by(GridStepRow.product)
    )
    return {row["product"]: row for row in rows.mappings()}
