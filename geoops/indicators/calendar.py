"""How periods relate: the same one a year before, those of a year so far, the finer ones that make one up."""

from datetime import date, timedelta

from geoops.indicators.periods import (
    BadPeriod,
    Period,
    PeriodKind,
    next_period,
    parse_period,
    period_at,
    season_beside,
    season_period,
)
from geoops.kit.clock import VN

_FINENESS: dict[PeriodKind, int] = {
    "hour": 0, "day": 1, "week": 2, "month": 3, "season": 4, "quarter": 5, "half_year": 6, "year": 7,
}  # fmt: skip

_NESTS: dict[PeriodKind, frozenset[PeriodKind]] = {
    "hour": frozenset({"day", "week", "month", "quarter", "half_year", "year"}),
    "day": frozenset({"week", "month", "quarter", "half_year", "year"}),
    "week": frozenset(),
    "month": frozenset({"quarter", "half_year", "year"}),
    "season": frozenset({"year"}),
    "quarter": frozenset({"half_year", "year"}),
    "half_year": frozenset({"year"}),
    "year": frozenset(),
}
"""The kinds that are whole numbers of a finer kind. A week runs over the end of a month, so it nests in none."""


def finer(kind: PeriodKind, than: PeriodKind) -> bool:
    """Whether periods of a kind are shorter than those of another."""
    return _FINENESS[kind] < _FINENESS[than]


def nests(kind: PeriodKind, inside: PeriodKind) -> bool:
    """Whether whole periods of a kind make up one of the other kind."""
    return inside in _NESTS[kind]


def year_of(period: Period) -> Period:
    """The year that the period counts to: for a week the ISO year, for a season the year it is named after."""
    return parse_period(period.id[:4])


def year_before(period: Period, years: int = 1) -> Period | None:
    """The same period a year before; None where there was none (29 February, week 53)."""
    rest = period.id[4:]
    try:
        return parse_period(f"{int(period.id[:4]) - years:04}{rest}")
    except BadPeriod:
        return None


def december_before(period: Period) -> Period | None:
    """December of the year before, which months are compared with; None for other kinds."""
    return parse_period(f"{int(period.id[:4]) - 1:04}-12") if period.kind == "month" else None


def so_far(period: Period, province: str | None = None) -> list[Period]:
    """The periods of the same kind from the start of the year to this one, itself the last."""
    found = [period]
    if period.kind == "year":
        return found
    if period.kind == "season":
        before = season_beside(period, -1, province)
        while before.id[:4] == period.id[:4]:
            found.insert(0, before)
            before = season_beside(before, -1, province)
        return found
    current = first_of_year(period.kind, int(period.id[:4]))
    found = [current]
    while current.id != period.id:
        current = next_period(current)
        found.append(current)
    return found


def first_of_year(kind: PeriodKind, year: int) -> Period:
    """The first period of a kind in a year; of weeks, ISO week 1."""
    if kind == "week":
        return parse_period(f"{year:04}-W01")
    if kind == "season":
        raise ValueError(kind)
    return period_at(kind, parse_period(f"{year:04}").starts_at)


def parts(period: Period, kind: PeriodKind, province: str | None = None) -> list[Period] | None:
    """The periods of a finer kind that make the period up, in order; None where they do not nest."""
    if not nests(kind, period.kind):
        return None
    if kind == "season":
        first = season_period(int(period.id), "DX")
        found = [first]
        while (following := season_beside(found[-1], 1, province)).id[:4] == period.id:
            found.append(following)
        return found
    current = period_at(kind, period.starts_at)
    found = [current]
    while current.ends_at < period.ends_at:
        current = next_period(current)
        found.append(current)
    return found


def last_day(period: Period) -> date:
    """The last day in the period, by Vietnamese time."""
    return (period.ends_at - timedelta(seconds=1)).astimezone(VN).date()
