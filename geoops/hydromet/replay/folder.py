"""A recorded event: a folder of `rain_gauges_*.csv.gz` and `nchmf_warnings_*.csv`, read and checked as a whole."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geoops.hydromet import faults
from geoops.hydromet.feeds import vrain
from geoops.hydromet.feeds.commune_warnings import Gathering, Names, WarningRow
from geoops.hydromet.feeds.decoded import Decoded, GaugeSnapshot
from geoops.hydromet.feeds.numbers import csv_number, gauge_total, once_per_gauge, words
from geoops.hydromet.gauges import GaugeTotal
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST, BadTime, parse_time

GAUGES = "rain_gauges_*.csv.gz"
WARNINGS = "nchmf_warnings_*.csv"
_MAX_FAULTS = 20
_LATEST = EARLIEST.replace(year=2100)

_GAUGE_COLUMNS = ("collected_at", "name", "latitude", "longitude", "rainfall_mm")
_GAUGE_FIELDS = {"name": "name", "lon": "longitude", "lat": "latitude", "mm": "rainfall_mm"}
_WARNING_COLUMNS = [
    "record_id",
    "collected_at",
    "observed_at",
    "forecast_hours",
    "name",
    "commune",
    "district",
    "province",
    "latitude",
    "longitude",
    "rainfall_mm",
    "risk_level",
    "flash_flood_risk",
    "source",
]
_WARNING_NAMES = Names(
    id="record_id",
    observed_at="observed_at",
    hours="forecast_hours",
    landslide="risk_level",
    flash_flood="flash_flood_risk",
    old_commune="name",
    commune="commune",
    province="province",
    rain_mm="rainfall_mm",
)


class EventRefused(InputRefused):
    """A folder that cannot be played; nothing of it was written."""

    code = "event_refused"
    title = Text("Không phát lại được thư mục sự kiện", "The recorded event cannot be played")


@dataclass(frozen=True, slots=True)
class Event:
    """What was read, in the order in which it became known."""

    frames: tuple[Decoded, ...]

    @property
    def starts_at(self) -> datetime:
        """When the first of it was read from its source."""
        return self.frames[0].read_at

    @property
    def ends_at(self) -> datetime:
        """When the last of it was read from its source."""
        return self.frames[-1].read_at


def read_event(folder: Path) -> Event:
    """The event in the folder. Raises EventRefused naming file, row and field of everything that is wrong."""
    if not folder.is_dir():
        raise EventRefused(Text(f"Không có thư mục {folder}", f"There is no folder {folder}"))
    gauge_files, warning_files = sorted(folder.glob(GAUGES)), sorted(folder.glob(WARNINGS))
    if not gauge_files and not warning_files:
        raise EventRefused(
            Text(
                f"Thư mục {folder} không có tệp nào dạng {GAUGES} hoặc {WARNINGS}",
                f"The folder {folder} holds no file like {GAUGES} or {WARNINGS}",
            )
        )
    refused: list[Fault] = []
    frames = [*_gauge_frames(gauge_files, refused), *_warning_frames(warning_files, refused)]
    if refused:
        raise EventRefused(
            Text(
                f"{len(refused)} lỗi trong dữ liệu; không ghi gì vào hệ thống",
                f"{len(refused)} faults in the data; nothing was written",
            ),
            faults=refused[:_MAX_FAULTS],
        )
    if not frames:
        raise EventRefused(Text("Các tệp không có số liệu nào", "The files hold no data"))
    return Event(tuple(sorted(frames, key=lambda frame: (frame.read_at, isinstance(frame, GaugeSnapshot)))))


def _rows(
    path: Path, columns: tuple[str, ...] | list[str], refused: list[Fault]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their numbers from 1; what makes the file as a whole unreadable ends it with a fault."""
    try:
        text = _text(path)
    except EventRefused as error:
        refused.extend(error.faults)
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    row = 0
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            refused.extend(
                Fault(Text(f"thiếu cột “{name}”", f"the column “{name}” is missing"), 0, name, path.name)
                for name in missing
            )
            return
        for row, cells in enumerate(reader, 1):
            if len(cells) != len(header):
                refused.append(
                    Fault(Text("số cột không đúng", "wrong number of columns"), row, None, path.name)
                )
            else:
                yield row, dict(zip(header, cells, strict=True))
    except csv.Error:
        refused.append(
            Fault(Text("dòng CSV không đọc được", "the line is not CSV"), row + 1, None, path.name)
        )
    if row == 0:
        refused.append(
            Fault(Text("tệp không có dòng số liệu nào", "the file has no rows"), None, None, path.name)
        )


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
        text = raw.decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile):
        reason = Text("tệp gzip bị hỏng hoặc bị cắt cụt", "the gzip file is damaged or cut off")
    except UnicodeDecodeError:
        reason = Text("tệp không phải văn bản UTF-8", "the file is not UTF-8 text")
    except OSError as error:
        reason = Text(f"không đọc được tệp ({error.strerror})", f"the file cannot be read ({error.strerror})")
    else:
        if text.strip():
            return text
        reason = Text("tệp rỗng", "the file is empty")
    raise EventRefused(faults=[Fault(reason, None, None, path.name)])


