"""What a unit says of itself, cleaned field by field; what cannot be cleaned is a finding."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from geoops.communes.boundaries.findings import Finding
from geoops.communes.boundaries.reading import FIELDS, Table
from geoops.communes.names import commune_key, nfc
from geoops.kit.i18n import Text
from geoops.kit.numbers import NoNumber, read_number

UNIT_TYPES = ("xã", "phường", "đặc khu")
_FULL_PREFIX = {"xã": "Xã", "phường": "Phường", "đặc khu": "Đặc khu"}
_NAME_CHARACTERS = re.compile(r"[^\W_]|[ \-'’.,()/]")
_TCVN3 = set("µ¶·¸¹¨©ª«¬®¾¿ÆÇÈ§")
_MAX_POPULATION = 5_000_000
_MAX_AREA_KM2 = 5_000.0


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    code: str | None
    field: str
    value: Any

    def error(self, kind: str, vi: str, en: str) -> Finding:
        return Finding(kind, Text(vi=vi, en=en), row=self.row, code=self.code, field=self.field)

    def note(self, kind: str, vi: str, en: str) -> Finding:
        return Finding(kind, Text(vi=vi, en=en), "note", self.row, self.code, self.field)


def clean(table: Table, height: int) -> tuple[Table, list[Finding]]:
    """The table of `height` units with all of FIELDS, text in NFC, numbers as numbers, None where nothing is known.

    Rows are numbered from 1 in the findings. The returned table is only to be loaded when no
    finding is an error.
    """
    found: list[Finding] = []
    columns: Table = {}
    nothing = [None] * height
    codes = table.get("code", nothing)
    columns["code"] = [
        _code(_Cell(i + 1, None, "code", codes[i]), 5, "mã xã", found.append) for i in range(height)
    ]
    readers: dict[str, Callable[[_Cell, Callable[[Finding], None]], Any]] = {
        "province_code": lambda cell, add: _code(cell, 2, "mã tỉnh", add),
        "population": _population,
        "area_km2": _area,
    }
    for field in FIELDS[1:]:
        read = readers.get(field, _text)
        values = table.get(field, nothing)
        columns[field] = [
            read(_Cell(i + 1, columns["code"][i], field, values[i]), found.append) for i in range(height)
        ]
    _complete_names(columns, found.append)
    found += _duplicates(columns)
    return columns, found


def _code(cell: _Cell, digits: int, what: str, add: Callable[[Finding], None]) -> str | None:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or str(value).strip() == "":
        add(cell.error("code_missing", f"thiếu {what}", "the code is missing"))
        return None
    text = str(value).strip()
    if text.isascii() and text.isdigit():
        if len(text) == digits:
            return text
        if len(text) < digits:
            right = text.zfill(digits)
            add(
                cell.error(
                    "code_lost_zero",
                    f"{what} “{text}” mất số 0 đứng đầu (đã bị lưu thành số); phải là văn bản “{right}”",
                    f"the code “{text}” lost its leading zero (it was kept as a number); "
                    f"it must be the text “{right}”",
                )
            )
            return text
    add(
        cell.error(
            "code_malformed",
            f"{what} “{text}” sai dạng, phải gồm đúng {digits} chữ số",
            f"the code “{text}” is malformed, it must be {digits} digits",
        )
    )
    return text


def _text(cell: _Cell, add: Callable[[Finding], None]) -> str | None:
    if cell.value is None:
        return None
    if not isinstance(cell.value, str):
        add(cell.error("not_text", f"“{cell.value}” không phải là văn bản", f"“{cell.value}” is not a text"))
        return None
    text = nfc(cell.value)
    if not unicodedata.is_normalized("NFC", cell.value):
        add(
            cell.note(
                "decomposed",
                f"“{text}” viết bằng Unicode tổ hợp, đã chuyển về dựng sẵn (NFC)",
                f"“{text}” was in decomposed Unicode and was composed (NFC)",
            )
        )
    if any(unicodedata.category(char) == "Cc" for char in text):
        add(cell.error("control_character", "có ký tự điều khiển", "there is a control character in it"))
    return text or None


def _number(cell: _Cell, most: float, add: Callable[[Finding], None]) -> float | None:
    if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return None
    try:
        number = read_number(cell.value, most=most) if isinstance(cell.value, str) else float(cell.value)
    except NoNumber as wrong:
        add(cell.error("not_number", f"“{cell.value}” {wrong.text.vi}", f"“{cell.value}” {wrong.text.en}"))
        return None
    except (TypeError, ValueError):
        add(cell.error("not_number", f"“{cell.value}” không phải là số", f"“{cell.value}” is not a number"))
        return None
    if not math.isfinite(number) or number < 0:
        add(
            cell.error(
                "bad_number",
                f"“{cell.value}” phải là số hữu hạn không âm",
                f"“{cell.value}” must be finite and not negative",
            )
        )
        return None
    return number


def _population(cell: _Cell, add: Callable[[Finding], None]) -> int | None:
    number = _number(cell, _MAX_POPULATION, add)
    if number is None:
        return None
    if not number.is_integer() or number > _MAX_POPULATION:
        add(
            cell.error(
                "bad_number",
                f"dân số “{cell.value}” phải là số nguyên không quá {_MAX_POPULATION}",
                f"the population “{cell.value}” must be a whole number up to {_MAX_POPULATION}",
            )
        )
        return None
    return int(number)


def _area(cell: _Cell, add: Callable[[Finding], None]) -> float | None:
    number = _number(cell, _MAX_AREA_KM2, add)
    if number is not None and number > _MAX_AREA_KM2:
        add(
            cell.error(
                "bad_number",
                f"diện tích {number:g} km² lớn quá (đơn vị phải là km²)",
                f"an area of {number:g} km² is too large (the unit must be km²)",
            )
        )
        return None
    return number


def _complete_names(columns: dict[str, list[Any]], add: Callable[[Finding], None]) -> None:
    """Name, full name and type, each from the others where it is missing."""
    for i, code in enumerate(columns["code"]):
        cell = _Cell(i + 1, code, "name_vi", columns["name_vi"][i])
        name, full, kind = cell.value, columns["full_name_vi"][i], columns["unit_type"][i]
        kind = kind.lower() if kind else None
        for candidate in (full, name):
            stated = commune_key(candidate).kind if candidate else None
            kind = kind or (stated if stated in UNIT_TYPES else None)
        if name is None and full is None:
            add(cell.error("name_missing", "thiếu tên đơn vị", "the name is missing"))
            continue
        if kind not in UNIT_TYPES:
            add(
                _Cell(i + 1, code, "unit_type", kind).error(
                    "unit_type",
                    f"loại đơn vị “{kind or ''}” phải là xã, phường hoặc đặc khu",
                    f"the unit type “{kind or ''}” must be xã, phường or đặc khu",
                )
            )
            continue
        name = _without_prefix(name or full, kind)
        _look_at_letters(cell, name, add)
        columns["name_vi"][i] = name
        columns["unit_type"][i] = kind
        columns["full_name_vi"][i] = f"{_FULL_PREFIX[kind]} {name}"


def _without_prefix(name: str, kind: str) -> str:
    words = len(kind.split())
    if commune_key(name).kind == kind and name.lower().startswith(kind):
        return " ".join(name.split()[words:])
    return name


def _look_at_letters(cell: _Cell, name: str, add: Callable[[Finding], None]) -> None:
    strange = sorted({char for char in name if not _NAME_CHARACTERS.fullmatch(char)} | (set(name) & _TCVN3))
    if not strange:
        return
    shown = " ".join(strange)
    if set(name) & _TCVN3:
        vi = f"“{name}” có vẻ viết bằng bảng mã cũ TCVN3 (ABC), hãy chuyển sang Unicode (ký tự {shown})"
        en = f"“{name}” looks like the old TCVN3 encoding, convert it to Unicode (characters {shown})"
    else:
        vi = f"“{name}” có ký tự lạ {shown}: chữ tiếng Việt đã mất do sai bảng mã (cần UTF-8)"
        en = f"“{name}” has strange characters {shown}: letters were lost to a wrong encoding (use UTF-8)"
    add(cell.error("encoding", vi, en))


def _duplicates(columns: dict[str, list[Any]]) -> Iterable[Finding]:
    counted = Counter(code for code in columns["code"] if code)
    first: dict[str, int] = {}
    for row, code in enumerate(columns["code"], start=1):
        if not code or counted[code] == 1:
            continue
        if code in first:
            yield Finding(
                "code_duplicate",
                Text(
                    vi=f"mã xã “{code}” đã có ở dòng {first[code]}",
                    en=f"the code “{code}” is already in row {first[code]}",
                ),
                row=row,
                code=code,
                field="code",
            )
        else:
            first[code] = row
