"""Taking in what feeds decoded, each kind in its own way."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.decoded import Decoded, GaugeSnapshot, WarningList
from geoops.hydromet.forecasts import service as forecasts
from geoops.hydromet.forecasts.service import ForecastBatch
from geoops.hydromet.gauges import day_start
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import IngestResult
from geoops.hydromet.stations import service as stations
from geoops.hydromet.variables import variables
from geoops.hydromet.warnings import service as warnings

GAUGE_RHYTHM = timedelta(hours=1)


async def take(session: AsyncSession, decoded: Decoded, known_at: datetime | None = None) -> IngestResult:
    """Merge what was decoded into the space of the transaction.

    Known from `known_at` on, by default from the time it was read at its source. A list of warnings is always known
    from the time it was read: it says what was in force then.
    """
    if isinstance(decoded, WarningList):
        return await warnings.take(session, decoded)
    when = known_at or decoded.read_at
    if isinstance(decoded, ForecastBatch):
        return await forecasts.take(session, decoded, when)
    if isinstance(decoded, GaugeSnapshot):
        return await _take_gauges(session, decoded, when)
    for group in decoded.stations:
        await stations.register(
            session,
            group.listed,
            source=decoded.source,
            kind=group.kind,
            rhythm=group.rhythm,
            owner=group.owner,
            seen_at=decoded.read_at,
        )
    return await observations.ingest(
        session, [*decoded.readings, *decoded.faults], source=decoded.source, known_at=when
    )


async def _take_gauges(session: AsyncSession, snapshot: GaugeSnapshot, known_at: datetime) -> IngestResult:
    await stations.register(
        session,
        [
            stations.Listed(total.gauge.id, total.gauge.name, total.gauge.lon, total.gauge.lat)
            for total in snapshot.totals
        ],
        source=snapshot.source,
        kind="rain",
        rhythm=GAUGE_RHYTHM,
        seen_at=snapshot.read_at,
    )
    variable = variables()["rain_total"]
    starts_at = day_start(snapshot.read_at)
    readings = [
        Reading(
            total.row,
            total.gauge.id,
            variable.name,
            starts_at,
            snapshot.read_at,
            total.mm,
            variable.unit,
            variable.flags(total.mm),
        )
        for total in snapshot.totals
    ]
    return await observations.ingest(
        session, [*readings, *snapshot.faults], source=snapshot.source, known_at=known_at
    )


def size(decoded: Decoded) -> int:
    """How many records were decoded."""
    if isinstance(decoded, WarningList):
        return len(decoded.warnings)
    if isinstance(decoded, ForecastBatch):
        return len(decoded.values)
    return len(decoded.totals) if isinstance(decoded, GaugeSnapshot) else len(decoded.readings)


def newest(decoded: Decoded) -> datetime | None:
    """The newest time of measurement; None where the source states no times of its own."""
    if isinstance(decoded, WarningList | GaugeSnapshot | ForecastBatch):
        return None
    return max((reading.ends_at for reading in decoded.readings), default=None)
