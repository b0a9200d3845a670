"""What feeds decode their answers into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from geoops.hydromet.forecasts.service import ForecastBatch
from geoops.hydromet.gauges import GaugeTotal
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.stations.service import Listed
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text


class NotThisFormat(InputRefused):
    """The answer of a source, or a recorded file, is not what it should be; nothing of it was written."""

    code = "not_this_format"
    title = Text("Dữ liệu nguồn không đúng định dạng", "The source's data are not in the expected format")


@dataclass(frozen=True, slots=True)
class CommuneName:
    """A present commune as a source writes it."""

    name: str
    province: str


@dataclass(frozen=True, slots=True)
class CommuneWarning:
    """A warning for one commune as it was before July 2025, and the present communes it went to.

    `landslide` and `flash_flood` are the words as issued, either may be None; `level` is the higher in their order.
    Rain in mm: observed, forecast, and their sum.
    """

    id: str
    source: str
    issued_at: datetime
    valid_from: datetime
    valid_to: datetime
    landslide: str | None
    flash_flood: str | None
    level: int
    old_commune: str
    old_district: str | None
    lon: float | None
    lat: float | None
    rain_mm: float | None
    rain_observed_mm: float | None
    rain_forecast_mm: float | None
    communes: tuple[CommuneName, ...]
    raw: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class GaugeSnapshot:
    """The running totals of all gauges as read at one time."""

    source: str
    read_at: datetime
    totals: Sequence[GaugeTotal]
    faults: Sequence[Fault] = field(default=())


@dataclass(frozen=True, slots=True)
class WarningList:
    """The warnings in force by one source as read at one time. An empty list is a statement too: none."""

    source: str
    read_at: datetime
    warnings: Sequence[CommuneWarning]
    faults: Sequence[Fault] = field(default=())


@dataclass(frozen=True, slots=True)
class StationGroup:
    """Stations as a source lists them, of one kind, rhythm and owner."""

    kind: str
    rhythm: timedelta
    listed: Sequence[Listed]
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingBatch:
    """Readings, and the stations that the source lists with them; other stations are known already."""

    source: str
    read_at: datetime
    readings: Sequence[Reading]
    faults: Sequence[Fault] = field(default=())
    stations: Sequence[StationGroup] = field(default=())


Decoded = GaugeSnapshot | WarningList | ReadingBatch | ForecastBatch
