"""The drill: a space of its own with gauges in some communes, and the storm that passes over them."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.drill.script import SOURCE, DrillStation, make_script, station_id
from geoops.hydromet.feeds.decoded import CommuneName, Decoded
from geoops.hydromet.stations import service as stations
from geoops.kit import spaces
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.i18n import Text

SPACE = "dien-tap"
TITLE = Text("Diễn tập: mưa lũ tự tạo", "Drill: a made-up storm")
PROVINCES = ("12", "15", "52")
HOURS = 36
SPEED = 60.0
"""Event seconds per second: an hour of the drill in a minute."""

_SEED = 20_260_721
_EVERY = 2
_PAGE = 500
_OWNER = "GeoOps (diễn tập)"
_LIVE = Context(actor="drill", scope=Scope(nation=True))
_DRILL = Context(actor="drill", scope=Scope(nation=True), space=SPACE)


async def prepare(database: Database, starts_at: datetime) -> list[Decoded]:
    """The drill's space with its gauges, made where they are not there yet; everything that becomes known in it.

    A drill that is there already keeps the start it was made with, so that a restart goes on with it.
    """
    async with database.transaction(_LIVE) as session:
        space = await spaces.find(session, SPACE) or await spaces.ensure(
            session,
            SPACE,
            kind="drill",
            title=TITLE,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=HOURS),
            speed=SPEED,
        )
    begins = space.starts_at or starts_at
    async with database.transaction(_DRILL) as session:
        if not await stations.places(session, SOURCE):
            await _place_gauges(session, begins)
        placed = await stations.places(session, SOURCE)
        names = await communes.names(session, [code for *_, code in placed if code is not None])
    gauges = [
        DrillStation(id_, lon, lat, CommuneName(names[code].full_name_vi, names[code].province_name))
        for id_, lon, lat, code in placed
        if code is not None and code in names
    ]
    return make_script(gauges, starts_at=begins, hours=HOURS, seed=_SEED)


async def _place_gauges(session: AsyncSession, seen_at: datetime) -> None:
    """A gauge in every second commune of the drill's provinces, at the commune's own point."""
    for province in PROVINCES:
        units = await communes.page(session, province=province, day=None, after=None, limit=_PAGE)
        await stations.register(
            session,
            [
                stations.Listed(station_id(unit.code), f"Trạm diễn tập {unit.name_vi}", unit.lon, unit.lat)
                for unit in units[::_EVERY]
            ],
            source=SOURCE,
            kind="rain",
            rhythm=timedelta(minutes=10),
            seen_at=seen_at,
            owner=_OWNER,
        )
