"""Which units a figure belongs to: those of its day. The days between two changes of units are an era."""

from collections.abc import Sequence
from datetime import date
from typing import Final

BEFORE: Final = date(1945, 9, 2)
"""Stands for the era before the first change that the lineage knows."""


def era_of(day: date, changed_days: Sequence[date]) -> date:
    """The first day of the era that a day lies in; BEFORE where no change came before it.

    `changed_days` in order, the earliest first.
    """
    return max((changed for changed in changed_days if changed <= day), default=BEFORE)


def changes_between(era: date, later: date, changed_days: Sequence[date]) -> list[date]:
    """The changes that lead from an era to a later one, in order."""
    return [changed for changed in changed_days if era < changed <= later]
