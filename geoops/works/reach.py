"""What is within so many minutes of here: communes, resources and shelters of the caller's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.resources import service as resources
from geoops.works import store
from geoops.works.rules import road_rules
from geoops.works.travel import Travel, Way, minutes_to


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is reached: a commune by its point, a resource or shelter by its position."""

    kind: Literal["commune", "resource", "shelter"]
    id: str
    name: str
    lon: float
    lat: float
    facts: dict[str, Any]
    travel: Travel


async def reach(
    session: AsyncSession,
    lon: float,
    lat: float,
    minutes: float,
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
) -> tuple[list[Place], Way]:
    """Communes, resources and shelters (of the caller's scope) within so many minutes of a place, the nearest first."""
    fastest = max(
        [road_rules().straight_speed_kmh, *(row["speed_kmh"] for row in await store.every(session))]
    )
    within = minutes / 60 * fastest * 1000
    every = await _all_communes(session)
    units = [unit for unit in every if _apart(lon, lat, unit.lon, unit.lat) <= within]
    when = await resources.moment(session, at, known_at)
    codes = _beside(lon, lat, within, every)
    things: list[tuple[Literal["commune", "resource", "shelter"], str, str, float, float, dict[str, Any]]] = [
        ("commune", unit.code, unit.full_name_vi, unit.lon, unit.lat, {"population": unit.population})
        for unit in units
    ]
    for thing in await resources.resources(session, when, resources.Narrow(communes=codes)):
        if thing.position is not None and _apart(lon, lat, thing.position.lon, thing.position.lat) <= within:
            facts = {
                "what": thing.kind, "what_vi": thing.kind_label.vi, "quantity": thing.quantity, "unit": thing.unit,
                "state": thing.state, "stale": thing.stale,
            }  # fmt: skip
            things.append(
                ("resource", str(thing.id), thing.name, thing.position.lon, thing.position.lat, facts)
            )
    for shelter in await resources.shelters(session, when, resources.Narrow(communes=codes)):
        place = shelter.position
        if place is not None and _apart(lon, lat, place.lon, place.lat) <= within:
            facts = {"capacity": shelter.capacity, "free": shelter.free, "stale": shelter.stale}
            things.append(("shelter", str(shelter.id), shelter.name, place.lon, place.lat, facts))
    travel, way = await minutes_to(
        session,
        (lon, lat),
        [(one[3], one[4]) for one in things],
        at=at,
        known_at=known_at,
        most_minutes=minutes,
    )
    found = [
        Place(kind, id_, name, x, y, facts, one)
        for (kind, id_, name, x, y, facts), one in zip(things, travel, strict=True)
        if one.minutes is not None and one.minutes <= minutes
    ]
    return sorted(found, key=lambda place: place.travel.minutes or 0.0), way


async def _all_communes(session: AsyncSession) -> list[Commune]:
    found: list[Commune] = []
    while page := await communes.page(
        session, province=None, day=None, after=found[-1].code if found else None, limit=4_000
    ):
        found += page
        if len(page) < 4_000:
            break
    return found


def _beside(lon: float, lat: float, within: float, units: Sequence[Commune]) -> list[str]:
    """Communes whose ground may lie within reach, though their point may not."""
    found = []
    for unit in units:
        west, south, east, north = unit.bbox
        nearest = (min(max(lon, west), east), min(max(lat, south), north))
        if _apart(lon, lat, *nearest) <= within:
            found.append(unit.code)
    return found


def _apart(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres on a flat map at these latitudes: good to pick out what may be near."""
    east = 111_320 * np.cos(np.radians((lat + other_lat) / 2))
    return float(np.hypot((other_lon - lon) * east, (other_lat - lat) * 110_700))
