"""All feeds that there are: those of the program, and those that operators added."""

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds import registry
from geoops.hydromet.feeds.base import Feed
from geoops.settings import Settings


async def every(session: AsyncSession, settings: Settings) -> dict[str, Feed]:
    """Every feed by its name, the program's own first."""
    return dict(registry.FEEDS)


async def find(session: AsyncSession, settings: Settings, name: str) -> Feed:
    """The feed of that name. Raises UnknownFeed."""
    feeds = await every(session, settings)
    if name not in feeds:
        raise registry.unknown(name, feeds)
    return feeds[name]
