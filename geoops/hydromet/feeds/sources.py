"""All feeds that there are: those of the program, of the operator's file, and those added over the API."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.feeds import registry, store
from geoops.hydromet.feeds.base import Feed
from geoops.hydromet.feeds.config import ConfigRefused, FeedConfig, read_config, read_file
from geoops.hydromet.feeds.configured import ConfiguredFeed
from geoops.hydromet.observations.service import DOMAIN
from geoops.kit import changes
from geoops.kit.errors import Conflict, Fault
from geoops.kit.i18n import Text
from geoops.settings import Settings

log = structlog.get_logger(__name__)
ENTITY = "feed_config"
_ALL_COMMUNES = 20_000


class NotYours(Conflict):
    """A feed of the program or of the operator's file is not changed over the API."""

    code = "feed_not_added_here"
    title = Text(
        "Nguồn này do chương trình hoặc tệp cấu hình đặt, không sửa qua đây",
        "This feed comes with the program or the operator's file and is not changed here",
    )


async def every(session: AsyncSession, settings: Settings) -> dict[str, Feed]:
    """Every feed by its name: the program's own first, then the file's, then those added. A file that cannot be read is
    logged and leaves the others as they are."""
    feeds: dict[str, Feed] = dict(registry.FEEDS)
    for config in _of_file(settings):
        feeds.setdefault(config.name, ConfiguredFeed(config, "file"))
    for row in await store.configs(session):
        try:
            feeds.setdefault(row["name"], ConfiguredFeed(read_config(row["config"]), "api"))
        except ConfigRefused as problem:  # kept by an older version of the program
            log.error("feed_config_refused", feed=row["name"], faults=[f.reason.en for f in problem.faults])
    return feeds


async def find(session: AsyncSession, settings: Settings, name: str) -> Feed:
    """The feed of that name. Raises UnknownFeed."""
    feeds = await every(session, settings)
    if name not in feeds:
        raise registry.unknown(name, feeds)
    return feeds[name]


async def put(session: AsyncSession, settings: Settings, name: str, raw: Mapping[str, Any]) -> FeedConfig:
    """Add or change a feed over the API. Raises ConfigRefused, NotYours."""
    config = read_config({**raw, "name": name})
    if config.scheme == "folder":
        raise ConfigRefused(
            faults=[
                Fault(
                    Text(
                        "thư mục của máy chủ chỉ đặt được trong tệp cấu hình",
                        "a folder of the server is set in the operator's file alone",
                    ),
                    field="address",
                )
            ]
        )
    _check_free(settings, name)
    await store.save_config(session, name, config.model_dump(mode="json", exclude_defaults=True))
    await _record(session, name, "update")
    return config


async def remove(session: AsyncSession, settings: Settings, name: str) -> None:
    """Take out a feed that was added over the API; its runs stay. Raises UnknownFeed, NotYours."""
    _check_free(settings, name)
    if not await store.delete_config(session, name):
        raise registry.unknown(name, await every(session, settings))
    await _record(session, name, "delete")


async def points(session: AsyncSession, feed: Feed) -> list[tuple[str, float, float]]:
    """`(code, lon, lat)` of a point inside each commune that the feed is for."""
    units = await communes.page(session, province=None, day=None, after=None, limit=_ALL_COMMUNES)
    wanted = set(feed.provinces)
    return [(unit.code, unit.lon, unit.lat) for unit in units if not wanted or unit.province_code in wanted]


def _check_free(settings: Settings, name: str) -> None:
    if name in registry.FEEDS or any(config.name == name for config in _of_file(settings)):
        raise NotYours


def _of_file(settings: Settings) -> Sequence[FeedConfig]:
    path = settings.feeds_file
    if path is None:
        return ()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        log.error("feeds_file_unreadable", error=str(error))
    except ConfigRefused as problem:
        log.error("feeds_file_refused", faults=[f"{f.row} {f.field}: {f.reason.en}" for f in problem.faults])
    return ()


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Sequence[FeedConfig]:
    return read_file(path)


async def _record(session: AsyncSession, name: str, op: str) -> None:
    await changes.record(session, domain=DOMAIN, entity=ENTITY, entity_id=name, op=op)
