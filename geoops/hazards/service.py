"""What is decided about risk maps: what is kept, what lies in a commune. Takes a session, never commits."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommunePolygons
from geoops.hazards import store
from geoops.hazards.errors import RiskMapExists, UnknownRiskMap
from geoops.hazards.models import RiskMap, RiskMapArea
from geoops.hazards.passport import Passport, legend
from geoops.kit import changes
from geoops.kit.i18n import Text

if TYPE_CHECKING:  # measuring stands on geopandas and rasterio, which take seconds to import
    from geoops.hazards.exposure import ClassArea
    from geoops.hazards.measuring import Measured


@dataclass(frozen=True, slots=True)
class Source:
    """What a risk map is loaded from: its passport and the checksums of passport and file."""

    passport: Passport
    passport_sha256: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ClassInCommune:
    """A class of a risk map in a commune: its number in the legend from 1, km² on the ground, and share of the
    commune (0 to 1)."""

    number: int
    name: str
    label: Text
    color: str
    area_km2: float
    share: float


@dataclass(frozen=True, slots=True)
class HazardOfCommune:
    """A risk map in a commune, from the least to the greatest danger. `mapped_share` is the share with any class."""

    layer: str
    risk_map: str
    hazard: str
    title: Text
    made_on: date
    classes: tuple[ClassInCommune, ...]
    mapped_share: float


async def is_loaded(session: AsyncSession, source: Source, *, replace: bool) -> bool:
    """Whether this very map is loaded already. Raises RiskMapExists where another one has its id, unless it is to
    be replaced."""
    there = await store.risk_map(session, source.passport.id)
    if there is None:
        return False
    if (there.source_sha256, there.passport_sha256) == (source.sha256, source.passport_sha256):
        return True
    if not replace:
        raise RiskMapExists(extra={"risk_map": source.passport.id})
    return False


async def polygons(session: AsyncSession) -> CommunePolygons:
    """The commune boundaries that areas are measured in. Raises NoBoundaries."""
    return await communes.commune_polygons(session)


async def keep(session: AsyncSession, source: Source, measured: "Measured", *, replace: bool) -> str | None:
    """Keep a measured map; answers the file of the map that it replaced. Raises RiskMapExists."""
    passport = source.passport
    await is_loaded(session, source, replace=replace)
    there = await store.risk_map(session, passport.id)
    replaced = await store.remove(session, passport.id)
    await store.add(
        session,
        {
            "id": passport.id,
            "hazard": passport.hazard,
            "kind": measured.kind,
            "title_vi": passport.title_vi,
            "title_en": passport.title_en,
            "made_on": passport.date,
            "author": passport.author,
            "method": passport.method,
            "licence": passport.licence,
            "version": passport.version,
            "passport": passport.model_dump(mode="json", by_alias=True, exclude_none=True),
            "passport_sha256": source.passport_sha256,
            "source_file": source.file,
            "source_sha256": source.sha256,
            "legend": legend(passport),
            "crs": measured.crs,
            "bounds": list(measured.bounds),
            "file": measured.file,
        },
    )
    await store.add_polygons(session, passport.id, measured.polygons)
    await keep_areas(session, passport.id, measured.boundary_version, measured.areas)
    await changes.record(
        session,
        domain="hazards",
        entity="risk_map",
        entity_id=passport.id,
        op="load" if there is None else "replace",
        payload={"hazard": passport.hazard, "version": passport.version, "communes": measured.commune_count},
        everyone=True,
    )
    return replaced


async def keep_areas(
    session: AsyncSession, id_: str, boundary_version: int, areas: "Sequence[ClassArea]"
) -> None:
    """Keep the areas of a map for the boundary version that they were measured in."""
    await store.add_areas(
        session,
        [
            {
                "risk_map": id_,
                "boundary_version": boundary_version,
                "commune_code": area.commune_code,
                "class_number": area.class_number,
                "area_km2": area.area_km2,
                "share": area.share,
            }
            for area in areas
        ],
    )


async def keep_new_areas(
    session: AsyncSession, id_: str, boundary_version: int, areas: "Sequence[ClassArea]"
) -> None:
    """Keep the areas of a map that is loaded already, measured in other boundaries."""
    await keep_areas(session, id_, boundary_version, areas)
    await changes.record(
        session,
        domain="hazards",
        entity="risk_map",
        entity_id=id_,
        op="measure",
        payload={"boundary_version": boundary_version},
        everyone=True,
    )


async def unmeasured(session: AsyncSession) -> Sequence[RiskMap]:
    """Risk maps whose areas are not known for the boundaries in use."""
    boundary = await communes.active_boundary(session)
    return await store.unmeasured(session, boundary.id) if boundary is not None else []


async def kept_polygons(session: AsyncSession, id_: str) -> list[tuple[int, bytes]]:
    """The polygons of a vector map: class number and WKB in WGS 84."""
    return await store.polygons(session, id_)


async def remove(session: AsyncSession, id_: str) -> str | None:
    """Take a risk map off; answers the name of its file. Raises UnknownRiskMap."""
    if await store.risk_map(session, id_) is None:
        raise UnknownRiskMap(extra={"risk_map": id_})
    file = await store.remove(session, id_)
    await changes.record(
        session, domain="hazards", entity="risk_map", entity_id=id_, op="delete", everyone=True
    )
    return file


async def all_maps(session: AsyncSession) -> Sequence[RiskMap]:
    """Every loaded risk map."""
    return await store.risk_maps(session)


async def areas_of(session: AsyncSession, commune_code: str) -> list[HazardOfCommune]:
    """What the risk maps say of a commune, for its situation. A map that does not reach it is left out."""
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return []
    found: dict[str, tuple[RiskMap, list[RiskMapArea]]] = {}
    for risk_map, area in await store.areas_of(session, boundary.id, commune_code):
        found.setdefault(risk_map.id, (risk_map, []))[1].append(area)
    return [
        HazardOfCommune(
            layer=layer_id(risk_map.id),
            risk_map=risk_map.id,
            hazard=risk_map.hazard,
            title=Text(risk_map.title_vi, risk_map.title_en),
            made_on=risk_map.made_on,
            classes=tuple(_class(risk_map, area) for area in areas),
            mapped_share=min(1.0, sum(area.share for area in areas)),
        )
        for risk_map, areas in found.values()
    ]


async def highest_class(
    session: AsyncSession, hazard: str, *, classes: int, min_share: float
) -> dict[str, int]:
    """For every commune that a map of that hazard with so many classes reaches: the highest class such that it and
    the classes above it cover at least `min_share` (0 to 1) of the commune, else 1. Of several maps the highest."""
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return {}
    shares: dict[tuple[str, str], dict[int, float]] = {}
    for commune, id_, number, share in await store.class_shares(session, boundary.id, hazard, classes):
        shares.setdefault((commune, id_), {})[number] = share
    found: dict[str, int] = {}
    for (commune, _), by_class in shares.items():
        above, highest = 0.0, 1
        for number in range(classes, 0, -1):
            above += by_class.get(number, 0.0)
            if above >= min_share:
                highest = number
                break
        found[commune] = max(found.get(commune, 1), highest)
    return found


async def zone_shares(session: AsyncSession, *, part: float) -> dict[tuple[str, str], float]:
    """By commune and hazard: the share of the commune (0 to 1) in the classes above that part of a risk map's scale
    (0.6: classes 4 and 5 of five). Communes that no map of the hazard reaches are left out."""
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return {}
    return {
        (commune, hazard): share
        for commune, hazard, share in await store.shares_from(session, boundary.id, part)
    }


async def zones_at(
    session: AsyncSession, points: Sequence[tuple[float, float]], rasters: Path, *, part: float
) -> list[list[str] | None]:
    """For each point (lon, lat) the hazards in whose zones it lies: classes above that part of a risk map's scale.
    Empty: maps reach the point and none has it in a zone; None: no map reaches it. `rasters` holds the class rasters."""
    from rasterio.errors import RasterioError

    from geoops.hazards.pointing import classes_at

    found: list[set[str] | None] = [None] * len(points)
    for risk_map in await store.risk_maps(session) if points else ():
        west, south, east, north = risk_map.bounds
        here = [n for n, (lon, lat) in enumerate(points) if west <= lon <= east and south <= lat <= north]
        if not here:
            continue
        asked = [points[n] for n in here]
        if risk_map.file is None:
            covered = await store.polygon_classes_at(session, risk_map.id, asked)
            classes = [covered.get(place, 0) for place in range(len(asked))]
        else:
            try:
                classes = await asyncio.to_thread(classes_at, rasters / risk_map.file, asked)
            except RasterioError:  # a raster that cannot be read tells nothing
                continue
        for n, number in zip(here, classes, strict=True):
            if risk_map.file is not None and number == 0:
                continue
            known = found[n] if found[n] is not None else set()
            assert known is not None
            found[n] = known | ({risk_map.hazard} if number > part * len(risk_map.legend) else set())
    return [sorted(one) if one is not None else None for one in found]


async def areas(
    session: AsyncSession, id_: str, *, after: tuple[str, int] | None, limit: int
) -> Sequence[tuple[RiskMapArea, ClassInCommune]]:
    """The areas of a risk map per commune and class; one more than `limit`. Raises UnknownRiskMap."""
    risk_map = await store.risk_map(session, id_)
    if risk_map is None:
        raise UnknownRiskMap(extra={"risk_map": id_})
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return []
    rows = await store.areas(session, id_, boundary.id, after=after, limit=limit)
    return [(row, _class(risk_map, row)) for row in rows]


def layer_id(risk_map: str) -> str:
    """The id of the layer that shows a risk map."""
    return f"hazard_{risk_map}"


def _class(risk_map: RiskMap, area: RiskMapArea) -> ClassInCommune:
    entry: dict[str, Any] = risk_map.legend[area.class_number - 1]
    return ClassInCommune(
        area.class_number,
        entry["class"],
        Text(entry["label_vi"], entry["label_en"]),
        entry["color"],
        area.area_km2,
        area.share,
    )
