"""A report in words, before it has a form: what HTML, Word and PDF are made from, so that all three say the same.

Every text is plain: forms escape it, and nothing in it can be markup of theirs.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from geoops.kit.clock import VN
from geoops.kit.i18n import Language, Text
from geoops.kit.numbers import vietnamese

_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
    r"|[\U0001fffe-\U0001ffff]|[\ud800-\udfff]"
)
_NOTE: Final = 200


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `numbers` are the columns that stand to the right."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: sentences, then tables by name. A table without rows is left out; the sentences say so."""

    key: str
    title: str
    lines: Sequence[str]
    tables: dict[str, Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections that stand together under a heading."""

    key: str
    title: str
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class Document:
    """The report in one language. `mark` is empty for what is real; `figures` are the few numbers that come first;
    `remarks` are the heading and the hint of what the person who sends it adds by hand."""

    language: Language
    title: str
    area: str
    mark: str
    as_of: str
    made: str
    notices: Sequence[str]
    figures: Sequence[tuple[str, str]]
    chapters: Sequence[Chapter]
    remarks: tuple[str, str]


def plain(value: str) -> str:
    """A text from outside on one line, without what cannot be printed or would turn a line round."""
    return " ".join(_UNPRINTABLE.sub("", value.replace("\t", " ")).split())


def short(value: str) -> str:
    """A note, cut where it is long."""
    text = plain(value)
    return text if len(text) <= _NOTE else f"{text[: _NOTE - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Speech:
    """Words, numbers and times in one language."""

    language: Language

    def __call__(self, vi: str, en: str) -> str:
        """The one of the two."""
        return vi if self.language == "vi" else en

    def say(self, text: Text) -> str:
        """A text of the product or of a source."""
        return plain(text.in_(self.language))

    def number(self, value: float | None, unit: str = "") -> str:
        """A number with its unit; what is not known is said."""
        if value is None:
            return self.unknown
        rounded = round(value, 2)
        written = vietnamese(rounded) if self.language == "vi" else f"{rounded:,.2f}".rstrip("0").rstrip(".")
        return f"{written} {unit}".strip()

    def time(self, moment: datetime | None) -> str:
        """Vietnamese time."""
        return self.unknown if moment is None else f"{moment.astimezone(VN):%H:%M %d/%m/%Y}"

    def listed(self, names: Iterable[str], most: int = 12) -> str:
        """Names one after the other, cut where there are many."""
        found = [plain(name) for name in names]
        more = len(found) - most
        shown = ", ".join(found[:most])
        return shown if more <= 0 else f"{shown} {self(f'và {more} nơi khác', f'and {more} more')}"

    def more(self, shown: int, total: int) -> list[str]:
        """A sentence where a table does not hold all."""
        if total <= shown:
            return []
        return [self(f"Bảng nêu {shown} trong {total}.", f"The table shows {shown} of {total}.")]

    @property
    def unknown(self) -> str:
        """What stands where a figure is missing: never a zero."""
        return self("chưa có số liệu", "not known")
