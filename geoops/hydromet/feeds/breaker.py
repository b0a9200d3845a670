"""The circuit breaker of a feed: after so many failed runs in a row it is left alone for a while, then tried once.

It is kept in the database, so that it holds over a restart and for all workers together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

OPENS_AFTER = 5
"""Failed runs in a row, each of several attempts."""
LONGEST = timedelta(hours=1)
"""A source that comes back in an emergency is heard after an hour at the latest."""

State = Literal["closed", "open", "half_open"]


@dataclass(frozen=True, slots=True)
class Breaker:
    """Failed runs in a row; since when it is open, and from when a probe may go out."""

    failures: int = 0
    opened_at: datetime | None = None
    retry_at: datetime | None = None

    def state(self, now: datetime) -> State:
        """Closed: asked as usual. Open: left alone. Half open: the next run is the probe."""
        if self.retry_at is None:
            return "closed"
        return "open" if self.retry_at > now else "half_open"

    def failed(self, now: datetime, rhythm: timedelta) -> "Breaker":
        """After one more failed run. Each failed probe doubles the wait, up to an hour."""
        failures = self.failures + 1
        if failures < OPENS_AFTER:
            return Breaker(failures)
        return Breaker(failures, self.opened_at or now, now + wait(failures, rhythm))

    def probing(self, now: datetime, rhythm: timedelta) -> "Breaker":
        """While a probe is under way nobody else tries."""
        return Breaker(self.failures, self.opened_at, now + wait(self.failures, rhythm))


def wait(failures: int, rhythm: timedelta) -> timedelta:
    """How long a feed that failed so often is left alone."""
    base = max(min(rhythm, LONGEST), timedelta(minutes=1))
    doubled: int = 2 ** min(max(failures - OPENS_AFTER, 0), 10)
    return min(base * doubled, LONGEST)
