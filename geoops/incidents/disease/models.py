"""Tables of outbreaks, of what is reported of them, and of the zones around them. Numbers only: no person is named."""

import uuid
from datetime import datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")
_KNOWN = text("space_now()")
_OF_OUTBREAK = ["outbreaks.space", "outbreaks.id"]


def _shape(kind: str, srid: int) -> Geometry:
    return Geometry(kind, srid=srid, spatial_index=False)


class Outbreak(Base):
    """An outbreak (ổ dịch) of a disease in a hamlet. `status` is that of now; `outbreak_states` has those before.

    `hamlet_key` is the hamlet as it is compared: without case and doubled spaces.
    """

    __tablename__ = "outbreaks"
    __table_args__ = (
        Index("ix_outbreaks_space_known", "space", "known_at", "id"),
        Index("ix_outbreaks_space_commune", "space", "commune_code"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    disease: Mapped[str]
    kind: Mapped[str]
    species: Mapped[str | None]
    commune_code: Mapped[str]
    hamlet: Mapped[str]
    hamlet_key: Mapped[str]
    geom: Mapped[WKBElement | None] = mapped_column(_shape("POINT", 4326))
    geom_3857: Mapped[WKBElement | None] = mapped_column(_shape("POINT", 3857))
    accuracy_m: Mapped[float | None]
    method: Mapped[str | None]
    began_at: Mapped[datetime] = mapped_column(Timestamp)
    status: Mapped[str]
    status_at: Mapped[datetime] = mapped_column(Timestamp)
    note: Mapped[str | None]
    reported_by: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    received_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class OutbreakState(Base):
    """A status that an outbreak entered, when it was so, who said it and why."""

    __tablename__ = "outbreak_states"
    __table_args__ = (
        ForeignKeyConstraint(["space", "outbreak_id"], _OF_OUTBREAK),
        Index("ix_outbreak_states_outbreak", "space", "outbreak_id", "at"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    outbreak_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    status: Mapped[str]
    at: Mapped[datetime] = mapped_column(Timestamp)
    actor: Mapped[str]
    reason: Mapped[str | None]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class OutbreakReport(Base):
    """Figures of an outbreak: all since it began (`cumulative`), or new in a period; see `DamageReport`."""

    __tablename__ = "outbreak_reports"
    __table_args__ = (
        ForeignKeyConstraint(["space", "outbreak_id"], _OF_OUTBREAK),
        CheckConstraint("(measure = 'period') = (starts_at IS NOT NULL)", name="period_has_start"),
        CheckConstraint("starts_at IS NULL OR starts_at < as_of", name="starts_before_end"),
        Index("ix_outbreak_reports_outbreak", "space", "outbreak_id", "as_of"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    outbreak_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    measure: Mapped[str]
    starts_at: Mapped[datetime | None] = mapped_column(Timestamp)
    as_of: Mapped[datetime] = mapped_column(Timestamp)
    replaces: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    replaced_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    replaced_at: Mapped[datetime | None] = mapped_column(Timestamp)
    reason: Mapped[str | None]
    note: Mapped[str | None]
    reported_by: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class OutbreakFigure(Base):
    """A figure of a report. `adds` is the item's way of counting when it was written."""

    __tablename__ = "outbreak_figures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "report_id"], ["outbreak_reports.space", "outbreak_reports.id"], ondelete="CASCADE"
        ),
        CheckConstraint("quantity >= 0", name="not_negative"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    report_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    commune_code: Mapped[str]
    quantity: Mapped[int] = mapped_column(BigInteger)
    adds: Mapped[bool]


class OutbreakZone(Base):
    """A zone around an outbreak as it was set: a ring from the zone inside it to `radius_m`.

    Seen by everybody in the space: the commune next door has to know. `set_by` is null where the rule's radius stands.
    """

    __tablename__ = "outbreak_zones"
    __table_args__ = (
        ForeignKeyConstraint(["space", "outbreak_id"], _OF_OUTBREAK),
        CheckConstraint("radius_m > 0", name="radius"),
        Index("ix_outbreak_zones_outbreak", "space", "outbreak_id"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    outbreak_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    disease: Mapped[str]
    zone: Mapped[str]
    radius_m: Mapped[float]
    set_by: Mapped[str | None]
    reason: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(_shape("POLYGON", 4326))
    geom_3857: Mapped[WKBElement] = mapped_column(_shape("POLYGON", 3857))
    boundary_version: Mapped[int]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)


class OutbreakZoneCommune(Base):
    """What a zone takes of a commune: km² and the share of its area, by the boundaries of the zone's version."""

    __tablename__ = "outbreak_zone_communes"
    __table_args__ = (Index("ix_outbreak_zone_communes_touched", "space", "touched_code"),)

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    zone_id: Mapped[int] = mapped_column(
        ForeignKey("outbreak_zones.id", ondelete="CASCADE"), primary_key=True
    )
    touched_code: Mapped[str] = mapped_column(primary_key=True)
    commune_code: Mapped[str]
    area_km2: Mapped[float]
    share: Mapped[float]
