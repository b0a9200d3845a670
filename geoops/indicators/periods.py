"""Reporting periods: hours, days, weeks, months, quarters, half-years and years of Vietnamese time.

A period is written as ISO 8601 writes it where ISO has a form: `2026-07-21T15`, `2026-07-21`, `2026-W30`,
`2026-07`, `2026`; quarters and half-years are `2026-Q3` and `2026-H2`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from geoops.kit.clock import VN
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text

PeriodKind = Literal["hour", "day", "week", "month", "quarter", "half_year", "year"]

_FORMS: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d)")),
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("week", re.compile(r"(\d{4})-W(\d\d)")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("half_year", re.compile(r"(\d{4})-H([12])")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
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
                return _period(kind, [int(part) for part in match.groups()])
            except ValueError:
                break
    raise BadPeriod(
        Text(
            f"Không có kỳ “{text}”; cách viết đúng: 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21",
            f"There is no period “{text}”; write 2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30 or 2026-07-21",
        )
    )


def period_at(kind: PeriodKind, moment: datetime) -> Period:
    """The period of that kind in which the moment (with its zone) lies."""
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
        case _:
            return _period(kind, [local.year, (local.month - 1) // _MONTHS[kind] + 1])


def next_period(period: Period) -> Period:
    """The period that follows."""
    return period_at(period.kind, period.ends_at)


def previous_period(period: Period) -> Period:
    """The period before."""
    return period_at(period.kind, period.starts_at - timedelta(seconds=1))


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
