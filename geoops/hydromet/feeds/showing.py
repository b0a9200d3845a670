"""Feeds as they are shown: never a credential, nor what an address carries behind its path."""

from collections.abc import Mapping
from typing import Any, cast

from geoops.hydromet.feeds.schemas import BreakerOut, FeedOut
from geoops.hydromet.feeds.service import FeedState
from geoops.kit.schemas import TextOut
from geoops.settings import Settings

_OF_RUN = (
    "took_s",
    "fetched_bytes",
    "decoded",
    "new",
    "changed",
    "unchanged",
    "refused_count",
    "error",
)


def feed(state: FeedState, settings: Settings) -> FeedOut:
    """A feed with its last run."""
    run: Mapping[str, Any] = dict(state.last_run) if state.last_run is not None else {}
    return FeedOut(
        name=state.name,
        title=TextOut.of(state.title),
        kind=state.feed.kind if state.feed is not None else None,
        origin=cast(Any, state.feed.origin) if state.feed is not None else None,
        address=plain_address(state.feed.address(settings)) if state.feed is not None else None,
        rhythm_s=int(state.rhythm.total_seconds()) if state.rhythm is not None else None,
        on=state.on,
        state=state.state,
        why=TextOut.of(state.why) if state.why is not None else None,
        breaker=BreakerOut(state=state.breaker, failures=state.failures, retry_at=state.retry_at),
        last_run_id=run.get("id"),
        last_run_at=run.get("started_at"),
        last_good_at=state.last_good_at,
        newest_at=state.newest_at,
        age_minutes=state.age_minutes,
        refused=run.get("refused", []),
        **{name: run.get(name) for name in _OF_RUN},
    )


def plain_address(address: str | None) -> str | None:
    """An address without user, query and fragment: those may hold what nobody should read."""
    if not address:
        return None
    head, mark, rest = address.partition("://")
    rest = rest.split("?")[0].split("#")[0]
    host, slash, path = rest.partition("/")
    return f"{head}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else address.split("?")[0]
