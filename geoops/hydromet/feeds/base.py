"""What a feed is: where it asks, how often, and how it reads the answer."""

from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from typing import ClassVar

import httpx

from geoops.hydromet.feeds.decoded import Decoded
from geoops.kit.i18n import Text
from geoops.settings import Settings


class Feed(ABC):
    """A source that is asked again and again.

    `rhythm` is how often it is expected to have something new, `cron` when it is asked; `time_limit` bounds one attempt with all of its
    answer, `body_limit` the bytes of it.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    rhythm: ClassVar[timedelta]
    cron: ClassVar[str]
    time_limit: ClassVar[timedelta] = timedelta(seconds=30)
    body_limit: ClassVar[int] = 20 * 2**20

    @abstractmethod
    def address(self, settings: Settings) -> str | None:
        """Where the operator has it asked; None where the feed is off."""

    def request(self, address: str, now: datetime) -> httpx.Request:
        """What is asked; by default a plain GET of the address."""
        return httpx.Request("GET", address)

    @abstractmethod
    def decode(self, body: bytes, read_at: datetime) -> Decoded:
        """The answer read. Pure; raises NotThisFormat where nothing of it can be used."""
