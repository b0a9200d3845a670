"""Histories of values as CSV: read row by row, so that a file of millions needs no memory.

Columns: `indicator`, `period`, `value`, and any of `commune_code`, `province_code`, `nature`, `dimensions`
(`name=code;name=code`), `value_text`, `note`, `units_of` (a day). Numbers have a point and no separators.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geoops.indicators.values.rules import ValueIn
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text

NEEDED = ("indicator", "period", "value")
OPTIONAL = ("commune_code", "province_code", "nature", "dimensions", "value_text", "note", "units_of")

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


def read_values(path: Path) -> Iterator[ValueIn]:
    """The rows of a file. Raises InputRefused for a file that is none, an unknown column or a cell that says nothing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            at = _columns(next(reader, []), path.name)
            for number, cells in enumerate(reader, start=1):
                if cells:
                    yield _row(cells, at, number, path.name)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        detail = " ".join(str(error).split())[:160]
        raise InputRefused(
            faults=[
                Fault(
                    Text(f"không đọc được tệp CSV (cần UTF-8): {detail}", f"no CSV in UTF-8: {detail}"),
                    file=path.name,
                )
            ]
        ) from error


def indicators_of(path: Path) -> set[str]:
    """The codes that a file names: a first pass over it, before anything is staged."""
    return {row.indicator for row in read_values(path)}


def _columns(header: list[str], file: str) -> dict[str, int]:
    names = [name.strip() for name in header]
    faults = [
        Fault(Text(f"thiếu cột “{name}”", f"the column “{name}” is missing"), field=name, file=file)
        for name in NEEDED
        if name not in names
    ]
    faults += [
        Fault(Text(f"cột lạ “{name}”", f"unknown column “{name}”"), field=name, file=file)
        for name in names
        if name not in NEEDED + OPTIONAL or names.count(name) > 1
    ]
    if faults:
        raise InputRefused(faults=faults)
    return {name: index for index, name in enumerate(names)}


def _row(cells: list[str], at: dict[str, int], number: int, file: str) -> ValueIn:
    if len(cells) != len(at):
        raise _refused(number, None, file, "số ô không khớp với tiêu đề", "as many cells as the header has")

    def cell(name: str) -> str | None:
        index = at.get(name)
        return (cells[index].strip() or None) if index is not None else None

    def text(name: str) -> str | None:
        try:
            return clean_text(cell(name) or "", multiline=True) or None
        except BadText:
            raise _refused(number, name, file, "có ký tự điều khiển", "control characters") from None

    written = cell("value")
    if written is not None and not _NUMBER.fullmatch(written):
        raise _refused(
            number, "value", file, f"“{written}” không phải số (dấu thập phân là dấu chấm, không có dấu ngăn nghìn)",
            f"“{written}” is no number (the decimal mark is a point, thousands are not separated)",
        )  # fmt: skip
    day = cell("units_of")
    try:
        units_of = date.fromisoformat(day) if day is not None else None
    except ValueError:
        raise _refused(number, "units_of", file, "ngày cần dạng YYYY-MM-DD", "a day is YYYY-MM-DD") from None
    pairs = [part.partition("=") for part in (cell("dimensions") or "").split(";") if part.strip()]
    return ValueIn(
        indicator=cell("indicator") or "",
        period=cell("period") or "",
        commune_code=cell("commune_code"),
        province_code=cell("province_code"),
        nature=cell("nature") or "actual",
        dimensions={name.strip(): code.strip() for name, _, code in pairs},
        value=float(written) if written is not None else None,
        value_text=text("value_text"),
        note=text("note"),
        units_of=units_of,
    )


def _refused(number: int, field: str | None, file: str, vi: str, en: str) -> InputRefused:
    return InputRefused(faults=[Fault(Text(vi, en), row=number, field=field, file=file)])
