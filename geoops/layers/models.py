"""Which layers an administrator has opened to the public."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


class PublicLayer(Base):
    """A layer that is shown without a sign-in."""

    __tablename__ = "public_layers"

    layer_id: Mapped[str] = mapped_column(primary_key=True)
    opened_by: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
