"""Gathering rows of commune warnings into warnings: one per old commune, with all present communes it went to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from geoops.hydromet import faults
from geoops.hydromet.feeds.decoded import CommuneName, CommuneWarning, WarningList
from geoops.hydromet.gauges import place_fault
from geoops.hydromet.warnings.levels import levels, validity
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST

_LATEST = EARLIEST.replace(year=2100)


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One row of a source with its fields read; None is what was missing or unreadable."""

    id: str | None
    source: str
    observed_at: datetime | None
    issued_at: datetime | None
    hours: float | None
    landslide: str | None
    flash_flood: str | None
    old_commune: str | None
    old_district: str | None
    commune: str | None
    province: str | None
    lon: float | None
    lat: float | None
    rain_mm: float | None
    rain_observed_mm: float | None
    rain_forecast_mm: float | None
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What a source calls the fields, for faults."""

    id: str
    observed_at: str
    hours: str
    landslide: str
    flash_flood: str
    old_commune: str
    commune: str
    province: str
    rain_mm: str


@dataclass(slots=True)
class Gathering:
    """Rows become warnings here, in the order of the first row of each."""

    names: Names
    file: str | None = None
    warnings: dict[str, CommuneWarning] = field(default_factory=dict)
    refused: list[Fault] = field(default_factory=list)

    def add(self, row_number: int, row: WarningRow) -> None:
        """Take a row in; a row that cannot be a warning is a fault."""
        warning = self._warning(row)
        if isinstance(warning, tuple):
            reason, name = warning
            self.refused.append(Fault(reason, row_number, name, self.file))
            return
        known = self.warnings.get(warning.id)
        if known is None:
            self.warnings[warning.id] = warning
        elif warning.communes[0] not in known.communes:
            self.warnings[warning.id] = replace(
                known, communes=(*known.communes, *warning.communes), raw=(*known.raw, *warning.raw)
            )

    def as_list(self, source: str, read_at: datetime) -> WarningList:
        """All that was gathered."""
        return WarningList(source, read_at, list(self.warnings.values()), self.refused)

    def _warning(self, row: WarningRow) -> CommuneWarning | tuple[Text, str]:
        names = self.names
        if row.id is None:
            return faults.MISSING, names.id
        if row.observed_at is None or not EARLIEST <= row.observed_at <= _LATEST:
            return Text("thời gian không đọc được", "unreadable time"), names.observed_at
        if row.old_commune is None:
            return faults.MISSING, names.old_commune
        if row.commune is None:
            return faults.MISSING, names.commune
        if row.province is None:
            return faults.MISSING, names.province
        for word, name in ((row.landslide, names.landslide), (row.flash_flood, names.flash_flood)):
            if word is not None and word not in levels():
                return faults.UNKNOWN_LEVEL, name
        issued = [levels()[word] for word in (row.landslide, row.flash_flood) if word is not None]
        if not issued:
            return faults.NO_LEVEL, names.landslide
        if row.rain_mm is not None and row.rain_mm < 0:
            return faults.NEGATIVE, names.rain_mm
        hours = validity() if row.hours is None else timedelta(hours=row.hours)
        if not timedelta(0) < hours <= timedelta(days=3):
            return faults.IMPOSSIBLE, names.hours
        placed = row.lon is not None and row.lat is not None and place_fault(row.lon, row.lat) is None
        return CommuneWarning(
            id=row.id,
            source=row.source,
            issued_at=row.issued_at or row.observed_at,
            valid_from=row.observed_at,
            valid_to=row.observed_at + hours,
            landslide=row.landslide,
            flash_flood=row.flash_flood,
            level=max(issued),
            old_commune=row.old_commune,
            old_district=row.old_district,
            lon=row.lon if placed else None,
            lat=row.lat if placed else None,
            rain_mm=row.rain_mm,
            rain_observed_mm=row.rain_observed_mm,
            rain_forecast_mm=row.rain_forecast_mm,
            communes=(CommuneName(row.commune, row.province),),
            raw=(row.raw,),
        )
