"""Tables of forecasts at points."""

from datetime import datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")
_Id = String(collation="C")


class ForecastPlace(Base):
    """A point that a forecast is asked for, and the communes that it is meant for.

    Known from `known_at` until `superseded_at`: a place that is meant for other communes is a row of its own.
    """

    __tablename__ = "forecast_places"
    __table_args__ = (Index("ix_forecast_places_commune_codes", "commune_codes", postgresql_using="gin"),)

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    commune_codes: Mapped[list[str]] = mapped_column(ARRAY(String))
    known_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)


class Forecast(Base):
    """One forecast value at a place over `(starts_at, ends_at]`, as issued at `issued_at`.

    Known from `known_at` until `superseded_at`: a correction of the same issue is a row of its own.
    """

    __tablename__ = "forecasts"
    __table_args__ = (Index("ix_forecasts_space_variable_ends_at", "space", "variable", "ends_at"),)

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    source: Mapped[str] = mapped_column(_Id, primary_key=True)
    place: Mapped[str] = mapped_column(_Id, primary_key=True)
    variable: Mapped[str] = mapped_column(_Id, primary_key=True)
    issued_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    value: Mapped[float]
    unit: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)
