"""Reporting periods: hours, days, weeks, months, quarters, half-years, years and crop seasons of Vietnamese time.

A period is written as ISO 8601 writes it where ISO has a form: `2026-07-21T15`, `2026-07-21`, `2026-W30`,
`2026-07`, `2026`; quarters and half-years are `2026-Q3` and `2026-H2`, seasons `2026-DX`, `2026-HT`, `2026-MU`
(đông xuân, hè thu, mùa), which may overlap. How periods relate to each other is in `calendar`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from geoops.kit.clock import VN
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

PeriodKind = Literal["hour", "day", "week", "month", "quarter", "half_year", "year", "season"]

_FORMS: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d)")),
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("week", re.compile(r"(\d{4})-W(\d\d)")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("half_year", re.compile(r"(\d{4})-H([12])")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("season", re.compile(r"(\d{4})-([A-Z]{2})")),
    ("year", re.compile(r"(\d{4})")),
)
_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


class BadPeriod(InputRefused):
    """A period that does not exist or cannot be meant."""

    code = "bad_period"
    title = Text("Kỳ báo cáo không hợp lệ", "The period is not valid")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of Vietnamese time, `starts_at` in it and `ends_at` the first moment after it."""

    id: str
    kind: PeriodKind
    starts_at: datetime
    ends_at: datetime
    label: Text


def parse_period(text: str) -> Period:
    """The period written so; raises BadPeriod for one that does not exist (month 13, week 53 of a short year)
    or lies outside 1950 to 2100."""
    for kind, form in _FORMS:
        match = form.fullmatch(text)
        if match:
            try:
                if kind == "season":
                    return season_period(int(match[1]), match[2])
                return _period(kind, [int(part) for part in match.groups()])
            except (ValueError, KeyError):
                break
    raise BadPeriod(
        Text(
            f"Không có kỳ “{text}”; cách viết đúng: 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21, "
            "2026-DX",
            f"There is no period “{text}”; write 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21 or "
            "2026-DX",
        )
    )


def period_at(kind: PeriodKind, moment: datetime) -> Period:
    """The period of that kind in which the moment (with its zone) lies; seasons overlap, so they have none."""
    local = moment.astimezone(VN)
    match kind:
        case "hour":
            return _period(kind, [local.year, local.month, local.day, local.hour])
        case "day":
            return _period(kind, [local.year, local.month, local.day])
        case "week":
            year, week, _ = local.isocalendar()
            return _period(kind, [year, week])
        case "year":
            return _period(kind, [local.year])
        case "season":
            raise ValueError(kind)
        case _:
            return _period(kind, [local.year, (local.month - 1) // _MONTHS[kind] + 1])


def next_period(period: Period) -> Period:
    """The period that follows; of a season, the one after it in the order of most provinces."""
    return season_beside(period, 1) if period.kind == "season" else period_at(period.kind, period.ends_at)


def previous_period(period: Period) -> Period:
    """The period before; of a season, the one before it in the order of most provinces."""
    if period.kind == "season":
        return season_beside(period, -1)
    return period_at(period.kind, period.starts_at - timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class _Season:
    name: Text
    year: int
    month: int
    months: int


@lru_cache
def _seasons() -> tuple[dict[str, _Season], dict[str, list[str]]]:
    rules = read_yaml(
        files("geoops.indicators").joinpath("rules", "seasons.yaml").read_text(encoding="utf-8")
    )
    known = {
        entry["code"]: _Season(Text(entry["vi"], entry["en"]), entry["year"], entry["month"], entry["months"])
        for entry in rules["seasons"]
    }
    return known, rules["orders"]


def season_period(year: int, code: str) -> Period:
    """A crop season of a year, with its nominal span; raises KeyError for an unknown season, ValueError for a year
    outside 1950 to 2100."""
    if not EARLIEST_YEAR <= year < LATEST_YEAR:
        raise ValueError(year)
    season = _seasons()[0][code]
    first = (year + season.year) * 12 + season.month - 1
    starts, ends = (
        datetime(month // 12, month % 12 + 1, 1, tzinfo=VN) for month in (first, first + season.months)
    )
    label = Text(f"{season.name.vi} năm {year}", f"{season.name.en} of {year}")
    return Period(f"{year}-{code}", "season", starts, ends, label)


def season_beside(period: Period, steps: int, province: str | None = None) -> Period:
    """The season so many steps on (or back, below zero) in the order of a province.

    A season that the province does not have counts from the place of its first season.
    """
    orders = _seasons()[1]
    order = orders.get(province or "default", orders["default"])
    year, code = period.id.split("-")
    place = int(year) * len(order) + (order.index(code) if code in order else 0) + steps
    try:
        return season_period(place // len(order), order[place % len(order)])
    except ValueError:
        raise BadPeriod from None


def _period(kind: PeriodKind, parts: list[int]) -> Period:
    year = parts[0]
    if not EARLIEST_YEAR <= year < LATEST_YEAR:
        raise ValueError(year)
    match kind:
        case "hour":
            start = datetime(*parts, tzinfo=VN)  # type: ignore[misc, arg-type] # year, month, day, hour by the form
            id_, end = start.strftime("%Y-%m-%dT%H"), start + timedelta(hours=1)
            label = Text(start.strftime("%H giờ ngày %d/%m/%Y"), start.strftime("%Y-%m-%d %H:00"))
        case "day":
            start = datetime(year, parts[1], parts[2], tzinfo=VN)
            id_, end = start.strftime("%Y-%m-%d"), start + timedelta(days=1)
            label = Text(start.strftime("Ngày %d/%m/%Y"), id_)
        case "week":
            monday = date.fromisocalendar(year, parts[1], 1)
            start = datetime(monday.year, monday.month, monday.day, tzinfo=VN)
            id_, end = f"{year}-W{parts[1]:02}", start + timedelta(days=7)
            label = Text(f"Tuần {parts[1]} năm {year}", f"Week {parts[1]}, {year}")
        case _:
            return _of_months(kind, year, parts[1] if len(parts) > 1 else 1)
    return Period(id_, kind, start, end, label)


def _of_months(kind: PeriodKind, year: int, number: int) -> Period:
    months = _MONTHS[kind]
    first = (number - 1) * months
    start = datetime(year, first + 1, 1, tzinfo=VN)
    last = first + months
    end = datetime(year + last // 12, last % 12 + 1, 1, tzinfo=VN)
    match kind:
        case "month":
            id_, label = f"{year}-{number:02}", Text(f"Tháng {number}/{year}", f"{year}-{number:02}")
        case "quarter":
            id_, label = (
                f"{year}-Q{number}",
                Text(f"Quý {['I', 'II', 'III', 'IV'][number - 1]}/{year}", f"Q{number} {year}"),
            )
        case "half_year":
            words = ("đầu", "first") if number == 1 else ("cuối", "second")
            id_, label = (
                f"{year}-H{number}",
                Text(f"6 tháng {words[0]} năm {year}", f"{words[1]} half of {year}"),
            )
        case _:
            id_, label = f"{year}", Text(f"Năm {year}", str(year))
    return Period(id_, kind, start, end, label)
