"""Reading numbers, texts and places out of what sources send."""

import math
from typing import Any

from geoops.hydromet import faults
from geoops.hydromet.gauges import Gauge, GaugeTotal, gauge_id, place_fault
from geoops.hydromet.variables import variables
from geoops.kit.errors import Fault
from geoops.kit.input import BadText, clean_text
from geoops.kit.types import Millimetres

_DIGITS = 3


def number(raw: Any) -> float | None:
    """A finite JSON number, or None for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return float(raw) if math.isfinite(raw) else None


def csv_number(raw: str | None) -> float | None:
    """A finite number from a CSV field, or None."""
    try:
        value = float(raw or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def words(raw: Any) -> str | None:
    """A clean, non-empty text (NFC), or None."""
    if not isinstance(raw, str):
        return None
    try:
        return clean_text(raw) or None
    except BadText:
        return None


def gauge_total(
    source: str,
    row: int,
    name: Any,
    lon: float | None,
    lat: float | None,
    mm: float | None,
    fields: dict[str, str],
) -> GaugeTotal | Fault:
    """The total of a gauge, or why the row says none. `fields` gives the source's names of name, lon, lat and mm.

    A missing total is a fault, never a zero.
    """
    text = words(name)
    if text is None:
        return Fault(faults.MISSING, row, fields["name"])
    if lon is None or lat is None:
        return Fault(faults.NOT_A_NUMBER, row, fields["lon" if lon is None else "lat"])
    misplaced = place_fault(lon, lat)
    if misplaced is not None:
        return Fault(misplaced, row, fields["lat"])
    if mm is None:
        return Fault(faults.NOT_A_NUMBER, row, fields["mm"])
    if mm < 0:
        return Fault(faults.NEGATIVE, row, fields["mm"])
    if mm > variables()["rain_total"].impossible_above:
        return Fault(faults.IMPOSSIBLE, row, fields["mm"])
    gauge = Gauge(gauge_id(source, text, lon, lat), text, lon, lat)
    return GaugeTotal(row, gauge, Millimetres(round(mm, _DIGITS)))


def once_per_gauge(totals: list[GaugeTotal]) -> tuple[list[GaugeTotal], list[Fault]]:
    """Each gauge once: a second row that says the same is dropped, one that says something else is a fault."""
    first: dict[str, GaugeTotal] = {}
    refused: list[Fault] = []
    for total in totals:
        kept = first.setdefault(total.gauge.id, total)
        if kept.mm != total.mm:
            refused.append(Fault(faults.TWICE, total.row, "name"))
    return list(first.values()), refused
