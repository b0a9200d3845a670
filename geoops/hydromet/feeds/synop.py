"""WMO SYNOP in BUFR: surface observations of the weather stations, decoded in a child process.

ecCodes reads what strangers encode; damaged messages have crashed it. Most stations come twice in one bulletin, the
second time without most of their values: what is missing is not a value and not a fault.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from geoops.hydromet import faults
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.decoded import NotThisFormat, ReadingBatch, StationGroup
from geoops.hydromet.gauges import place_fault
from geoops.hydromet.observations.reading import Checker, Reading
from geoops.hydromet.stations.service import Listed
from geoops.hydromet.variables import variables
from geoops.kit import sandbox
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

KIND = "weather"
_INSTANTS = {
    "t2m": ("air_temperature", "K"),
    "rh2m": ("relative_humidity", "%"),
    "wind10m_speed": ("wind_speed", "m/s"),
    "wind10m_dir": ("wind_direction", "deg"),
    "mslp": ("air_pressure_at_sea_level", "Pa"),
    "pressure": ("air_pressure", "Pa"),
}
_RAIN = re.compile(r"^precipitation_(\d{1,2})h$")
_TRACE = -0.1
"""A trace of rain that cannot be measured, as the code form has it (kg m-2)."""
_LIMITS = sandbox.Limits(cpu_s=60, wall_s=90, result_mib=64)


def read_files(bodies: list[bytes]) -> list[list[dict[str, Any]]]:
    """The observations of several BUFR files. Runs in the sandbox: one child for all, since starting it costs most."""
    return [_read_messages(body) for body in bodies]


def _read_messages(body: bytes) -> list[dict[str, Any]]:
    """Each observation of a BUFR file by pdbufr's names for SYNOP, missing values left out."""
    import pandas
    import pdbufr

    with tempfile.NamedTemporaryFile(suffix=".bufr") as file:
        file.write(body)
        file.flush()
        frame = pdbufr.read_bufr(file.name, reader="synop")
    rows = []
    for record in frame.to_dict("records"):
        row: dict[str, Any] = {}
        for name, value in record.items():
            if pandas.isna(value):
                continue
            if name == "time":
                row[name] = value.isoformat()
            else:
                row[name] = value if isinstance(value, str) else float(value)
        rows.append(row)
    return rows


def is_bufr(body: bytes) -> bool:
    """Whether there is a BUFR message in it, perhaps behind the heading of a bulletin."""
    return b"BUFR" in body[:512]


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads every part as a BUFR file."""

    source: str
    rhythm: timedelta
    owner: str | None

    def __call__(self, answer: Answer, read_at: datetime) -> ReadingBatch:
        """All readings; raises NotThisFormat where no part can be read."""
        checker = Checker(read_at)
        readings: list[Reading] = []
        refused: list[Fault] = []
        listed: dict[str, Listed] = {}
        bad = 0
        decoded = decode_rows([part.body for part in answer.parts])
        for part, rows in zip(answer.parts, decoded, strict=True):
            file = part.name if len(answer.parts) > 1 else None
            if isinstance(rows, InputRefused):
                bad += 1
                refused.append(Fault(rows.detail or rows.title, None, None, part.name))
                continue
            for number, row in enumerate(rows, 1):
                self._take(number, row, file, checker, readings, refused, listed)
        if bad == len(answer.parts):
            raise NotThisFormat(refused[0].reason, faults=refused)
        groups = [StationGroup(KIND, self.rhythm, list(listed.values()), self.owner)] if listed else []
        return ReadingBatch(self.source, read_at, readings, refused, groups)

    def _take(
        self,
        number: int,
        row: dict[str, Any],
        file: str | None,
        checker: Checker,
        readings: list[Reading],
        refused: list[Fault],
        listed: dict[str, Listed],
    ) -> None:
        own, lat, lon = row.get("stnid"), row.get("lat"), row.get("lon")
        moment = row.get("time")
        for name, value in (("stnid", own), ("lat", lat), ("lon", lon), ("time", moment)):
            if value is None:
                refused.append(Fault(faults.MISSING, number, name, file))
                return
        assert isinstance(lon, float) and isinstance(lat, float)
        wrong = place_fault(lon, lat)
        if wrong is not None:
            refused.append(Fault(wrong, number, "lat", file))
            return
        station = f"{self.source}:{own}"
        listed.setdefault(station, Listed(station, f"SYNOP {own}", round(lon, 5), round(lat, 5)))
        at = datetime.fromisoformat(str(moment)).replace(tzinfo=UTC)
        for name, variable, unit, hours, value in measured(row):
            checked = checker.check(
                number,
                {
                    "station": station,
                    "variable": variable,
                    "starts_at": (at - timedelta(hours=hours)).isoformat(),
                    "ends_at": at.isoformat(),
                    "value": value,
                    "unit": unit,
                },
            )
            if isinstance(checked, Fault):
                named = name if checked.field == "value" else checked.field
                refused.append(Fault(checked.reason, number, named, file))
            else:
                readings.append(checked)


Rows = list[dict[str, Any]]


def decode_rows(bodies: Sequence[bytes]) -> list[Rows | InputRefused]:
    """The observations of each BUFR file from the sandbox, or why it cannot be read. Where one of them brings the child
    down, each gets a child of its own."""
    good = [body for body in bodies if is_bufr(body)]
    found: dict[bytes, Rows | InputRefused] = {}
    try:
        found = dict(zip(good, sandbox.within(_LIMITS, read_files, good) if good else [], strict=True))
    except InputRefused as problem:
        found = {good[0]: problem} if len(good) == 1 else {body: decode_rows([body])[0] for body in good}
    out: list[Rows | InputRefused] = []
    for body in bodies:
        rows = found.get(body, NotThisFormat(Text("không phải BUFR", "not BUFR")))
        out.append(
            rows or NotThisFormat(Text("không có quan trắc SYNOP nào", "there is no SYNOP observation"))
        )
    return out


def measured(row: dict[str, Any]) -> Iterator[tuple[str, str, str, int, float]]:
    """`(name, variable, unit, hours, value)` of what a row holds and the system keeps."""
    for name, value in row.items():
        rain = _RAIN.match(name)
        if rain is not None:
            yield name, "rain", "mm", int(rain[1]), 0.0 if round(value, 1) == _TRACE else value
        elif name in _INSTANTS and _INSTANTS[name][0] in variables():
            yield name, *_INSTANTS[name], 0, value
