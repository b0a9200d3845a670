"""The busy part of loading a risk map: read, check, class, measure. No database: call it in a thread."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import geopandas as gpd
import shapely

from geoops.communes.service import CommunePolygons
from geoops.hazards.errors import BadRiskMap
from geoops.hazards.exposure import ClassArea, raster_areas, vector_areas
from geoops.hazards.passport import Passport
from geoops.hazards.raster import write_class_raster
from geoops.hazards.vector import SUFFIXES, read_class_polygons
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

RASTER_SUFFIXES = (".tif", ".tiff")
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(frozen=True, slots=True)
class Measured:
    """A risk map ready to be kept. `file` is the class raster's name, `polygons` those of a vector map as WKB."""

    kind: Literal["raster", "vector"]
    crs: str
    bounds: tuple[float, float, float, float]
    file: str | None
    polygons: tuple[tuple[int, bytes], ...]
    boundary_version: int
    areas: tuple[ClassArea, ...]

    @property
    def commune_count(self) -> int:
        """How many communes have any class."""
        return len({area.commune_code for area in self.areas})


def checksum(source: Path) -> str:
    """SHA-256 of a file; of all its parts where it is a Shapefile. Raises BadRiskMap where there is no such file."""
    parts = [source]
    if source.suffix.lower() == ".shp":
        parts = [part for suffix in _SHAPEFILE_PARTS if (part := source.with_suffix(suffix)).is_file()]
    if not source.is_file():
        raise BadRiskMap(faults=[Fault(Text("không có tệp này", "there is no such file"), file=source.name)])
    digest = hashlib.sha256()
    for part in parts:
        with part.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def measure(source: Path, passport: Passport, folder: Path, name: str, communes: CommunePolygons) -> Measured:
    """Class the map and measure it in the communes; a raster is written as `name` in `folder`.

    Raises BadRiskMap; nothing stays in the folder then. A map that touches no loaded commune is refused: it would
    never be seen, and its coordinates are likely wrong.
    """
    suffix = source.suffix.lower()
    frame = as_frame(communes)
    if suffix in RASTER_SUFFIXES:
        raster = write_class_raster(source, passport, folder / name)
        areas = raster_areas(raster.path, frame)
        measured = Measured(
            "raster", raster.crs, raster.bounds, name, (), communes.boundary_version, tuple(areas)
        )
    elif suffix in SUFFIXES:
        vector = read_class_polygons(source, passport)
        areas = vector_areas(vector.classes, frame)
        polygons = tuple((number, bytes(shapely.to_wkb(shape))) for number, shape in vector.classes)
        measured = Measured(
            "vector", vector.crs, vector.bounds, None, polygons, communes.boundary_version, tuple(areas)
        )
    else:
        kinds = ", ".join((*RASTER_SUFFIXES, *SUFFIXES))
        reason = Text(
            f"không nhận loại tệp này (nhận: {kinds})", f"not a kind of file that is taken ({kinds})"
        )
        raise BadRiskMap(faults=[Fault(reason, file=source.name)])
    if not measured.areas:
        if measured.file is not None:
            (folder / measured.file).unlink()
        raise BadRiskMap(faults=[Fault(_apart(measured.bounds), file=source.name)])
    return measured


def measure_again(
    file: Path | None, polygons: Sequence[tuple[int, bytes]], communes: CommunePolygons
) -> list[ClassArea]:
    """The areas of a map that is kept already, in other boundaries."""
    frame = as_frame(communes)
    if file is not None:
        return raster_areas(file, frame)
    return vector_areas([(number, shapely.from_wkb(wkb)) for number, wkb in polygons], frame)


def as_frame(communes: CommunePolygons) -> gpd.GeoDataFrame:
    """Communes as a frame with `code` and polygons in WGS 84."""
    return gpd.GeoDataFrame({"code": list(communes.codes)}, geometry=communes.geometry, crs="EPSG:4326")


def _apart(bounds: tuple[float, float, float, float]) -> Text:
    west, south, east, north = bounds
    where = f"{west:.3f}, {south:.3f} … {east:.3f}, {north:.3f}"
    if 102 < south < 118 and 6 < west < 24:
        return Text(
            f"kinh độ và vĩ độ có vẻ bị đảo ({where})", f"longitude and latitude look exchanged ({where})"
        )
    return Text(
        f"bản đồ không phủ xã nào đã nạp (phạm vi {where})",
        f"the map covers none of the loaded communes (it lies at {where})",
    )
