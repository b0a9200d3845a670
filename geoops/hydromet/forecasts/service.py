"""Taking forecasts at points in, and what is forecast for communes in the hours ahead."""

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


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is forecast for a commune: the sum and the highest part over `(starts_at, ends_at]`, made of `parts`."""

    commune_code: str
    source: str
    issued_at: datetime
    starts_at: datetime
    ends_at: datetime
    total: float
    highest: float
    unit: str
    parts: int


async def take(session: AsyncSession, batch: ForecastBatch, known_at: datetime) -> IngestResult:
    """Keep an issue. The same issue again changes only what differs; one summary goes to the change log."""
    result = IngestResult()
    for fault in batch.faults:
        result.refuse(fault)
    await store.keep_places(
        session,
        [place.id for place in batch.places],
        [place.lon for place in batch.places],
        [place.lat for place in batch.places],
        [",".join(place.commune_codes) for place in batch.places],
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


async def ahead(
    session: AsyncSession,
    variable: str,
    *,
    at: datetime,
    hours: int,
    known_at: datetime | None = None,
    communes: Sequence[str] | None = None,
) -> list[Ahead]:
    """What the newest issue known then says of the hours after `at`, for those communes or all.

    Only whole parts inside the window are added: hourly values from 10:20 over six hours are those from 11:00 to 16:00,
    and `starts_at`, `ends_at` say so. A commune without a forecast has no row.
    """
    rows = await store.ahead(
        session,
        variable=variable,
        at=at,
        until=at + timedelta(hours=hours),
        known_at=known_at or at,
        codes=communes,
    )
    return [Ahead(**row) for row in rows]


async def prune(session: AsyncSession, now: datetime) -> int:
    """Remove what was issued long ago; how many values."""
    return await store.prune(session, now - KEPT)
