"""Queries of the indicator catalogue and the reference values; those of reported values are in `values.store`."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, exists, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.models import (
    IndicatorAmendment,
    IndicatorGroup,
    IndicatorNode,
    IndicatorProposal,
    IndicatorSet,
    ReferenceValue,
)

Values = dict[str, Any]


async def set_checksums(session: AsyncSession) -> dict[str, str]:
    """The checksum of the catalogue file that each set was loaded from."""
    rows = (await session.execute(select(IndicatorSet.code, IndicatorSet.sha256))).all()
    return {row.code: row.sha256 for row in rows}


async def put_set(session: AsyncSession, values: Values) -> None:
    """Add a set, or bring it to what its file says."""
    statement = insert(IndicatorSet).values(**values)
    changed = {name: statement.excluded[name] for name in values if name != "code"}
    await session.execute(
        statement.on_conflict_do_update(index_elements=["code"], set_=changed | {"loaded_at": func.now()})
    )


async def put_groups(session: AsyncSession, rows: Sequence[Values]) -> None:
    """Add the groups of a set, or bring them to what the file says."""
    statement = insert(IndicatorGroup)
    keys = ["set_code", "code"]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))


async def put_amendments(session: AsyncSession, set_code: str, rows: Sequence[Values]) -> None:
    """Have exactly these amendments of a set there."""
    await session.execute(delete(IndicatorAmendment).where(IndicatorAmendment.set_code == set_code))
    if rows:
        await session.execute(insert(IndicatorAmendment), list(rows))


async def amendments(session: AsyncSession) -> Sequence[IndicatorAmendment]:
    """All amendments, the oldest first."""
    query = select(IndicatorAmendment).order_by(IndicatorAmendment.set_code, IndicatorAmendment.decided_on)
    return (await session.scalars(query)).all()


async def put_nodes(session: AsyncSession, set_code: str, rows: Sequence[Values]) -> None:
    """Bring the rows of a set to what the file says; those that it no longer has are marked, their values stay.

    Components that people added are none of the file's business.
    """
    if rows:
        statement = insert(IndicatorNode)
        changed = {name: statement.excluded[name] for name in rows[0] if name != "code"}
        await session.execute(
            statement.on_conflict_do_update(index_elements=["code"], set_=changed | {"dropped_at": None}),
            list(rows),
        )
    await session.execute(
        update(IndicatorNode)
        .where(
            IndicatorNode.set_code == set_code,
            IndicatorNode.dropped_at.is_(None),
            IndicatorNode.proposal.is_(None),
            IndicatorNode.code.not_in([row["code"] for row in rows]),
        )
        .values(dropped_at=func.now())
    )


async def sets(session: AsyncSession) -> Sequence[IndicatorSet]:
    """All sets: the decisions first."""
    return (await session.scalars(select(IndicatorSet).order_by(IndicatorSet.kind, IndicatorSet.code))).all()


async def groups(session: AsyncSession) -> Sequence[IndicatorGroup]:
    """All groups in the order of print."""
    query = select(IndicatorGroup).order_by(IndicatorGroup.set_code, IndicatorGroup.position)
    return (await session.scalars(query)).all()


async def nodes(
    session: AsyncSession,
    *,
    set_code: str | None,
    group_code: str | None,
    day: date | None,
    after: tuple[str, int, int, int] | None,
    limit: int,
) -> Sequence[Row[IndicatorNode, int]]:
    """Rows of the catalogue in the order of print, each with the position of its group; one more than `limit`.

    `day` leaves out what an amendment had not added yet, or had ended, on that day.
    """
    place = (
        IndicatorNode.set_code,
        IndicatorGroup.position,
        IndicatorNode.position,
        func.coalesce(IndicatorNode.proposal, 0),
    )
    query = (
        select(IndicatorNode, IndicatorGroup.position)
        .join(
            IndicatorGroup,
            (IndicatorGroup.set_code == IndicatorNode.set_code)
            & (IndicatorGroup.code == IndicatorNode.group_code),
        )
        .where(IndicatorNode.dropped_at.is_(None))
        .order_by(*place)
        .limit(limit + 1)
    )
    if set_code is not None:
        query = query.where(IndicatorNode.set_code == set_code)
    if group_code is not None:
        query = query.where(IndicatorNode.group_code == group_code)
    if day is not None:
        for part in (IndicatorNode, IndicatorGroup):
            query = query.where(
                (part.valid_from.is_(None) | (part.valid_from <= day)),
                (part.valid_to.is_(None) | (part.valid_to > day)),
            )
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(*after))
    return (await session.execute(query)).all()


async def nodes_of_codes(session: AsyncSession, codes: Collection[str]) -> dict[str, IndicatorNode]:
    """Rows of the catalogue by their code; unknown codes are left out."""
    rows = await session.scalars(select(IndicatorNode).where(IndicatorNode.code.in_(codes)))
    return {row.code: row for row in rows}


async def databases(session: AsyncSession) -> Sequence[Row[str, str, str | None, list[str], list[str], int]]:
    """The databases that the decisions name: set, name, owner, offices, sources, and how many indicators they feed."""
    offices = func.array_remove(func.array_agg(IndicatorNode.responsible.distinct()), None)
    sources = func.array_remove(func.array_agg(IndicatorNode.data_source.distinct()), None)
    place = (IndicatorNode.set_code, IndicatorNode.database, IndicatorNode.database_owner)
    query = (
        select(*place, offices, sources, func.count())
        .where(
            IndicatorNode.database.is_not(None),
            IndicatorNode.holds_value,
            IndicatorNode.dropped_at.is_(None),
        )
        .group_by(*place)
        .order_by(*place)
    )
    return (await session.execute(query)).all()


async def node(session: AsyncSession, code: str) -> IndicatorNode | None:
    """A row of the catalogue, also one that was dropped from the files."""
    return await session.get(IndicatorNode, code)


async def group_is_open(session: AsyncSession, set_code: str, group_code: str) -> bool:
    """Whether the list of a group ends in dots."""
    return bool(
        await session.scalar(
            select(IndicatorGroup.open).where(
                IndicatorGroup.set_code == set_code, IndicatorGroup.code == group_code
            )
        )
    )


class OpenList(NamedTuple):
    """A row or heading whose list ends in dots, in its group and set."""

    node: IndicatorNode
    group: IndicatorGroup
    set: IndicatorSet


async def open_lists(session: AsyncSession) -> Sequence[OpenList]:
    """Rows that end in dots, and the outermost rows of groups that do, in the order of print."""
    query = (
        select(IndicatorNode, IndicatorGroup, IndicatorSet)
        .join(
            IndicatorGroup,
            (IndicatorGroup.set_code == IndicatorNode.set_code)
            & (IndicatorGroup.code == IndicatorNode.group_code),
        )
        .join(IndicatorSet, IndicatorSet.code == IndicatorNode.set_code)
        .where(
            IndicatorNode.dropped_at.is_(None),
            IndicatorNode.proposal.is_(None),
            IndicatorNode.open | (IndicatorNode.parent_code.is_(None) & IndicatorGroup.open),
        )
        .order_by(IndicatorNode.set_code, IndicatorGroup.position, IndicatorNode.position)
    )
    return [OpenList(*row) for row in await session.execute(query)]


async def position_below(session: AsyncSession, parent: IndicatorNode) -> int:
    """The place of the last row below a row (by the tree's codes), or of the row itself: where a component stands."""
    last = await session.scalar(
        select(func.max(IndicatorNode.position)).where(
            IndicatorNode.set_code == parent.set_code,
            IndicatorNode.group_code == parent.group_code,
            IndicatorNode.code.startswith(parent.code + ".", autoescape=True),
        )
    )
    return int(last if last is not None else parent.position)


async def add_node(session: AsyncSession, values: Values) -> None:
    """Add a row to the catalogue."""
    await session.execute(insert(IndicatorNode).values(**values))


async def add_proposal(session: AsyncSession, values: Values) -> IndicatorProposal:
    """Keep a proposal."""
    return (
        await session.scalars(insert(IndicatorProposal).values(**values).returning(IndicatorProposal))
    ).one()


async def proposal_named(session: AsyncSession, parent_code: str, name_vi: str) -> IndicatorProposal | None:
    """The component of that name that was proposed for the list and not refused. Until the transaction ends nobody
    else proposes for that list."""
    key = f"component:{parent_code}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    query = select(IndicatorProposal).where(
        IndicatorProposal.parent_code == parent_code,
        func.lower(IndicatorProposal.name_vi) == func.lower(name_vi),
        IndicatorProposal.state != "refused",
    )
    return (await session.scalars(query.order_by(IndicatorProposal.id).limit(1))).one_or_none()


