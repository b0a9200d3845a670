"""The feeds that there are. A new one is a class here and a decoder beside it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import httpx

from geoops.hydromet.feeds import nchmf, open_meteo, vrain
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.base import Asking, Feed
from geoops.hydromet.feeds.decoded import Decoded
from geoops.hydromet.grids import feeds as grids
from geoops.hydromet.warnings.bulletins.feed import CapFeed
from geoops.kit.clock import VN
from geoops.kit.errors import NotFound
from geoops.kit.i18n import Text
from geoops.settings import Settings


class UnknownFeed(NotFound):
    """No feed has that name."""

    code = "unknown_feed"
    title = Text("Không có nguồn dữ liệu này", "There is no such feed")


class VRain(Feed):
    """The gauges of VRain, all in one list; the source renews it every few minutes."""

    name = "vrain"
    title = Text("Trạm đo mưa VRain", "VRain rain gauges")
    rhythm = timedelta(minutes=15)
    cron = "*/15 * * * *"

    def address(self, settings: Settings) -> str | None:
        """Set by the operator, who agrees to the terms of use."""
        return settings.feed_vrain_url

    def decode(self, answer: Answer, read_at: datetime) -> Decoded:
        """See `feeds.vrain`."""
        return vrain.decode(answer.body, read_at)


class NchmfWarnings(Feed):
    """The national warnings of flash floods and landslides by commune; the list of an hour is lost with the hour."""

    name = "nchmf_warnings"
    title = Text(
        "Cảnh báo lũ quét, sạt lở theo xã (KTTV quốc gia)", "National flash-flood and landslide warnings"
    )
    rhythm = timedelta(hours=1)
    cron = "6,21,36,51 * * * *"

    def address(self, settings: Settings) -> str | None:
        """Set by the operator, who agrees to the terms of use."""
        return settings.feed_nchmf_url

    def request(self, address: str, now: datetime) -> httpx.Request:
        """The list of this hour: a form with the hours of forecast and the hour in local time."""
        hour = now.astimezone(VN).replace(minute=0, second=0, microsecond=0)
        return httpx.Request(
            "POST", address, data={"sogiodubao": "6", "date": hour.strftime("%Y-%m-%d %H:%M:%S")}
        )

    def decode(self, answer: Answer, read_at: datetime) -> Decoded:
        """See `feeds.nchmf`."""
        return nchmf.decode(answer.body, read_at)


class OpenMeteo(Feed):
    """The forecast of rain at commune points, without a key: on where nothing else is said and the internet is there."""

    name = "open_meteo"
    title = Text("Dự báo mưa Open-Meteo", "Open-Meteo rain forecast")
    kind = "open_meteo"
    rhythm = timedelta(hours=6)
    cron = "23 */6 * * *"
    time_limit = timedelta(seconds=60)
    attempts = 2
    wants_points = True
    beside = True

    def address(self, settings: Settings) -> str | None:
        """The free service, unless the operator names another or `off`."""
        return None if settings.feed_open_meteo_url == "off" else settings.feed_open_meteo_url

    async def fetch(self, asking: Asking) -> Answer:
        """See `feeds.open_meteo`."""
        return await open_meteo.fetch(self, asking, days=3)

    def decode(self, answer: Answer, read_at: datetime) -> Decoded:
        """See `feeds.open_meteo`."""
        return open_meteo.Decoder(self.name)(answer, read_at)


FEEDS: dict[str, Feed] = {
    feed.name: feed for feed in (VRain(), NchmfWarnings(), OpenMeteo(), CapFeed(), *grids.FEEDS)
}


def unknown(name: str, known: Iterable[str]) -> UnknownFeed:
    """No feed has that name, but these are there."""
    names = ", ".join(known)
    return UnknownFeed(
        Text(f"Không có nguồn “{name}” (có: {names})", f"There is no feed “{name}” (only: {names})")
    )
