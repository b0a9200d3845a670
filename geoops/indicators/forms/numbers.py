"""Numbers as people in Viet Nam write them into a cell as text. Pure."""

import math
import re
import unicodedata

from geoops.kit.i18n import Text

NO_NUMBER = Text("không phải là số; viết ví dụ 1.234,5", "no number; write for example 1.234,5")
TWO_READINGS = Text("đọc được hai cách: viết 1234 hoặc 1,234", "can be read in two ways: write 1234 or 1,234")
A_DATE = Text(
    "ô là ngày tháng, không phải số (bảng tính tự đổi?); hãy gõ lại số",
    "the cell is a date, not a number (changed by the spreadsheet?); type the number again",
)

_TWO_WAYS = re.compile(r"-?(?!0\.)\d{1,3}\.\d{3}")
_WITH_COMMA = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+),\d+")
_PLAIN = re.compile(r"-?(\d+|\d{1,3}(\.\d{3}){2,}|\d+\.\d+)")
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}([/-]\d{2,4})?|\d{4}[/-]\d{1,2}[/-]\d{1,2}( .*)?")


class NoNumber(ValueError):
    """A text that is no number, with why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read_number(written: str) -> float:
    """`1.234,5`, `1 234,5`, `1.234.567`, `1234.5` as a number. Raises NoNumber, also for `1.234`, which is one
    thousand two hundred and thirty-four in Viet Nam and a little over one elsewhere: it is not guessed."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", written))
    plain = re.sub(r"^[−–]", "-", plain)
    if _DATE.fullmatch(plain):
        raise NoNumber(A_DATE)
    if _TWO_WAYS.fullmatch(plain):
        raise NoNumber(TWO_READINGS)
    if _WITH_COMMA.fullmatch(plain):
        value = float(plain.replace(".", "").replace(",", "."))
    elif _PLAIN.fullmatch(plain):
        value = float(plain.replace(".", "") if plain.count(".") > 1 else plain)
    else:
        raise NoNumber(NO_NUMBER)
    if not math.isfinite(value):
        raise NoNumber(NO_NUMBER)
    return value


def vietnamese(value: float) -> str:
    """A number as it is read back to people: `1.234,5`."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
