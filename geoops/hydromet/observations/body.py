"""Observations as others send them: CSV or NDJSON, perhaps gzipped, taken in with a bound on every size."""

import csv
import io
import zlib
from collections.abc import Iterator
from typing import Any

import orjson

from geoops.hydromet import faults
from geoops.hydromet.observations.reading import COLUMNS, Checker, CsvNumber, Reading
from geoops.kit.errors import BodyTooLarge, Fault, InputRefused
from geoops.kit.i18n import Text

GZIP_MAGIC = b"\x1f\x8b"
_STEP = 1 << 20


class NotObservations(InputRefused):
    """The body as a whole is not observations in CSV or NDJSON; nothing of it was written."""

    code = "not_observations"
    title = Text("Không đọc được bảng số liệu quan trắc", "The observations cannot be read")


def gunzip(data: bytes, limit: int) -> bytes:
    """The unpacked bytes; raises NotObservations for damaged or cut-off data, BodyTooLarge beyond `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while data and not unpacker.eof:
                part = unpacker.decompress(data, _STEP)
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise BodyTooLarge(
                        Text(
                            f"Dữ liệu sau khi giải nén vượt quá {limit >> 20} MiB",
                            f"More than {limit >> 20} MiB after unpacking",
                        )
                    )
                data = unpacker.unconsumed_tail
                if not data and not part:
                    break
        except zlib.error as error:
            raise NotObservations(Text("Tệp gzip bị hỏng", "The gzip data are damaged")) from error
        if not unpacker.eof:
            raise NotObservations(Text("Tệp gzip bị cắt cụt", "The gzip data are cut off"))
        data = unpacker.unused_data
    return b"".join(parts)


def read(data: bytes, checker: Checker) -> Iterator[Reading | Fault]:
    """Each row as a reading or as its first fault, in order; rows count from 1, a CSV's header apart.

    Raises NotObservations where there are no rows to speak of: an empty body, another format, another text
    encoding, a CSV without its columns.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start)
        raise NotObservations(
            Text("Dữ liệu không phải văn bản UTF-8", "The body is not UTF-8 text"),
            faults=[Fault(Text("ký tự không phải UTF-8", "bytes that are not UTF-8"), row)],
        ) from None
    if not text.strip():
        raise NotObservations(Text("Dữ liệu rỗng", "The body is empty"))
    lines = iter(io.StringIO(text, newline=""))
    if text.lstrip()[0] in "{[":
        return _read_ndjson(lines, checker)
    return _read_csv(_header(lines), lines, checker)


def _header(lines: Iterator[str]) -> list[str]:
    header = [name.strip() for name in next(csv.reader([next(lines)]), [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise NotObservations(
            Text("Dòng tiêu đề CSV không đúng", "The header of the CSV is not right"),
            faults=[
                Fault(Text(f"thiếu cột “{name}”", f"the column “{name}” is missing"), 0, name)
                for name in missing
            ],
        )
    return header


def _read_csv(header: list[str], lines: Iterator[str], checker: Checker) -> Iterator[Reading | Fault]:
    at = {name: header.index(name) for name in COLUMNS}
    value_at = at["value"]
    row = 0
    reader = csv.reader(lines)
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Fault(Text("dòng CSV không đọc được", "the line is not CSV"), row)
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            yield Fault(
                Text(
                    f"dòng có {len(cells)} cột, tiêu đề có {len(header)}",
                    f"{len(cells)} columns where the header has {len(header)}",
                ),
                row,
            )
            continue
        raw: dict[str, Any] = {name: cells[index] for name, index in at.items()}
        raw["value"] = CsvNumber(cells[value_at].strip())
        yield checker.check(row, raw)


def _read_ndjson(lines: Iterator[str], checker: Checker) -> Iterator[Reading | Fault]:
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield Fault(Text("dòng JSON không đọc được", "the line is not JSON"), row)
            continue
        yield checker.check(row, raw) if isinstance(raw, dict) else Fault(faults.NOT_AN_OBJECT, row)
