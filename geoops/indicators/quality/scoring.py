"""Six scores from the cells of a report. Pure: no database, no clock."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from geoops.indicators.models import IndicatorNode
from geoops.indicators.quality.rules import CODES, Code, quality_rules
from geoops.indicators.reporting.checks import Rule, is_numeric, objects, rules
from geoops.kit.i18n import Text

_EMPTY = Text("ô trống", "empty")
_EXCUSED = Text("không có số liệu, có nêu lý do", "no figure, with the reason")
_TEXT = Text("chữ ở chỗ phải là số", "words where a number belongs")
_DIRTY = Text("chữ lỗi mã hoặc thừa khoảng trắng", "text not composed or with stray blanks")
_LATE = Text("có số liệu sau hạn nộp", "filled after the deadline")
_MISSING = Text("đến hạn chưa có số liệu", "not filled by the deadline")
_UNAPPROVED = Text("chưa qua hết các bước duyệt", "not approved yet")
_CHANGED = Text("đổi sau khi duyệt", "changed after the approval")
_OVER = Text("cộng phân tổ lớn hơn tổng", "the breakdown adds up to more than the total")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is in a cell. `first_known_at` is when any figure stood in it first; `parts` the sums of its values by
    each dimension that it is broken down by; `before` earlier figures, the oldest first."""

    value: float | None
    value_text: str | None
    note: str | None
    known_at: datetime
    first_known_at: datetime
    before: Sequence[float] = ()
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def filled(self) -> bool:
        """Whether there is a figure, or words where words are asked for."""
        return self.value is not None or self.value_text is not None


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be measured: its cells by indicator, when it is due, and where it stands."""

    indicators: Sequence[str]
    cells: Mapping[str, Cell]
    due_at: datetime
    approved_at: datetime | None
    explanations: Mapping[str, str]


@dataclass(slots=True)
class Score:
    """So many good of so many; a share of nothing is not known."""

    good: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """The share in percent, or None."""
        return round(100 * self.good / self.of, 1) if self.of else None

    def add(self, other: "Score") -> None:
        """Count another score in."""
        self.good += other.good
        self.of += other.of


Scores = dict[Code, Score]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that lowers a score, and why."""

    quality: Code
    indicator: str
    reason: Text


def nothing() -> Scores:
    """Six scores of nothing."""
    return {code: Score() for code in CODES}


def bound(nodes: Sequence[IndicatorNode]) -> dict[str, tuple[IndicatorNode, tuple[Rule, ...]]]:
    """Each indicator with the checks that speak of it: worked out once for many reports."""
    return {node.code: (node, tuple(rule for rule in rules() if rule.is_for(node))) for node in nodes}


def measure(
    report: Report, known: Mapping[str, tuple[IndicatorNode, tuple[Rule, ...]]], now: datetime
) -> tuple[Scores, list[Flaw]]:
    """The six scores of a report, and the flaws behind them."""
    scores, flaws = nothing(), []
    values = {code: cell.value for code, cell in report.cells.items() if cell.value is not None}
    for code in report.indicators:
        cell = report.cells.get(code)
        node, of_it = known[code]
        found = list(_flaws(report, code, cell, node, of_it, values, now))
        flaws += found
        bad = {flaw.quality for flaw in found}
        filled = cell is not None and cell.filled
        asked: dict[Code, bool] = {
            "complete": True,
            "live": now > report.due_at,
            "correct": filled,
            "clean": filled,
            "synchronised": filled,
            "consistent": filled and cell is not None and _is_bound(cell, of_it, values),
        }
        for quality, counts in asked.items():
            if counts:
                scores[quality].of += 1
                scores[quality].good += quality not in bad
    return scores, flaws


def _is_bound(cell: Cell, of_it: Sequence[Rule], values: Mapping[str, float]) -> bool:
    def whole(rule: Rule) -> bool:
        if rule.kind == "at_most":
            return rule.given["other"] in values
        return rule.kind == "parts_total" and all(part in values for part in rule.given["parts"])

    return bool(cell.parts) or any(whole(rule) for rule in of_it)


def _flaws(
    report: Report,
    code: str,
    cell: Cell | None,
    node: IndicatorNode,
    of_it: Sequence[Rule],
    values: Mapping[str, float],
    now: datetime,
) -> Iterator[Flaw]:
    if cell is None or not cell.filled:
        yield Flaw("complete", code, _EMPTY if cell is None else _EXCUSED)
        if now > report.due_at:
            yield Flaw("live", code, _MISSING)
        return
    if now > report.due_at and cell.first_known_at > report.due_at:
        yield Flaw("live", code, _LATE)
    if report.approved_at is None:
        yield Flaw("synchronised", code, _UNAPPROVED)
    elif cell.known_at > report.approved_at:
        yield Flaw("synchronised", code, _CHANGED)
    if is_numeric(node) and cell.value is None:
        yield Flaw("clean", code, _TEXT)
    if any(_is_dirty(text) for text in (cell.value_text, cell.note) if text):
        yield Flaw("clean", code, _DIRTY)
    total = cell.value
    if total is not None and any(part > total + 1e-6 * max(1.0, abs(total)) for part in cell.parts.values()):
        yield Flaw("consistent", code, _OVER)
    if total is None:
        return
    for rule in of_it:
        explained = rule.severity == "warning" and report.explanations.get(code, "").strip()
        if not explained and objects(rule, code, values, cell.before):
            yield Flaw(quality_rules().of_kind[rule.kind], code, rule.text)


def _is_dirty(text: str) -> bool:
    return text != unicodedata.normalize("NFC", text).strip() or any(
        unicodedata.category(sign) in ("Cc", "Co", "Cn") and sign not in "\n\t" for sign in text
    )
