"""Tables of Excel forms: which were handed out, to whom."""

from datetime import datetime

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class IndicatorTemplate(Spaced, Base):
    """A form that was handed out. `id` stands in the file as its fingerprint, with the `structure` that the
    catalogue had then; a file that names no row of here was not made by this system."""

    __tablename__ = "indicator_templates"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    set_code: Mapped[str]
    office: Mapped[str]
    period: Mapped[str]
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    structure: Mapped[str]
    made_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    made_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
