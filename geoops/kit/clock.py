"""Time: everything is kept in UTC and shown in Vietnamese time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """The machine's time, with its zone."""
    return datetime.now(UTC)