async def proposal(session: AsyncSession, number: int) -> IndicatorProposal | None:
    """A proposal, held against others who decide at the same time."""
    return await session.get(IndicatorProposal, number, with_for_update=True)


async def proposals(session: AsyncSession, state: str | None) -> Sequence[IndicatorProposal]:
    """Proposals, the newest first."""
    query = select(IndicatorProposal).order_by(IndicatorProposal.id.desc())
    if state is not None:
        query = query.where(IndicatorProposal.state == state)
    return (await session.scalars(query)).all()


async def decide_proposal(
    session: AsyncSession,
    proposal: IndicatorProposal,
    *,
    state: str,
    actor: str,
    reason: str,
    node_code: str | None,
) -> None:
    """Write down what was decided."""
    proposal.state, proposal.decided_by, proposal.reason = state, actor, reason
    proposal.node_code = node_code
    proposal.decided_at = await session.scalar(select(func.now()))
    await session.flush()


async def is_reference(session: AsyncSession, set_code: str) -> bool:
    """Whether a set is of the system's own reference indicators."""
    return await session.scalar(select(IndicatorSet.kind).where(IndicatorSet.code == set_code)) == "reference"


async def has_reference(session: AsyncSession, indicator: str, boundary_version: int) -> bool:
    """Whether the reference indicator was computed for that boundary version."""
    return bool(
        await session.scalar(
            select(
                exists().where(
                    ReferenceValue.indicator == indicator, ReferenceValue.boundary_version == boundary_version
                )
            )
        )
    )


async def replace_reference(session: AsyncSession, indicator: str, rows: Sequence[Values]) -> None:
    """Keep computed values, in place of those for the boundaries before: they can always be computed again."""
    await session.execute(delete(ReferenceValue).where(ReferenceValue.indicator == indicator))
    if rows:
        await session.execute(insert(ReferenceValue), list(rows))


async def reference_values(
    session: AsyncSession,
    *,
    indicator: str | None,
    communes: Sequence[str] | None,
    after: str | None,
    limit: int,
) -> Sequence[ReferenceValue]:
    """Reference values in the order of the communes; one more than `limit`."""
    query = (
        select(ReferenceValue)
        .order_by(ReferenceValue.commune_code, ReferenceValue.indicator)
        .limit(limit + 1)
    )
    if indicator is not None:
        query = query.where(ReferenceValue.indicator == indicator)
    if communes is not None:
        query = query.where(ReferenceValue.commune_code.in_(communes))
    if after is not None:
        query = query.where(ReferenceValue.commune_code > after)
    return (await session.scalars(query)).all()
