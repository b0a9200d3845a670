"""Polygons of a risk map from a GeoPackage, GeoJSON, Shapefile or GeoParquet, checked and sorted into classes."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geoops.hazards.errors import BadRiskMap
from geoops.hazards.passport import Passport
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

SUFFIXES = (".gpkg", ".geojson", ".json", ".shp", ".parquet")
MAX_FEATURES = 2_000_000
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ClassPolygons:
    """One polygon or multipolygon (WGS 84) per class number, without overlaps between the classes."""

    crs: str
    bounds: tuple[float, float, float, float]
    classes: tuple[tuple[int, BaseGeometry], ...]


def read_class_polygons(source: Path, passport: Passport) -> ClassPolygons:
    """Read, check and dissolve by class; where polygons of two classes overlap, the greater danger keeps the ground.

    Raises BadRiskMap naming file, row and field: unreadable, empty, no CRS, no polygons, a class field that is not
    there, values outside the legend, coordinates that do not fit the CRS.
    """
    frame = _read(source, passport)
    if frame.crs is None:
        _refuse(source, Text("tệp không khai hệ tọa độ (CRS)", "the file states no coordinate system (CRS)"))
    if frame.empty:
        _refuse(source, Text("tệp không có đối tượng nào", "the file has no features"))
    numbers = _numbers(source, frame, passport)
    shapes = frame.geometry
    wrong = shapes.isna() | ~shapes.geom_type.isin(["Polygon", "MultiPolygon"])
    if wrong.any():
        row = int(wrong.to_numpy().argmax()) + 1
        _refuse(source, Text("đối tượng không phải vùng (polygon)", "the feature is no polygon"), row=row)
    west, south, east, north = frame.to_crs(4326).total_bounds
    if not (abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90):
        _refuse(source, Text("tọa độ không khớp hệ tọa độ đã khai", "coordinates do not fit the stated CRS"))
    authority = frame.crs.to_authority()
    crs = ":".join(authority) if authority else frame.crs.to_wkt()
    return ClassPolygons(
        crs, (float(west), float(south), float(east), float(north)), _dissolve(frame.to_crs(4326), numbers)
    )


def _read(source: Path, passport: Passport) -> gpd.GeoDataFrame:
    try:
        if source.suffix.lower() == ".parquet":
            return gpd.read_parquet(source)
        if passport.layer is None and len(pyogrio.list_layers(source)) > 1:
            _refuse(
                source,
                Text(
                    "tệp có nhiều lớp, hộ chiếu phải nêu “layer”",
                    "the file has several layers: state “layer”",
                ),
                field="layer",
            )
        frame = pyogrio.read_dataframe(source, layer=passport.layer, max_features=MAX_FEATURES + 1)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError) as error:
        empty = source.stat().st_size == 0
        reason = (
            Text("tệp trống", "the file is empty")
            if empty
            else Text("tệp không đọc được hoặc bị cắt cụt", f"unreadable or truncated: {error}")
        )
        raise BadRiskMap(faults=[Fault(reason, file=source.name)]) from error
    if len(frame) > MAX_FEATURES:
        _refuse(source, Text("quá nhiều đối tượng", "too many features"))
    if not isinstance(frame, gpd.GeoDataFrame):
        _refuse(source, Text("lớp không có hình học", "the layer has no geometry"))
    return frame


def _numbers(source: Path, frame: gpd.GeoDataFrame, passport: Passport) -> npt.NDArray[np.int64]:
    field = passport.class_field
    if field is None:
        _refuse(
            source,
            Text("hộ chiếu thiếu “class_field”", "the passport lacks “class_field”"),
            field="class_field",
        )
    if field not in frame.columns:
        have = ", ".join(str(name) for name in frame.columns if name != frame.geometry.name)
        _refuse(
            source, Text(f"không có trường này; có: {have}", f"no such field; there are: {have}"), field=field
        )
    if passport.by_breaks:
        _refuse(
            source,
            Text(
                "bản đồ vùng cần lớp theo giá trị, không theo ngưỡng",
                "polygons need classes by value, not by breaks",
            ),
            field="classes",
        )
    known = {_plain(one.value): number for number, one in enumerate(passport.classes, 1)}
    numbers = frame[field].map(lambda value: known.get(_plain(value)))
    if numbers.isna().any():
        row = int(numbers.isna().to_numpy().argmax())
        shown = str(frame[field].iloc[row])[:80]
        _refuse(
            source,
            Text(f"giá trị “{shown}” không có trong chú giải", f"“{shown}” is not in the legend"),
            row=row + 1,
            field=field,
        )
    return np.asarray(numbers, dtype=np.int64)


def _plain(value: Any) -> str:
    """A class value as text, so that 3, 3.0 and "3" are one; Vietnamese in either Unicode form."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).strip()


def _dissolve(
    frame: gpd.GeoDataFrame, numbers: npt.NDArray[np.int64]
) -> tuple[tuple[int, BaseGeometry], ...]:
    above: BaseGeometry = shapely.MultiPolygon()
    found: list[tuple[int, BaseGeometry]] = []
    for number in sorted(set(numbers.tolist()), reverse=True):
        shapes = shapely.make_valid(frame.geometry[numbers == number].to_numpy())
        own = shapely.difference(shapely.union_all(shapes), above)
        polygons = [part for part in shapely.get_parts(own) if part.geom_type in ("Polygon", "MultiPolygon")]
        if polygons:
            found.append((int(number), shapely.union_all(polygons)))
        above = shapely.union(above, own)
    return tuple(reversed(found))


def _refuse(source: Path, reason: Text, *, row: int | None = None, field: str | None = None) -> NoReturn:
    raise BadRiskMap(faults=[Fault(reason, row=row, field=field, file=source.name)])
