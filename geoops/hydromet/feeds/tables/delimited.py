"""Rows of a delimited text file."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.tables.mapping import TableMapping
from geoops.hydromet.feeds.tables.rows import Row
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text

_DELIMITERS = (";", "\t", "|", ",")


def rows(text: str, mapping: TableMapping) -> Iterator[Row | Fault]:
    """Each line as a row; rows count from 1, the header apart. Raises NotThisFormat where a mapped column is missing."""
    lines = iter(io.StringIO(text, newline=""))
    for _ in range(mapping.skip_lines):
        next(lines, None)
    header = mapping.columns
    delimiter: str | None = mapping.delimiter
    if header is None:
        first = next((line for line in lines if line.strip()), "")
        delimiter = delimiter or max(_DELIMITERS, key=first.count)
        header = [_name(cell) for cell in next(csv.reader([first], delimiter=delimiter), [])]
    missing = [name for name in mapping.needed() if name not in header]
    if missing:
        raise NotThisFormat(
            Text("thiếu cột trong dòng tiêu đề", "columns are missing in the header"),
            faults=[
                Fault(Text(f"thiếu cột “{name}”", f"the column “{name}” is missing"), 0, name)
                for name in missing
            ],
        )
    yield from _body(lines, header, delimiter or ",")


def _body(lines: Iterator[str], header: list[str], delimiter: str) -> Iterator[Row | Fault]:
    at = {name: index for index, name in reversed(list(enumerate(header)))}
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Fault(Text("dòng không đọc được", "the line cannot be read"), number)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield Fault(
                Text(
                    f"dòng có {len(cells)} cột, tiêu đề có {len(header)}",
                    f"{len(cells)} columns where the header has {len(header)}",
                ),
                number,
            )
            continue
        yield Row(number, _Getter(at, cells))


class _Getter:
    """The cells of a line by the names of their columns."""

    __slots__ = ("_at", "_cells")

    def __init__(self, at: dict[str, int], cells: list[str]) -> None:
        self._at, self._cells = at, cells

    def __call__(self, column: str) -> Any:
        return self._cells[self._at[column]].strip()


def _name(cell: str) -> str:
    try:
        return clean_text(cell)
    except BadText:
        return cell.strip()
