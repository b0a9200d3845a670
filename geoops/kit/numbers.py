"""Numbers as people write them into cells and fields. Pure. Why so: `docs/decisions/0055-numbers.md`.

`web/src/lib/numbers.ts` does the same in the browser; `tests/kit/numbers.json` holds both to one table.
"""

import math
import re
import unicodedata
from datetime import date, time, timedelta
from numbers import Real
from typing import Final

from geoops.kit.i18n import Text

NO_NUMBER: Final = Text("không phải là số; viết ví dụ 1234,5", "no number; write for example 1234,5")
TOO_LONG: Final = Text(
    "số quá dài: nhiều nhất 15 chữ số trước và 20 chữ số sau dấu phẩy",
    "the number is too long: at most 15 digits before and 20 after the decimal mark",
)
A_DATE: Final = Text(
    "ô là ngày tháng, không phải số (bảng tính tự đổi?); hãy gõ lại số",
    "the cell is a date, not a number (changed by the spreadsheet?); type the number again",
)
TWO_READINGS: Final = Text(
    "đọc được hai cách: viết {large} nếu là số lớn, viết {small} nếu là số lẻ thập phân",
    "can be read in two ways: write {large} for the large number, {small} for the one with decimals",
)

_WHOLE: Final = r"[0-9]+|(?!0{{1,3}}[., ])[0-9]{{1,3}}(?:[{group} ][0-9]{{3}})+"
_VIETNAMESE: Final = re.compile(f"({_WHOLE.format(group='.')})(?:,([0-9]+))?")
_ENGLISH: Final = re.compile(f"({_WHOLE.format(group=',')})(?:[.]([0-9]+))?")
_DATE: Final = re.compile(
    r"[0-9]{1,2}[/-][0-9]{1,2}([/-][0-9]{2,4})?|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}( .*)?"
)
_MOST_WHOLE: Final = 15
_MOST_DECIMALS: Final = 20


class NoNumber(ValueError):
    """What stands there is no number; `text` says why, and how to write it, to the person who wrote it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read_number(written: str, *, most: float = math.inf, whole: bool = False) -> float:
    """The number that a text means: `1.234,5`, `1 234,5`, `1.234.567`, `12,5`, `12.5`, `1234.5`, `1,234.5`.

    It is read as Viet Nam writes numbers and as English does; what both cannot read alike is not guessed. A reading
    beyond `most` (a longitude of 104.123 is no hundred thousand) does not count where the other is within; nor, of what
    is counted in `whole` things, one with decimals beside a whole one (`1.234` people). Raises NoNumber, also for
    `1.234` and `1,234` of what need not be whole, with both ways to write it.
    """
    plain = unicodedata.normalize("NFKC", written).strip(" \t\r\n")
    if _DATE.fullmatch(plain):
        raise NoNumber(A_DATE)
    sign, bare = ("-", plain[1:].removeprefix(" ")) if plain[:1] in ("-", "−", "–") else ("", plain)
    found: dict[float, str] = {}
    for convention in (_VIETNAMESE, _ENGLISH):
        if match := convention.fullmatch(bare):
            digits, decimals = re.sub("[^0-9]", "", match[1]), match[2] or ""
            if len(digits) > _MOST_WHOLE or len(decimals) > _MOST_DECIMALS:
                raise NoNumber(TOO_LONG)
            found.setdefault(float(f"{sign}{digits}.{decimals or 0}"), f"{sign}{digits},{decimals}")
    if len(found) > 1 and (within := {value: way for value, way in found.items() if abs(value) <= most}):
        found = within
    if whole and len(found) > 1 and (counts := {n: way for n, way in found.items() if n.is_integer()}):
        found = counts
    if len(found) > 1:
        large, small = (found[value] for value in sorted(found, key=abs, reverse=True))
        raise NoNumber(TWO_READINGS.format(large=large.removesuffix(","), small=f"{small}0"))
    if not found:
        raise NoNumber(NO_NUMBER)
    return next(iter(found))


def cell_number(value: object, *, most: float = math.inf, whole: bool = False) -> float:
    """A cell of a spreadsheet or of a table of places: a number as it is, a text as it is read. Raises NoNumber."""
    if isinstance(value, bool):
        raise NoNumber(NO_NUMBER)
    if isinstance(value, Real):
        try:
            found = float(value)
        except OverflowError:
            raise NoNumber(NO_NUMBER) from None
        if not math.isfinite(found):
            raise NoNumber(NO_NUMBER)
        return found
    if isinstance(value, date | time | timedelta):
        raise NoNumber(A_DATE)
    if not isinstance(value, str):
        raise NoNumber(NO_NUMBER)
    return read_number(value, most=most, whole=whole)


def vietnamese(value: float) -> str:
    """A number as it is shown to people: `1.234,5`. Not for a field: `1.234` is not read back."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
