"""From checked units to everything the tables hold, worked out before a transaction is opened."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from geoops.communes.boundaries import coverage, package
from geoops.communes.boundaries.checking import REFORM, Units
from geoops.communes.boundaries.measure import areas_km2, to_mercator
from geoops.communes.boundaries.shapes import holes_of
from geoops.communes.names import compact, fold, plain_vietnamese, province_name

DERIVATION = 1
"""Raised when what is derived from the same file changes, so that it is derived again."""

Kind = Literal["reference", "approximate"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where boundaries come from, what to show as their credit, and from when they hold."""

    kind: Kind
    source: str
    credit: str
    valid_from: date = REFORM
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that went into a version: its name and the SHA-256 of its contents."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A boundary version ready to be written. Geometries are EWKB, as a binary COPY takes them."""

    provenance: Provenance
    checksum: str
    files: tuple[SourceFile, ...]
    bounds: tuple[float, float, float, float]
    gaps: bytes | None
    communes: list[dict[str, Any]]
    provinces: list[dict[str, Any]]
    geometries: list[tuple[str, bytes]]
    parts: list[tuple[str, bytes]]
    province_geometries: list[tuple[str, bytes]]
    bands: list[tuple[int, str, bytes]]
    province_bands: list[tuple[int, str, bytes]]


def fingerprint(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files with the checksums of their contents; a Shapefile's side files count as part of it."""
    return tuple(SourceFile(path.name, _sha256(path)) for path in paths)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    parts = [path]
    if path.suffix.lower() == ".shp":
        parts += [path.with_suffix(suffix) for suffix in (".dbf", ".shx", ".prj", ".cpg")]
    for part in parts:
        if part.is_file():
            with part.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()


def checksum(files: Sequence[SourceFile], provenance: Provenance, parameters: Any = None) -> str:
    """One checksum for what is loaded: contents, provenance, mapping, and how it is derived."""
    parts = [
        [file.sha256 for file in files],
        [provenance.kind, provenance.source, provenance.credit],
        [str(provenance.valid_from), str(provenance.valid_to)],
        parameters,
        DERIVATION,
        [band.tolerance for band in coverage.BANDS],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def prepare(
    units: Units,
    provenance: Provenance,
    files: tuple[SourceFile, ...],
    checksum_: str,
    levels: Callable[[], dict[int, NDArray[Any]]] | None = None,
) -> Prepared:
    """Simplify, dissolve, measure, cut and project.

    `levels` gives the simplified coverages where somebody is already at work on them; it is asked last.
    """
    codes, provinces = units.codes, units.provinces
    nation = units.nation
    west, south, east, north = (float(value) for value in shapely.bounds(nation))
    parts, owner = coverage.pieces(units.geometry)
    prepared = Prepared(
        provenance=provenance,
        checksum=checksum_,
        files=files,
        bounds=(west, south, east, north),
        gaps=_gaps(nation),
        communes=list(_communes(units)),
        provinces=list(_provinces(units)),
        geometries=list(zip(codes, _ewkb(units.geometry, 4326), strict=True)),
        parts=list(zip((codes[i] for i in owner), _ewkb(parts, 4326, multi=False), strict=True)),
        province_geometries=list(
            zip(units.by_province, _ewkb(_listed(units.by_province), 4326), strict=True)
        ),
        bands=[],
        province_bands=[],
    )
    for band, shapes in (levels() if levels else coverage.simplify(units.geometry)).items():
        whole = coverage.dissolve(shapes, provinces) if band else units.by_province
        prepared.bands.extend(_drawn(band, codes, shapes))
        prepared.province_bands.extend(_drawn(band, whole, _listed(whole)))
    return prepared


def _drawn(band: int, codes: Iterable[str], shapes: NDArray[Any]) -> Iterator[tuple[int, str, bytes]]:
    for code, shape in zip(codes, _ewkb(to_mercator(shapes), 3857), strict=True):
        yield band, code, shape


def _gaps(nation: Any) -> bytes | None:
    holes = holes_of(nation)
    return (
        _ewkb(np.asarray([shapely.MultiPolygon(list(holes))], dtype=object), 4326)[0] if len(holes) else None
    )


def _listed(shapes: dict[str, Any]) -> NDArray[Any]:
    return np.asarray(list(shapes.values()), dtype=object)


def _ewkb(geometry: NDArray[Any], srid: int, *, multi: bool = True) -> list[bytes]:
    shapes = shapely.set_srid(coverage.as_multi(geometry) if multi else geometry, srid)
    return [bytes(shape) for shape in shapely.to_wkb(shapes, include_srid=True)]


def _communes(units: Units) -> Iterator[dict[str, Any]]:
    areas = areas_km2(units.geometry)
    points = coverage.inner_points(units.geometry)
    bounds = np.round(shapely.bounds(units.geometry), 6)
    for i, row in enumerate(units.rows()):
        name = row["name_vi"]
        yield {
            "code": row["code"],
            "name_vi": name,
            "full_name_vi": row["full_name_vi"],
            "name_en": row["name_en"] or plain_vietnamese(name),
            "unit_type": row["unit_type"],
            "province_code": row["province_code"],
            "population": row["population"],
            "population_note": row["population_note"],
            "area_km2": round(float(areas[i]), 4),
            "published_area_km2": row["area_km2"],
            "decision": row["decision"],
            "merged_from": row["merged_from"],
            "admin_centre": row["admin_centre"],
            "lon": round(float(points[i].x), 6),
            "lat": round(float(points[i].y), 6),
            **dict(zip(("west", "south", "east", "north"), map(float, bounds[i]), strict=True)),
            "search_name": compact(name),
            "search_words": fold(name),
        }


def _provinces(units: Units) -> Iterator[dict[str, Any]]:
    seen: dict[str, str | None] = {}
    for row in units.rows():
        code = row["province_code"]
        seen[code] = seen.get(code) or row["province_name"]
    packaged = package.province_names() if None in seen.values() else {}
    for code, stated in sorted(seen.items()):
        full = stated or packaged.get(code, f"Tỉnh {code}")
        name = province_name(full)
        yield {"code": code, "full_name_vi": full, "name_vi": name, "name_en": plain_vietnamese(name)}
