"""Figures that replace and figures that add: when two reports would count the same thing twice. Pure.

Shared by what communes report time and again: damage, disease.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from geoops.kit.clock import VN
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Standing:
    """A report that counts now, with its figure for one item."""

    id: str
    measure: str
    starts_at: datetime | None
    as_of: datetime
    item: str
    quantity: float


def clash(
    measure: str, starts_at: datetime | None, as_of: datetime, standing: Sequence[Standing]
) -> Standing | None:
    """The first report that a new one would count twice with, or lose something between the two.

    A period may touch another's end, not overlap it; a figure since the beginning may not be taken in the middle of a
    period, since nobody could tell how much of the period it holds.
    """
    for other in standing:
        if measure == "period" and starts_at is not None:
            if other.measure == "period" and other.starts_at is not None:
                clashes = starts_at < other.as_of and other.starts_at < as_of
            else:
                clashes = other.measure == "cumulative" and starts_at < other.as_of < as_of
        elif measure == "cumulative" and other.starts_at is not None:
            clashes = other.starts_at < as_of < other.as_of
        else:
            clashes = False
        if clashes:
            return other
    return None


def why(other: Standing) -> Text:
    """What is wrong with a report that clashes with another."""
    until = f"{other.as_of.astimezone(VN):%H:%M %d/%m/%Y}"
    if other.starts_at is None:
        return Text(
            f"Kỳ báo cáo chứa thời điểm {until} của một số liệu cộng dồn; hãy tách kỳ tại đó",
            f"The period contains {until}, the time of a figure since the beginning; split the period there",
        )
    since = f"{other.starts_at.astimezone(VN):%H:%M %d/%m/%Y}"
    return Text(
        f"Trùng với báo cáo kỳ {since} – {until}; hãy sửa báo cáo đó hoặc chọn thời gian khác",
        f"Overlaps with the period {since} – {until}; correct that report or choose other times",
    )


def lower(
    measure: str, as_of: datetime, figures: Mapping[str, float], standing: Sequence[Standing]
) -> dict[str, float]:
    """Items of a report since the beginning whose figure is lower than the one before it, with that one.

    `standing` is newest first.
    """
    if measure != "cumulative":
        return {}
    before: dict[str, float] = {}
    for other in standing:
        if other.measure == "cumulative" and other.as_of <= as_of:
            before.setdefault(other.item, other.quantity)
    return {item: before[item] for item, quantity in figures.items() if quantity < before.get(item, 0)}
