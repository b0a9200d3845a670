"""Rain gauges that report a running total: who they are, and what their totals measure.

The national gauge services show, for each gauge, the rain since about 19:00 local time. Totals fall back to 0
then, and a few gauges fall at other hours. `docs/decisions/0020-hydromet.md` says what is made of it.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from geoops.kit.clock import VN
from geoops.kit.i18n import Text
from geoops.kit.types import Millimetres

RESET_HOUR = 19
"""Local hour at which the hydrological day ends and totals begin again."""

_PLACES = 3
"""Decimals of a degree (about 110 m) within which two places are the same place."""

# A frame around the land and all islands: what lies outside was mistyped.
WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 23.6


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge as a source lists it. Degrees in EPSG:4326; `id` is derived from name and place alone."""

    id: str
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class GaugeTotal:
    """A running total as read at a gauge. `row` is the row of the input, from 1."""

    row: int
    gauge: Gauge
    mm: Millimetres


def day_start(moment: datetime) -> datetime:
    """The last 19:00 local time before the moment. At 19:00 itself the day that ends is meant."""
    local = moment.astimezone(VN)
    start = local.replace(hour=RESET_HOUR, minute=0, second=0, microsecond=0)
    return start if start < local else start - timedelta(days=1)


def slug(name: str) -> str:
    """The name in plain lower-case letters and hyphens."""
    decomposed = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def gauge_id(source: str, name: str, lon: float, lat: float) -> str:
    """A stable id for a gauge that its source gives none: two of one name differ by their place."""
    place = f"{name}|{lat:.{_PLACES}f}|{lon:.{_PLACES}f}"
    mark = hashlib.sha256(place.encode()).hexdigest()[:8]
    return f"{source}:{slug(name) or 'tram'}-{mark}"


def same_place(gauge: Gauge) -> tuple[float, float]:
    """The place as far as it identifies the gauge."""
    return round(gauge.lon, _PLACES), round(gauge.lat, _PLACES)


def place_fault(lon: float, lat: float) -> Text | None:
    """Why a gauge cannot stand there; None where it can. NaN lies nowhere."""
    if WEST <= lon <= EAST and SOUTH <= lat <= NORTH:
        return None
    if WEST <= lat <= EAST and SOUTH <= lon <= NORTH:
        return Text("kinh độ và vĩ độ bị đổi chỗ", "longitude and latitude are swapped")
    return Text("tọa độ nằm ngoài Việt Nam", "the coordinates lie outside Vietnam")
