"""Queries of bulletins."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.bulletins.models import Bulletin

IN_FORCE_SQL = """
message_type IN ('Alert', 'Update') AND scope = 'Public'
AND (status = 'Actual' OR (status IN ('Exercise', 'Test') AND current_space() <> 'live'))
AND begins_at <= CAST(:at AS timestamptz) AND known_at <= CAST(:known_at AS timestamptz)
AND expires_at > CAST(:at AS timestamptz)
AND (ended_at IS NULL OR ended_at > CAST(:at AS timestamptz) OR ended_known_at > CAST(:known_at AS timestamptz))
"""
"""Which bulletins are in force at :at as known at :known_at."""

_RANK = case({"Extreme": 4, "Severe": 3, "Moderate": 2, "Minor": 1}, value=Bulletin.severity, else_=0)

Identity = tuple[str, str, datetime]
"""Sender, identifier, sent."""


async def add(session: AsyncSession, values: dict[str, Any], wkb: bytes | None) -> bool:
    """Insert; False where the identity is there already."""
    shape = None if wkb is None else func.ST_Multi(func.ST_GeomFromWKB(wkb, 4326))
    result = await session.execute(
        pg_insert(Bulletin)
        .values(
            **values,
            geom=shape,
            geom_3857=None if shape is None else func.ST_Transform(_drawable(wkb), 3857),
        )
        .on_conflict_do_nothing()
        .returning(text("true"))
    )
    return result.first() is not None


def _drawable(wkb: bytes | None) -> Any:
    """The shape cut to where Web Mercator reaches."""
    box = func.ST_MakeEnvelope(-180, -85, 180, 85, 4326)
    return func.ST_Multi(
        func.ST_CollectionExtract(func.ST_Intersection(func.ST_GeomFromWKB(wkb, 4326), box), 3)
    )


async def by_identity(session: AsyncSession, identity: Identity) -> Bulletin | None:
    """The bulletin of that sender, identifier and time."""
    return await session.scalar(
        select(Bulletin).where(
            Bulletin.space == func.current_space(),
            Bulletin.sender == identity[0],
            Bulletin.identifier == identity[1],
            Bulletin.sent == identity[2],
        )
    )


async def get(session: AsyncSession, bulletin_id: uuid.UUID) -> Bulletin | None:
    """The bulletin."""
    return await session.scalar(
        select(Bulletin)
        .where(Bulletin.id == bulletin_id, Bulletin.space == func.current_space())
        .execution_options(populate_existing=True)
    )


async def geometry(session: AsyncSession, bulletin_id: uuid.UUID) -> bytes | None:
    """Its polygons (WKB, EPSG:4326)."""
    found = await session.scalar(select(func.ST_AsBinary(Bulletin.geom)).where(Bulletin.id == bulletin_id))
    return bytes(found) if found is not None else None


async def known_of(session: AsyncSession, identities: Sequence[Identity]) -> set[Identity]:
    """Which of these are held."""
    if not identities:
        return set()
    rows = await session.execute(
        select(Bulletin.sender, Bulletin.identifier, Bulletin.sent).where(
            Bulletin.space == func.current_space(),
            tuple_(Bulletin.sender, Bulletin.identifier, Bulletin.sent).in_(list(identities)),
        )
    )
    return {(row[0], row[1], row[2]) for row in rows}


async def end(session: AsyncSession, identities: Sequence[Identity], ended_at: datetime) -> None:
    """These are replaced or cancelled from `ended_at` on; an earlier end stands."""
    if not identities:
        return
    await session.execute(
        update(Bulletin)
        .where(
            Bulletin.space == func.current_space(),
            tuple_(Bulletin.sender, Bulletin.identifier, Bulletin.sent).in_(list(identities)),
            Bulletin.ended_at.is_(None) | (Bulletin.ended_at > ended_at),
        )
        .values(ended_at=ended_at, ended_known_at=func.space_now())
    )


async def ended_by(session: AsyncSession, identity: Identity) -> datetime | None:
    """When a message that is held already replaced or cancelled this one, which came after it."""
    reference = [
        {"sender": identity[0], "identifier": identity[1], "sent": identity[2].astimezone(UTC).isoformat()}
    ]
    return await session.scalar(
        select(func.min(Bulletin.sent)).where(
            Bulletin.space == func.current_space(),
            Bulletin.message_type.in_(("Update", "Cancel")),
            Bulletin.references.contains(reference),
        )
    )


async def in_force(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    communes: Sequence[str] | None,
    after: tuple[int, str] | None,
    limit: int,
) -> Sequence[Bulletin]:
    """Up to `limit + 1` bulletins in force, the most severe first, then by id."""
    query = (
        select(Bulletin)
        .where(text(IN_FORCE_SQL), Bulletin.space == func.current_space())
        .params(at=at, known_at=known_at)
    )
    if communes is not None:
        query = query.where(Bulletin.commune_codes.op("&&")(list(communes)))
    if after is not None:
        query = query.where(func.row(-_RANK, Bulletin.id) > func.row(-after[0], uuid.UUID(after[1])))
    return list(await session.scalars(query.order_by(-_RANK, Bulletin.id).limit(limit + 1)))


async def page(
    session: AsyncSession, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> Sequence[Bulletin]:
    """Up to `limit + 1` bulletins, the last that came first."""
    query = select(Bulletin).where(Bulletin.space == func.current_space())
    if after is not None:
        query = query.where(func.row(Bulletin.known_at, Bulletin.id) < func.row(after[0], after[1]))
    return list(
        await session.scalars(query.order_by(Bulletin.known_at.desc(), Bulletin.id.desc()).limit(limit + 1))
    )
