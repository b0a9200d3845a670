"""Queries of the zones around outbreaks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.disease.models import Outbreak, OutbreakZone, OutbreakZoneCommune
from geoops.incidents.disease.zones.shapes import Ring


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone that stands, with its shape (WKB, EPSG:4326)."""

    outbreak_id: uuid.UUID
    commune_code: str
    disease: str
    zone: str
    shape: bytes


async def end(session: AsyncSession, outbreak_id: uuid.UUID) -> None:
    """Have the zones that stand end now."""
    await session.execute(
        update(OutbreakZone)
        .where(
            OutbreakZone.outbreak_id == outbreak_id,
            OutbreakZone.space == func.current_space(),
            OutbreakZone.ended_at.is_(None),
        )
        .values(ended_at=func.space_now())
    )


async def add(
    session: AsyncSession,
    row: Outbreak,
    ring: Ring,
    *,
    set_by: str | None,
    reason: str | None,
    boundary_version: int,
) -> None:
    """Draw a zone, with the communes that it touches."""
    shape = func.ST_GeomFromWKB(ring.shape.wkb, 4326)
    zone_id = await session.scalar(
        insert(OutbreakZone)
        .values(
            outbreak_id=row.id,
            commune_code=row.commune_code,
            disease=row.disease,
            zone=ring.zone,
            radius_m=ring.radius_m,
            set_by=set_by,
            reason=reason,
            geom=shape,
            geom_3857=func.ST_Transform(shape, 3857),
            boundary_version=boundary_version,
        )
        .returning(OutbreakZone.id)
    )
    if ring.touched:
        await session.execute(
            insert(OutbreakZoneCommune),
            [
                {
                    "zone_id": zone_id,
                    "touched_code": one.code,
                    "commune_code": row.commune_code,
                    "area_km2": one.area_km2,
                    "share": one.share,
                }
                for one in ring.touched
            ],
        )


async def of_outbreak(session: AsyncSession, outbreak_id: uuid.UUID) -> Sequence[OutbreakZone]:
    """The zones of the outbreak that stand, from the inside out."""
    return (
        await session.scalars(
            select(OutbreakZone)
            .where(
                OutbreakZone.outbreak_id == outbreak_id,
                OutbreakZone.space == func.current_space(),
                OutbreakZone.ended_at.is_(None),
            )
            .order_by(OutbreakZone.radius_m)
        )
    ).all()


async def touched(session: AsyncSession, zone_ids: Sequence[int]) -> Sequence[OutbreakZoneCommune]:
    """What the zones take of communes, the largest share first."""
    return (
        await session.scalars(
            select(OutbreakZoneCommune)
            .where(OutbreakZoneCommune.zone_id.in_(zone_ids))
            .order_by(OutbreakZoneCommune.share.desc(), OutbreakZoneCommune.touched_code)
        )
    ).all()


async def reaching(
    session: AsyncSession, commune_code: str, known_at: datetime
) -> Sequence[tuple[OutbreakZone, float]]:
    """Zones that reach into a commune as known at a time, each with the share of the commune that it takes."""
    rows = await session.execute(
        select(OutbreakZone, OutbreakZoneCommune.share)
        .join(OutbreakZoneCommune, OutbreakZoneCommune.zone_id == OutbreakZone.id)
        .where(
            OutbreakZoneCommune.space == func.current_space(),
            OutbreakZoneCommune.touched_code == commune_code,
            *_standing_at(known_at),
        )
        .order_by(OutbreakZone.disease, OutbreakZone.radius_m, OutbreakZone.id)
    )
    return [(row[0], row[1]) for row in rows]


async def overlapping(session: AsyncSession, outbreak_id: uuid.UUID) -> Sequence[tuple[uuid.UUID, str]]:
    """Other outbreaks of the disease whose zones overlap with those of this one, and their communes."""
    other, own = OutbreakZone, OutbreakZone.__table__.alias("own")
    rows = await session.execute(
        select(other.outbreak_id, other.commune_code)
        .join(
            own,
            (own.c.disease == other.disease)
            & (own.c.space == other.space)
            & (own.c.outbreak_id != other.outbreak_id)
            & func.ST_Intersects(own.c.geom, other.geom),
        )
        .where(
            own.c.outbreak_id == outbreak_id,
            own.c.space == func.current_space(),
            own.c.ended_at.is_(None),
            other.ended_at.is_(None),
        )
        .distinct()
        .order_by(other.commune_code, other.outbreak_id)
    )
    return [(row[0], row[1]) for row in rows]


async def shapes(session: AsyncSession, known_at: datetime, disease: str | None) -> Sequence[ZoneShape]:
    """All zones of the space that stood at a known time."""
    query = select(
        OutbreakZone.outbreak_id,
        OutbreakZone.commune_code,
        OutbreakZone.disease,
        OutbreakZone.zone,
        func.ST_AsBinary(OutbreakZone.geom),
    ).where(OutbreakZone.space == func.current_space(), *_standing_at(known_at))
    if disease is not None:
        query = query.where(OutbreakZone.disease == disease)
    rows = await session.execute(query.order_by(OutbreakZone.id))
    return [ZoneShape(row[0], row[1], row[2], row[3], bytes(row[4])) for row in rows]


def _standing_at(known_at: datetime) -> tuple[Any, ...]:
    return (
        OutbreakZone.known_at <= known_at,
        OutbreakZone.ended_at.is_(None) | (OutbreakZone.ended_at > known_at),
    )
