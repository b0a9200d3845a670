"""What a feed is: how it fetches, how it decodes, how often, and within which bounds."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds import fetch, taking
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.observations.service import IngestResult
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.settings import Settings


class Decoding(Protocol):
    """What every decoder returns: who said it, when it was read there, and which rows cannot be kept.

    The types that there are, are in `feeds.decoded`; a domain with another kind of data has its own.
    """

    @property
    def source(self) -> str:
        """The source's name."""

    @property
    def read_at(self) -> datetime:
        """When it was read at its source: from then on it is known."""

    @property
    def faults(self) -> Sequence[Fault]:
        """Rows that cannot be kept, and why."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a fetcher is given: where to ask, the time by the space's clock, what earlier runs have taken already.

    `points` are places (id, lon, lat in EPSG:4326) for a source that has to be told where; see `Feed.wants_points`.
    """

    address: str
    now: datetime
    settings: Settings
    seen: Collection[str] = frozenset()
    points: Sequence[tuple[str, float, float]] = field(default=())
    first_wait_s: float = 1.0


class Feed(ABC):
    """A source that is asked again and again.

    `rhythm` is how often it is expected to have something new, `cron` when it is asked; `time_limit` bounds one
    attempt with all of its answer, `body_limit` the bytes of it, unpacked. `attempts` is how often it is asked in one
    run, with a growing wait between. A source of measurements whose newest time lies before that of the run before has
    turned its clock back, and is refused, unless `may_go_back` (files of the past, late messages).
    """

    name: str
    title: Text
    rhythm: timedelta
    cron: str
    kind: str = "built_in"
    origin: str = "program"
    time_limit: timedelta = timedelta(seconds=30)
    body_limit: int = 20 * 2**20
    attempts: int = 3
    may_go_back: bool = True
    remembers: bool = False
    """Whether earlier runs' marks are looked up and handed to the fetcher."""
    wants_points: bool = False
    """Whether the fetcher is told the points of communes: of the nation, or of the provinces in `provinces`."""
    provinces: Sequence[str] = ()
    beside: bool = False
    """Whether it runs beside whatever is shown: alone it does not make `geoops up` show the live space."""
    keep_raw: bool = True
    """Whether the raw answer is kept, so that a run can be done again."""
    guarded: bool = False
    """Whether the address came over the API, so that addresses of private networks are refused."""

    @abstractmethod
    def address(self, settings: Settings) -> str | None:
        """Where the operator has it asked; None where the feed is off."""

    def request(self, address: str, now: datetime) -> httpx.Request:
        """What is asked over HTTP; by default a plain GET of the address."""
        return httpx.Request("GET", address)

    async def fetch(self, asking: Asking) -> Answer:
        """Ask the source. By default one request over HTTP. Raises SourceUnavailable."""
        return await fetch.ask(self, asking)

    @abstractmethod
    def decode(self, answer: Answer, read_at: datetime) -> Decoding:
        """The answer read. Pure; raises NotThisFormat where nothing of it can be used."""

    def sign(self, request: httpx.Request, settings: Settings) -> httpx.Request:
        """The request with the credentials of the feed, where it has any; called again for every attempt."""
        return request

    def unsign(self, request: httpx.Request) -> httpx.Request:
        """The request as it may go to another host that the source redirects to: without credentials."""
        return request

    async def take(self, session: AsyncSession, decoded: Any, known_at: datetime) -> IngestResult:
        """Merge what was decoded into the space of the transaction. By default what `feeds.taking` knows.

        `known_at` is when the system learnt it: when it was read at its source, or now where a run is done again.
        """
        return await taking.take(session, decoded, known_at)

    def size(self, decoded: Any) -> int:
        """How many records were decoded."""
        return taking.size(decoded)

    def newest(self, decoded: Any) -> datetime | None:
        """The newest time of measurement that was decoded; None where the answer states no times."""
        return taking.newest(decoded)

    async def settled(  # noqa: B027 - most sources need to know nothing
        self, answer: Answer, settings: Settings, refusal: Text | None
    ) -> None:
        """The answer was taken in and committed, or was refused for that reason: what the source should know of it."""
