"""The mapping file: which column is the station, the time, and each value, in which zone and unit."""

from datetime import datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from geoops.hydromet.variables import variables

ColumnName = Annotated[str, Field(min_length=1, max_length=200)]


MISSING: tuple[str | float, ...] = (
    *("", "-", "--", "NaN", "nan", "null", "N/A", "n/a", "///"),
    *(-9999.0, -999.0),
)
"""What means that no value was measured, where the mapping says nothing else."""


class Strict(BaseModel):
    """No word that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Measured(Strict):
    """What a value is: the variable, its unit, and for an accumulated one over how long.

    `minutes`: over so many minutes before its time. `since_hour`: a running total since that local hour (a gauge that
    begins again at 19:00 has 19).
    """

    variable: str
    unit: str = Field(min_length=1, max_length=30)
    minutes: int | None = Field(default=None, ge=1, le=31 * 1440)
    since_hour: int | None = Field(default=None, ge=0, le=23)

    @model_validator(mode="after")
    def _length(self) -> Self:
        known = variables().get(self.variable)
        if known is None:
            raise ValueError(f"variable: unknown (one of {', '.join(variables())})")
        given = (self.minutes is not None) + (self.since_hour is not None)
        if known.accumulated and given != 1:
            raise ValueError("minutes: an accumulated value needs either minutes or since_hour")
        if not known.accumulated and given:
            raise ValueError("minutes: only an accumulated value has a length")
        return self


class ValueColumn(Measured):
    """A column of values of one variable."""

    column: ColumnName


class LongTable(Strict):
    """One value per row, with a column that names what it is; `names` says what each of the source's names means."""

    variable: ColumnName
    value: ColumnName
    names: dict[str, Measured] = Field(min_length=1, max_length=200)


class Place(Strict):
    """Where a station is that the table itself does not place. Degrees in EPSG:4326."""

    name: str = Field(min_length=1, max_length=200)
    lon: float
    lat: float


class TableMapping(Strict):
    """How rows are read. Columns are names of the header; in JSON they are paths (`reading.value`).

    `zone` is for times that state none; without it such a time is refused. `missing` are texts and numbers that mean
    no value was measured; it never becomes a zero. `items` is where the rows of a JSON answer are
    (`data.stations[].readings[]`; a row sees the fields of what it lies in).
    """

    station: ColumnName
    time: ColumnName | list[ColumnName]
    time_format: str | None = Field(default=None, max_length=60)
    zone: str | None = None
    values: list[ValueColumn] = Field(default_factory=list, max_length=100)
    long: LongTable | None = None
    missing: list[str | float] = Field(default=list(MISSING), max_length=50)
    decimal: Literal[".", ","] = "."
    encoding: str | None = Field(default=None, max_length=40)
    delimiter: Literal[",", ";", "\t", "|", " "] | None = None
    skip_lines: int = Field(default=0, ge=0, le=1000)
    columns: list[ColumnName] | None = None
    items: str | None = Field(default=None, max_length=300)
    name: ColumnName | None = None
    lon: ColumnName | None = None
    lat: ColumnName | None = None
    stations: dict[str, Place] = Field(default_factory=dict, max_length=20_000)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in available_timezones():
            raise ValueError("unknown time zone (for example Asia/Ho_Chi_Minh)")
        return zone

    @field_validator("time_format")
    @classmethod
    def _usable(cls, form: str | None) -> str | None:
        if form is not None and form not in ("unix", "unix_ms"):
            try:
                datetime(2026, 7, 21).strftime(form)  # noqa: DTZ001 - the form alone is tried
            except ValueError:
                raise ValueError("not a form of time (for example %d/%m/%Y %H:%M)") from None
        return form

    @field_validator("stations", mode="before")
    @classmethod
    def _texts(cls, stations: object) -> object:
        return (
            {str(key): value for key, value in stations.items()} if isinstance(stations, dict) else stations
        )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.values) == (self.long is not None):
            raise ValueError("values: either columns of values or a long table")
        if (self.lon is None) != (self.lat is None):
            raise ValueError("lon: both lon and lat, or neither")
        return self

    @property
    def time_columns(self) -> list[str]:
        """The columns that make the time together."""
        return [self.time] if isinstance(self.time, str) else list(self.time)

    @property
    def tz(self) -> ZoneInfo | None:
        """The zone of times that state none."""
        return ZoneInfo(self.zone) if self.zone else None

    def needed(self) -> list[str]:
        """Every column that the mapping names."""
        named = [self.station, *self.time_columns, *(value.column for value in self.values)]
        if self.long is not None:
            named += [self.long.variable, self.long.value]
        named += [column for column in (self.name, self.lon, self.lat) if column is not None]
        return list(dict.fromkeys(named))
