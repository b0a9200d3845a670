"""A feed made from what an operator said of it: the fetcher by its address, the decoder by its kind."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

import httpx

from geoops.hydromet.feeds import open_meteo, secrets, sensorthings, synop, wis2
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.base import Asking, Decoding, Feed
from geoops.hydromet.feeds.config import Basic, Bearer, FeedConfig, Header, Query
from geoops.hydromet.feeds.files import folder, sftp
from geoops.hydromet.feeds.tables import delimited, json_rows
from geoops.hydromet.feeds.tables.reading import TableDecoder
from geoops.kit.i18n import Text
from geoops.settings import Settings

Decode = Callable[[Answer, datetime], Decoding]
_BY_FILES = frozenset({"sftp", "folder"})


class ConfiguredFeed(Feed):
    """See `feeds.config` for what may be configured."""

    def __init__(self, config: FeedConfig, origin: Literal["file", "api"]) -> None:
        self.config = config
        self.name = config.name
        self.title = Text(config.title.vi, config.title.en)
        self.kind = config.kind
        self.origin = origin
        self.rhythm = timedelta(minutes=config.rhythm_minutes)
        self.cron = config.cron or every(config.rhythm_minutes)
        self.time_limit = timedelta(seconds=config.time_limit_s)
        self.body_limit = config.body_limit_mb * 2**20
        self.attempts = config.attempts
        self.guarded = origin == "api"
        self.remembers = config.scheme in _BY_FILES or config.kind == "wis2"
        self.wants_points = config.kind == "open_meteo"
        self.provinces = config.forecast.provinces if config.forecast else ()
        of_now = config.scheme in ("http", "https") and config.kind in ("delimited", "json", "synop")
        self.may_go_back = not of_now if config.may_go_back is None else config.may_go_back
        self._decode = self._decoder()

    def address(self, settings: Settings) -> str | None:
        """As configured; None where it is switched off."""
        return self.config.address if self.config.on else None

    async def fetch(self, asking: Asking) -> Answer:
        """By the scheme of the address and the kind."""
        config = self.config
        if config.scheme == "folder":
            return await folder.fetch(self, config, asking)
        if config.scheme == "sftp":
            return await sftp.fetch(self, config, asking)
        if config.kind == "sensorthings":
            return await sensorthings.fetch(self, config, asking)
        if config.kind == "open_meteo":
            return await open_meteo.fetch(self, asking, days=config.forecast.days if config.forecast else 3)
        if config.kind == "wis2":
            return await wis2.fetch(self, config, asking)
        return await super().fetch(asking)

    def decode(self, answer: Answer, read_at: datetime) -> Decoding:
        """By the kind."""
        return self._decode(answer, read_at)

    async def settled(self, answer: Answer, settings: Settings, refusal: Text | None) -> None:
        """Dropped files are put aside."""
        if self.config.scheme == "folder":
            await folder.put_aside(self.config, answer, refused=refusal is not None)

    def sign(self, request: httpx.Request, settings: Settings) -> httpx.Request:
        """With the credentials that the configuration names."""
        auth = self.config.auth
        if auth is None:
            return request
        secret = secrets.secret(settings, auth.secret)
        if isinstance(auth, Basic):
            pair = base64.b64encode(f"{auth.username}:{secret}".encode()).decode("ascii")
            request.headers["Authorization"] = f"Basic {pair}"
        elif isinstance(auth, Bearer):
            request.headers["Authorization"] = f"Bearer {secret}"
        elif isinstance(auth, Header):
            request.headers[auth.header] = secret
        elif isinstance(auth, Query):
            request.url = request.url.copy_set_param(auth.parameter, secret)
        return request

    def unsign(self, request: httpx.Request) -> httpx.Request:
        """Without them, for another host."""
        auth = self.config.auth
        request.headers.pop("Authorization", None)
        if isinstance(auth, Header):
            request.headers.pop(auth.header, None)
        elif isinstance(auth, Query):
            request.url = request.url.copy_remove_param(auth.parameter)
        return request

    def _decoder(self) -> Decode:
        config = self.config
        if config.mapping is not None:
            split = delimited.rows if config.kind == "delimited" else json_rows.rows
            return TableDecoder(
                config.name,
                config.mapping,
                split,
                config.station_kind,
                self.rhythm,
                config.owner,
                self.body_limit,
            )
        if config.kind == "sensorthings":
            return sensorthings.Decoder(
                config.name, config.datastreams, config.station_kind, self.rhythm, config.owner
            )
        if config.kind == "open_meteo":
            return open_meteo.Decoder(config.name)
        if config.kind == "wis2":
            return wis2.Decoder(config.name, self.rhythm, config.owner)
        return synop.Decoder(config.name, self.rhythm, config.owner)


def every(minutes: int) -> str:
    """The cron line of something asked every so many minutes; beyond an hour by whole hours, beyond a day daily."""
    if minutes < 60:
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    hours = minutes // 60
    return f"7 */{hours} * * *" if hours < 24 else "7 1 * * *"