def _time(raw: str) -> datetime | Text:
    try:
        moment = parse_time(raw)
    except BadTime as error:
        return error.text
    return moment if EARLIEST <= moment <= _LATEST else Text("năm không thể đúng", "the year cannot be right")


def _gauge_frames(paths: list[Path], refused: list[Fault]) -> list[Decoded]:
    """One frame per time at which the gauges were read, whichever files its rows are in."""
    snapshots: dict[datetime, list[GaugeTotal]] = {}
    for path in paths:
        for row, cells in _rows(path, _GAUGE_COLUMNS, refused):
            if not cells["rainfall_mm"].strip():
                continue  # nothing was measured: no reading, and no zero
            read_at = _time(cells["collected_at"])
            if isinstance(read_at, Text):
                refused.append(Fault(read_at, row, "collected_at", path.name))
                continue
            total = gauge_total(
                vrain.SOURCE,
                row,
                cells["name"],
                csv_number(cells["longitude"]),
                csv_number(cells["latitude"]),
                csv_number(cells["rainfall_mm"]),
                _GAUGE_FIELDS,
            )
            if isinstance(total, Fault):
                refused.append(Fault(total.reason, row, total.field, path.name))
            else:
                snapshots.setdefault(read_at, []).append(total)
    return [
        GaugeSnapshot(vrain.SOURCE, read_at, *once_per_gauge(totals)) for read_at, totals in snapshots.items()
    ]


def _warning_frames(paths: list[Path], refused: list[Fault]) -> list[Decoded]:
    """One frame per source and time at which its list was read."""
    lists: dict[tuple[str, datetime], Gathering] = {}
    for path in paths:
        for row, cells in _rows(path, _WARNING_COLUMNS, refused):
            read_at = _time(cells["collected_at"])
            if isinstance(read_at, Text):
                refused.append(Fault(read_at, row, "collected_at", path.name))
                continue
            source = words(cells["source"])
            if source is None:
                refused.append(Fault(faults.MISSING, row, "source", path.name))
                continue
            gathering = lists.setdefault((source, read_at), Gathering(_WARNING_NAMES))
            gathering.file = path.name
            gathering.add(row, _warning_row(source, cells))
    for gathering in lists.values():
        refused.extend(gathering.refused)
    return [gathering.as_list(source, read_at) for (source, read_at), gathering in lists.items()]


def _warning_row(source: str, cells: dict[str, str]) -> WarningRow:
    observed = _time(cells["observed_at"])
    return WarningRow(
        id=words(cells["record_id"]),
        source=source,
        observed_at=None if isinstance(observed, Text) else observed,
        issued_at=None,
        hours=csv_number(cells["forecast_hours"]),
        landslide=words(cells["risk_level"]),
        flash_flood=words(cells["flash_flood_risk"]),
        old_commune=words(cells["name"]),
        old_district=words(cells["district"]),
        commune=words(cells["commune"]),
        province=words(cells["province"]),
        lon=csv_number(cells["longitude"]),
        lat=csv_number(cells["latitude"]),
        rain_mm=csv_number(cells["rainfall_mm"]),
        rain_observed_mm=None,
        rain_forecast_mm=None,
        raw=cells,
    )
