"""How feeds stood at a moment that has passed, by the record of their runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds import sources, store
from geoops.hydromet.feeds.service import State, judged, title_of
from geoops.kit import spaces
from geoops.kit.i18n import Text
from geoops.settings import Settings


@dataclass(frozen=True, slots=True)
class FeedThen:
    """A feed as it stood then: `newest_at` is the newest time of measurement that it had brought by then."""

    title: Text
    state: State
    why: Text | None
    last_good_at: datetime | None
    newest_at: datetime | None


async def feeds_then(session: AsyncSession, settings: Settings, then: datetime) -> list[FeedThen] | None:
    """Every feed as it stood then, by the runs that had ended; None where records of that time are kept no longer.

    Which feeds there are and which of them are on is not kept: it is of now.
    """
    if then < await spaces.now(session) - timedelta(days=settings.feeds_runs_days):
        return None
    known = await sources.every(session, settings)
    last = {row["feed"]: row for row in await store.last_runs_until(session, then)}
    found = []
    for name in dict.fromkeys([*known, *sorted(last)]):
        feed, run = known.get(name), last.get(name)
        good, newest = (run["last_good_at"], run["newest_known"]) if run is not None else (None, None)
        on = feed is not None and bool(feed.address(settings))
        rhythm = feed.rhythm if feed is not None else None
        state, why = judged(on, run, good, newest, rhythm, then)
        found.append(FeedThen(title_of(name, feed), state, why, good, newest))
    return found
