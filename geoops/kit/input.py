"""Taking in what others send: every text is hostile until it has passed here."""

import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from geoops.kit.i18n import Text

EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
FUTURE_ALLOWANCE = timedelta(days=3)
FURTHEST_AHEAD = timedelta(days=3660)
"""A device's clock that is wrong by less costs nobody a record; what is written down with it is marked."""


class BadValue(ValueError):
    """A value that cannot be meant, or does not go with the others. `text` says why to a person."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class BadText(BadValue):
    """A text with characters that no name or note has."""


class BadTime(BadValue):
    """A time that cannot be read or cannot be meant."""


def clean_text(value: str, *, multiline: bool = False) -> str:
    """The text in composed Unicode (NFC), trimmed; raises BadText on control characters.

    Vietnamese typed on some systems comes decomposed: the same word would otherwise differ from itself.
    """
    text = unicodedata.normalize("NFC", value).strip()
    allowed = "\n\t" if multiline else ""
    text = text.replace("\r\n", "\n")
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            code = f"U+{ord(character):04X}"
            raise BadText(Text(f"có ký tự điều khiển {code}", f"control character {code}"))
    return text


def parse_time(value: str) -> datetime:
    """An RFC 3339 time with its zone, in UTC. Raises BadTime for anything else."""
    try:
        parsed = datetime.fromisoformat(value.strip())
        if parsed.tzinfo is None:
            raise BadTime(
                Text("thời gian thiếu múi giờ (ví dụ +07:00)", "the time lacks its zone (for example +07:00)")
            )
        return parsed.astimezone(UTC)
    except BadTime:
        raise
    except (
        ValueError,
        OverflowError,
    ):  # in UTC the first day of the year 1 lies before it, the last of 9999 after
        raise BadTime(
            Text("thời gian không đọc được (cần RFC 3339)", "unreadable time (RFC 3339 is needed)")
        ) from None


def read_device_time(value: str | None) -> datetime | None:
    """The device's clock as UTC; what cannot be read is not worth refusing a record for."""
    if not value:
        return None
    try:
        return parse_time(value)
    except BadTime:
        pass
    try:
        moment = parsedate_to_datetime(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def check_plausible(moment: datetime, now: datetime) -> None:
    """Raises BadTime for a time before 1950 or more than three days ahead of `now`."""
    if moment < EARLIEST:
        raise BadTime(Text("thời gian quá xa trong quá khứ (trước 1950)", "the time is before 1950"))
    if moment > now + FUTURE_ALLOWANCE:
        raise BadTime(Text("thời gian nằm trong tương lai", "the time lies in the future"))
