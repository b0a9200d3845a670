"""Who brought which report."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class IncidentCarry(Spaced, Base):
    """A report brought by somebody: `author` is whom it names, `proven` whether their token vouches for the text."""

    __tablename__ = "incident_carries"
    __table_args__ = (Index("uq_incident_carries_by", "incident_id", "carrier", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    author: Mapped[str]
    author_label: Mapped[str | None]
    proven: Mapped[bool]
    carrier: Mapped[str]
    made_at: Mapped[datetime | None] = mapped_column(Timestamp)
    carried_at: Mapped[datetime] = mapped_column(Timestamp)
