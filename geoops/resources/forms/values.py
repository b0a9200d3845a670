"""Cells as people fill them in, read as what they mean: numbers and dates as Vietnamese write them."""

import re
import unicodedata
from datetime import date
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text
from geoops.kit.numbers import NoNumber, cell_number

_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class BadCell(ValueError):
    """A cell that cannot be read; `text` says why to the person who filled it in."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


def folded(value: str) -> str:
    """A heading or a choice for comparing: composed, one space between words, no case."""
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())


def number(value: Any, *, whole: bool = False) -> float:
    """A number that is not negative, also one typed as text: 1.234,5. Raises BadCell.

    Of what is counted in `whole` things 1.234 typed as text is a thousand; one with decimals is left for the check.
    """
    try:
        found = cell_number(value, whole=whole)
    except NoNumber as wrong:
        raise _unread(value, wrong) from None
    if found < 0:
        raise BadCell("không được âm", "must not be negative")
    return found


def degrees(value: Any) -> float:
    """A longitude or latitude: 104,123 is no hundred thousand, so both marks are taken. Raises BadCell."""
    try:
        return cell_number(value, most=180)
    except NoNumber as wrong:
        raise _unread(value, wrong) from None


def _unread(value: Any, wrong: NoNumber) -> BadCell:
    shown = f"“{value[:30]}” " if isinstance(value, str) else ""
    return BadCell(f"{shown}{wrong.text.vi}", f"{shown}{wrong.text.en}")


def day(value: Any) -> date:
    """A date, as a date cell or typed dd/mm/yyyy. Raises BadCell."""
    if isinstance(value, dict) and "date" in value:
        return date.fromisoformat(value["date"])
    if isinstance(value, str) and (match := _DAY.fullmatch(value.strip())):
        try:
            return date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            pass
    shown = value if isinstance(value, (str, int, float)) else ""
    raise BadCell(f"“{shown}” không phải ngày; viết dd/mm/yyyy", f"“{shown}” is no date; write dd/mm/yyyy")


def text(value: Any, *, most: int = 200) -> str:
    """A line of text; a number typed where a text is expected is taken as written. Raises BadCell."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (bool, dict)):
        raise BadCell("phải là chữ", "must be text")
    try:
        found = clean_text(str(value).replace("\n", " "))
    except BadText:
        raise BadCell("có ký tự lạ", "has control characters") from None
    if len(found) > most:
        raise BadCell(f"dài quá {most} ký tự", f"is longer than {most} characters")
    return found


def phone(value: Any) -> str:
    """A telephone number. A cell that is a number has lost its leading zero: it gets it back. Raises BadCell."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = f"0{value}" if isinstance(value, int) and not isinstance(value, bool) else text(value)
    if not re.fullmatch(r"\+?[0-9 .-]{3,20}", found):
        raise BadCell(f"“{found[:30]}” không phải số điện thoại", f"“{found[:30]}” is no telephone number")
    return found
