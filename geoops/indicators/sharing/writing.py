"""Values as JSON, CSV and SDMX-CSV 2.0. Pure.

SDMX-CSV 2.0.0 (sdmx-twg/sdmx-csv): STRUCTURE, STRUCTURE_ID and ACTION ahead of the dimensions, the measure and the
attributes. Codes of frequency and observation status are those of the cross-domain lists CL_FREQ and CL_OBS_STATUS.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import orjson

from geoops.kit.clock import VN

Format = Literal["json", "csv", "sdmx-csv"]
Row = Mapping[str, Any]

MEDIA: Final[Mapping[Format, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "sdmx-csv": "application/vnd.sdmx.data+csv; version=2.0.0",
}
_COLUMNS: Final = (
    "seq", "indicator", "name_vi", "unit", "period", "nature", "dimensions", "dimensions_vi", "units_from",
    "province_code", "commune_code", "value", "value_text", "note", "method", "source", "known_at", "approval",
)  # fmt: skip
_FREQUENCIES: Final = {
    "year": "A", "half_year": "S", "quarter": "Q", "month": "M", "week": "W", "day": "D", "hour": "H", "season": "_O",
}  # fmt: skip
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


def written(rows: Sequence[Row], set_code: str, form: Format, last_seq: int, *, more: bool) -> bytes:
    """The rows in a format; JSON says also where to go on."""
    match form:
        case "json":
            items = [{name: row[name] for name in _COLUMNS} for row in rows]
            return orjson.dumps({"set": set_code, "items": items, "last_seq": last_seq, "more": more})
        case "csv":
            return _csv([_COLUMNS, *([_cell(row[name]) for name in _COLUMNS] for row in rows)])
        case _:
            return _csv([_SDMX, *(_sdmx_row(row, set_code) for row in rows)])


def _csv(lines: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RISKY) else value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return ",".join(f"{name}={code}" for name, code in sorted(value.items()))
    return value


_SDMX: Final = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "INDICATOR", "NATURE", "DISAGGREGATION", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "COMMENT_OBS", "APPROVAL", "LAST_UPDATE", "SEQ",
)  # fmt: skip


def _sdmx_row(row: Row, set_code: str) -> list[Any]:
    return [
        "dataflow",
        f"GEOOPS:{set_code.upper()}(1.0)",
        "R",
        _FREQUENCIES[row["period_kind"]],
        row["commune_code"] or row["province_code"],
        row["indicator"],
        row["nature"],
        _cell(row["dimensions"]) or "_T",
        time_period(row),
        row["value"],
        "A" if row["value"] is not None else "O",
        _cell(row["unit"] or ""),
        _cell(row["note"] or row["value_text"] or ""),
        row["approval"] or "",
        row["known_at"].isoformat(),
        row["seq"],
    ]


def time_period(row: Row) -> str:
    """A period as SDMX writes it: half-years are S1 and S2, a crop season is a range of months from its first day."""
    period: str = row["period"]
    match row["period_kind"]:
        case "half_year":
            return period.replace("-H", "-S")
        case "hour":
            return f"{period}:00:00"
        case "season":
            starts, ends = (row[name].astimezone(VN) for name in ("starts_at", "ends_at"))
            months = (ends.year - starts.year) * 12 + ends.month - starts.month
            return f"{starts:%Y-%m-%d}/P{months}M"
        case _:
            return period
