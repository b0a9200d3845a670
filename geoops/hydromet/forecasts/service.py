"""Taking forecasts at points in. What they say of communes is asked of `hydromet/ahead`, with the grids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.forecasts import store
from geoops.hydromet.observations.service import DOMAIN, IngestResult
from geoops.kit import changes
from geoops.kit.errors import Fault

ENTITY = "forecast"
KEPT = timedelta(days=10)
"""Forecasts are kept so long after their issue: a rehearsal looks back, an archive is the source's."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a forecast (EPSG:4326) and the communes it is meant for."""

    id: str
    lon: float
    lat: float
    commune_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A forecast value over `(starts_at, ends_at]` in the unit of its variable."""

    place: str
    variable: str
    starts_at: datetime
    ends_at: datetime
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class ForecastBatch:
    """One issue of a forecast as read at one time."""

    source: str
    read_at: datetime
    issued_at: datetime
    places: Sequence[Place]
    values: Sequence[Value]
    faults: Sequence[Fault] = ()


async def take(session: AsyncSession, batch: ForecastBatch, known_at: datetime) -> IngestResult:
    """Keep an issue. Read again, what differs is kept beside what was known before; one summary to the change log."""
    result = IngestResult()
    for fault in batch.faults:
        result.refuse(fault)
    await store.keep_places(
        session,
        [place.id for place in batch.places],
        [place.lon for place in batch.places],
        [place.lat for place in batch.places],
        [",".join(place.commune_codes) for place in batch.places],
        known_at=known_at,
    )
    result.new, result.changed = await store.merge(
        session,
        (
            (value.place, value.variable, value.starts_at, value.ends_at, value.value, value.unit)
            for value in batch.values
        ),
        source=batch.source,
        issued_at=batch.issued_at,
        known_at=known_at,
    )
    result.unchanged = len(batch.values) - result.new - result.changed
    if result.wrote:
        await changes.record(
            session,
            domain=DOMAIN,
            entity=ENTITY,
            entity_id=batch.source,
            op="ingest",
            everyone=True,
            at=batch.issued_at,
            payload={"source": batch.source, "new": result.new, "changed": result.changed},
        )
    return result


async def prune(session: AsyncSession, now: datetime) -> int:
    """Remove what was issued long ago; how many values."""
    return await store.prune(session, now - KEPT)
