"""The times of grids: CF time axes, and what a time stamp says of its step."""

import re
from datetime import UTC, datetime, timedelta

from geoops.hydromet.grids.description import TimeRule
from geoops.hydromet.grids.geometry import BadGrid
from geoops.kit.i18n import Text

_UNITS = {
    "second": 1, "seconds": 1, "sec": 1, "secs": 1, "s": 1, "minute": 60, "minutes": 60, "min": 60, "mins": 60,
    "hour": 3600, "hours": 3600, "hr": 3600, "hrs": 3600, "h": 3600, "day": 86400, "days": 86400, "d": 86400,
}  # fmt: skip
_SINCE = re.compile(
    r"^\s*(\w+)\s+since\s+(\d{1,4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d*)?)?)?\s*(UTC|Z|GMT|[+-]\d{1,2}:?\d{0,2})?\s*$"
)
_CALENDARS = {"standard", "gregorian", "proleptic_gregorian", "julian", ""}
"""IMERG V06 writes “julian” and means the calendar of everybody: its own bounds say so."""


def cf_time(value: float, units: str, calendar: str = "") -> datetime:
    """A CF time (“hours since 1900-01-01”) in UTC. Raises BadGrid for units, calendars and years that are none."""
    match = _SINCE.match(units)
    if match is None or match[1].lower() not in _UNITS:
        raise BadGrid(Text(f"đơn vị thời gian lạ: “{units[:60]}”", f"unknown unit of time: “{units[:60]}”"))
    if calendar.lower() not in _CALENDARS:
        raise BadGrid(
            Text(f"lịch “{calendar[:30]}” không dùng được", f"the calendar “{calendar[:30]}” cannot be used")
        )
    try:
        year, month, day, hour, minute, second = (int(match[part] or 0) for part in range(2, 8))
        origin = datetime(year, month, day, hour, minute, second, tzinfo=UTC) - _offset(match[8])
        return origin + timedelta(seconds=round(float(value) * _UNITS[match[1].lower()]))
    except (ValueError, OverflowError):
        raise BadGrid(
            Text(f"thời gian không đọc được: {value} {units[:60]}", f"unreadable time: {value} {units[:60]}")
        ) from None


def _offset(zone: str | None) -> timedelta:
    if not zone or zone in ("UTC", "Z", "GMT"):
        return timedelta(0)
    digits = zone[1:].replace(":", "").ljust(4, "0") if len(zone) > 3 else zone[1:].rjust(2, "0") + "00"
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return -offset if zone[0] == "-" else offset


def step(stamp: datetime, rule: TimeRule) -> tuple[datetime, datetime]:
    """Start and end of the step that a time stamp stands for."""
    if rule.stamp == "start":
        return stamp, _later(stamp, rule, 1)
    if rule.stamp == "end":
        return _later(stamp, rule, -1), stamp
    return stamp, stamp


def _later(moment: datetime, rule: TimeRule, times: int) -> datetime:
    if not rule.months:
        return moment + times * timedelta(seconds=rule.seconds)
    month = moment.year * 12 + moment.month - 1 + times * rule.months
    return moment.replace(year=month // 12, month=month % 12 + 1)


def hours(starts_at: datetime, ends_at: datetime) -> float:
    """The length of a step."""
    return (ends_at - starts_at).total_seconds() / 3600
