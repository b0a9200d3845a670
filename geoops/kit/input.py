"""Taking in what others send: every text is hostile until it has passed here."""

import unicodedata
from datetime import UTC, datetime, timedelta

from geoops.kit.i18n import Text

EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
FUTURE_ALLOWANCE = timedelta(days=3)


class BadText(ValueError):
    """A text with characters that no name or note has."""


class BadTime(ValueError):
    """A time that cannot be read or cannot be meant. `text` says why to a person."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def clean_text(value: str, *, multiline: bool = False) -> str:
    """The text in composed Unicode (NFC), trimmed; raises BadText on control characters.

    Vietnamese typed on some systems comes decomposed: the same word would otherwise differ from itself.
    """
    text = unicodedata.normalize("NFC", value).strip()
    allowed = "\n\t" if multiline else ""
    text = text.replace("\r\n", "\n")
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            raise BadText(f"control character U+{ord(character):04X}")
    return text


def parse_time(value: str) -> datetime:
    """An RFC 3339 time with its zone, in UTC. Raises BadTime for anything else."""
    try:
        parsed = datetime.fromisoformat(value.strip())
    except ValueError:
        raise BadTime(
            Text("thời gian không đọc được (cần RFC 3339)", "unreadable time (RFC 3339 is needed)")
        ) from None
    if parsed.tzinfo is None:
        raise BadTime(
            Text("thời gian thiếu múi giờ (ví dụ +07:00)", "the time lacks its zone (for example +07:00)")
        )
    return parsed.astimezone(UTC)


def check_plausible(moment: datetime, now: datetime) -> None:
    """Raises BadTime for a time before 1950 or more than three days ahead of `now`."""
    if moment < EARLIEST:
        raise BadTime(Text("thời gian quá xa trong quá khứ (trước 1950)", "the time is before 1950"))
    if moment > now + FUTURE_ALLOWANCE:
        raise BadTime(Text("thời gian nằm trong tương lai", "the time lies in the future"))
