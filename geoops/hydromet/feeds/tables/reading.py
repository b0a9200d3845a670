"""Rows of a table into readings and stations, by the mapping."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from geoops.hydromet import faults
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.decoded import NotThisFormat, ReadingBatch, StationGroup
from geoops.hydromet.feeds.tables.mapping import Measured, TableMapping
from geoops.hydromet.feeds.tables.rows import Row
from geoops.hydromet.feeds.tables.text import read_text
from geoops.hydromet.gauges import place_fault
from geoops.hydromet.observations.reading import Checker, CsvNumber, Reading
from geoops.hydromet.stations.service import Listed
from geoops.kit.clock import VN
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, BadTime, clean_text

Split = Callable[[str, TableMapping], Iterable[Row | Fault]]
_MAX_FAULTS_OF_ALL_BAD = 20
_UNREADABLE = Text("thời gian không đọc được", "unreadable time")
_NO_ZONE = Text("thời gian thiếu múi giờ; hãy đặt “zone”", "the time lacks its zone; set “zone”")


@dataclass(frozen=True, slots=True)
class TableDecoder:
    """Reads every part of an answer as a table. `source` is the feed's name; its stations' ids begin with it."""

    source: str
    mapping: TableMapping
    split: Split
    station_kind: str
    rhythm: timedelta
    owner: str | None
    limit: int

    def __call__(self, answer: Answer, read_at: datetime) -> ReadingBatch:
        """All readings of all parts. A part that cannot be read is a fault; raises NotThisFormat where none can."""
        table = _Table(self, read_at)
        broken: list[NotThisFormat] = []
        for part in answer.parts:
            table.file = part.name if len(answer.parts) > 1 else None
            try:
                for row in self.split(read_text(part, self.mapping.encoding, self.limit), self.mapping):
                    table.take(row)
            except NotThisFormat as problem:
                broken.append(problem)
                table.faults.extend(
                    [Fault(problem.detail or problem.title, None, None, part.name), *problem.faults]
                )
        if len(broken) == len(answer.parts) and broken:
            raise broken[0]
        if not table.readings and table.faults:
            raise NotThisFormat(
                Text("không có dòng nào đọc được", "not one row can be read"),
                faults=table.faults[:_MAX_FAULTS_OF_ALL_BAD],
            )
        groups = [StationGroup(self.station_kind, self.rhythm, list(table.listed.values()), self.owner)]
        return ReadingBatch(
            self.source, read_at, table.readings, table.faults, groups if table.listed else ()
        )


@dataclass(slots=True)
class _Table:
    decoder: TableDecoder
    read_at: datetime
    file: str | None = None
    readings: list[Reading] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    listed: dict[str, Listed] = field(default_factory=dict)
    misplaced: set[str] = field(default_factory=set)
    checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        self.checker = Checker(self.read_at)

    def take(self, row: Row | Fault) -> None:
        """One row; each of its values is a reading or a fault of its own."""
        if isinstance(row, Fault):
            self._refuse(row)
            return
        mapping = self.decoder.mapping
        own = _text(row.get(mapping.station))
        if own is None:
            self._refuse(Fault(faults.MISSING, row.number, mapping.station))
            return
        station = f"{self.decoder.source}:{own}"
        if not self._placed(row, own, station):
            return
        moment = _moment(mapping, row)
        if isinstance(moment, Text):
            self._refuse(Fault(moment, row.number, mapping.time_columns[0]))
            return
        for column, measured, raw in _values(mapping, row):
            if measured is None:
                self._refuse(
                    Fault(
                        Text(f"không có “{raw}” trong ánh xạ", f"“{raw}” is not in the mapping"),
                        row.number,
                        column,
                    )
                )
            elif not _is_missing(mapping, raw):
                self._measure(row.number, station, moment, column, measured, raw)

    def _measure(
        self, number: int, station: str, moment: datetime, column: str, measured: Measured, raw: Any
    ) -> None:
        checked = self.checker.check(
            number,
            {
                "station": station,
                "variable": measured.variable,
                "starts_at": _starts(measured, moment, self.decoder.mapping).isoformat(),
                "ends_at": moment.isoformat(),
                "value": _number(self.decoder.mapping, raw),
                "unit": measured.unit,
            },
        )
        if isinstance(checked, Fault):
            time = self.decoder.mapping.time_columns[0]
            named = {"value": column, "starts_at": time, "ends_at": time}
            self._refuse(replace(checked, field=named.get(checked.field or "", checked.field)))
        else:
            self.readings.append(checked)

    def _placed(self, row: Row, own: str, station: str) -> bool:
        """Note where the station is, if the table or the mapping says so; False where it cannot stand there."""
        if station in self.listed:
            return True
        mapping = self.decoder.mapping
        place = mapping.stations.get(own)
        if place is not None:
            lon, lat, name = place.lon, place.lat, place.name
        elif mapping.lon is not None and mapping.lat is not None:
            read_lon, read_lat = (_float(mapping, row.get(column)) for column in (mapping.lon, mapping.lat))
            if read_lon is None or read_lat is None:
                return True  # it may be known from elsewhere; else the merge refuses it by name
            lon, lat = read_lon, read_lat
            name = (_text(row.get(mapping.name)) if mapping.name else None) or own
        else:
            return True
        wrong = place_fault(lon, lat)
        if wrong is not None:
            if station not in self.misplaced:
                self.misplaced.add(station)
                self._refuse(Fault(wrong, row.number, mapping.lat or mapping.station))
            return False
        self.listed[station] = Listed(station, name, lon, lat)
        return True

    def _refuse(self, fault: Fault) -> None:
        self.faults.append(replace(fault, file=self.file) if self.file else fault)


def _values(mapping: TableMapping, row: Row) -> Iterator[tuple[str, Measured | None, Any]]:
    if mapping.long is None:
        for value in mapping.values:
            yield value.column, value, row.get(value.column)
        return
    name = _text(row.get(mapping.long.variable)) or ""
    measured = mapping.long.names.get(name)
    if measured is None:
        yield mapping.long.variable, None, name
    else:
        yield mapping.long.value, measured, row.get(mapping.long.value)


def _text(raw: Any) -> str | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    try:
        return clean_text(str(raw)) or None
    except BadText:
        return None


def _is_missing(mapping: TableMapping, raw: Any) -> bool:
    if raw is None:
        return True
    if isinstance(raw, str):
        if raw in mapping.missing:
            return True
        raw = _float(mapping, raw)
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return False
    return any(isinstance(marker, int | float) and raw == marker for marker in mapping.missing)


def _number(mapping: TableMapping, raw: Any) -> Any:
    """The value as the checker takes it: with a decimal comma where the mapping says so, and only there."""
    if not isinstance(raw, str):
        return raw
    text = raw.strip().replace("\u2212", "-")
    if mapping.decimal == ",":
        text = text.replace(".", "").replace(",", ".") if "," in text else text.replace(".", "_")
    return CsvNumber(text)


def _float(mapping: TableMapping, raw: Any) -> float | None:
    if isinstance(raw, bool) or raw is None:
        return None
    try:
        return float(_number(mapping, raw))
    except (ValueError, TypeError, OverflowError):
        return None


def _moment(mapping: TableMapping, row: Row) -> datetime | Text:
    raws = [row.get(column) for column in mapping.time_columns]
    if any(raw is None or raw == "" for raw in raws):
        return faults.MISSING
    try:
        moment = _parsed(mapping, raws)
    except (ValueError, OverflowError, OSError, TypeError) as error:
        return error.text if isinstance(error, BadTime) else _UNREADABLE
    if moment.tzinfo is None:
        zone = mapping.tz
        if zone is None:
            return _NO_ZONE
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return _UNREADABLE


def _parsed(mapping: TableMapping, raws: list[Any]) -> datetime:
    form = mapping.time_format
    if form in ("unix", "unix_ms"):
        (raw,) = raws
        return datetime.fromtimestamp(float(raw) / (1000 if form == "unix_ms" else 1), UTC)
    text = " ".join(str(raw).strip() for raw in raws)
    if form is not None:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the mapping's
    if not isinstance(raws[0], str):
        raise ValueError
    return datetime.fromisoformat(text)


def _starts(measured: Measured, moment: datetime, mapping: TableMapping) -> datetime:
    if measured.minutes is not None:
        return moment - timedelta(minutes=measured.minutes)
    if measured.since_hour is None:
        return moment
    local = moment.astimezone(mapping.tz or VN)
    start = local.replace(hour=measured.since_hour, minute=0, second=0, microsecond=0)
    return (start if start < local else start - timedelta(days=1)).astimezone(UTC)
