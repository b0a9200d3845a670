"""A classed or continuous GeoTIFF made into a cloud-optimised GeoTIFF of class numbers, checked on the way.

In the result 0 is "no data" and 1 to n are the classes of the passport in their order, so that every risk map is
drawn and measured the same way, whatever its source looked like.
"""

import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import rasterio
import rasterio.shutil
from rasterio.errors import RasterioError
from rasterio.warp import transform_bounds
from rasterio.windows import Window

from geoops.hazards.errors import BadRiskMap
from geoops.hazards.passport import Passport
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

MAX_PIXELS = 2_000_000_000
"""A province at 5 m has about 1,000 million; a file that claims more is refused before anything is read."""

_BLOCK = 2048
_SHOWN = 8

Classes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ClassRaster:
    """A written class raster: its CRS (authority code, else WKT), bounds (west, south, east, north in WGS 84), and
    how many cells each class has; `cells[0]` are those without data."""

    path: Path
    crs: str
    bounds: tuple[float, float, float, float]
    cells: tuple[int, ...]


def write_class_raster(source: Path, passport: Passport, target: Path) -> ClassRaster:
    """Check `source`, class its cells by the passport and write `target` (complete, or not at all).

    Raises BadRiskMap naming the file and the reason: no GeoTIFF, truncated, no CRS, rotated, too large, a band
    that is not there, values outside every class, no cell with data.
    """
    try:
        with rasterio.open(source, driver="GTiff") as dataset:
            faults = _faults(dataset, passport)
            if faults:
                raise BadRiskMap(faults=[Fault(reason, file=source.name) for reason in faults])
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".loading-") as folder:
                plain, cog = Path(folder, "plain.tif"), Path(folder, "cog.tif")
                cells = _write_plain(dataset, passport, plain, source.name)
                rasterio.shutil.copy(
                    plain, cog, driver="COG", compress="DEFLATE", blocksize=512, overview_resampling="MODE"
                )
                cog.replace(target)
            return ClassRaster(target, _crs_text(dataset.crs), _bounds(dataset), cells)
    except RasterioError as error:
        raise BadRiskMap(faults=[Fault(_unreadable(source), file=source.name)]) from error


def _unreadable(source: Path) -> Text:
    if source.stat().st_size == 0:
        return Text("tệp trống", "the file is empty")
    return Text(
        "không phải GeoTIFF đọc được, hoặc tệp bị cắt cụt", "no readable GeoTIFF, or the file is truncated"
    )


def _faults(dataset: Any, passport: Passport) -> list[Text]:
    found = []
    if dataset.crs is None or not (dataset.crs.is_geographic or dataset.crs.is_projected):
        found.append(Text("tệp không khai hệ tọa độ (CRS)", "the file states no coordinate system (CRS)"))
    transform = dataset.transform
    if transform.is_identity:
        found.append(Text("tệp không có định vị (geotransform)", "the file has no georeference"))
    elif not (transform.b == transform.d == 0 and transform.a > 0 and transform.e < 0):
        found.append(
            Text("ảnh bị xoay hoặc lật, hãy nắn lại theo hướng bắc", "the raster is rotated or flipped")
        )
    if dataset.width * dataset.height > MAX_PIXELS:
        size = f"{dataset.width} × {dataset.height}"
        found.append(Text(f"ảnh quá lớn ({size} ô)", f"the raster is too large ({size} cells)"))
    if passport.band > dataset.count:
        found.append(
            Text(
                f"hộ chiếu nêu kênh {passport.band}, tệp chỉ có {dataset.count}",
                f"the passport names band {passport.band}, the file has {dataset.count}",
            )
        )
    elif np.dtype(dataset.dtypes[passport.band - 1]).kind not in "iuf":
        found.append(Text("kiểu dữ liệu của kênh không dùng được", "the band's data type cannot be used"))
    if not found and not all(math.isfinite(edge) and abs(edge) <= 180 for edge in _bounds(dataset)):
        found.append(
            Text("tọa độ không hợp lệ trong hệ tọa độ đã khai", "coordinates do not fit the stated CRS")
        )
    return found


def _bounds(dataset: Any) -> tuple[float, float, float, float]:
    west, south, east, north = transform_bounds(dataset.crs, "EPSG:4326", *dataset.bounds)
    return west, south, east, north


def _crs_text(crs: Any) -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def _windows(dataset: Any) -> Iterator[Window]:
    for row in range(0, dataset.height, _BLOCK):
        for column in range(0, dataset.width, _BLOCK):
            yield Window(column, row, min(_BLOCK, dataset.width - column), min(_BLOCK, dataset.height - row))


def _write_plain(dataset: Any, passport: Passport, path: Path, name: str) -> tuple[int, ...]:
    cells = np.zeros(len(passport.classes) + 1, dtype=np.int64)
    strange: set[float] = set()
    profile = {
        "driver": "GTiff", "dtype": "uint8", "count": 1, "nodata": 0, "width": dataset.width, "height": dataset.height,
        "crs": dataset.crs, "transform": dataset.transform, "tiled": True, "blockxsize": 512, "blockysize": 512,
        "compress": "DEFLATE", "BIGTIFF": "IF_SAFER",
    }  # fmt: skip
    with rasterio.open(path, "w", **profile) as out:
        for window in _windows(dataset):
            values = dataset.read(passport.band, window=window, masked=True)
            classes, outside = classify(values, passport)
            strange.update(outside)
            if len(strange) > _SHOWN:
                break
            cells += np.bincount(classes.ravel(), minlength=len(cells))
            out.write(classes, 1, window=window)
    if strange:
        raise BadRiskMap(faults=[Fault(_outside(strange, passport), field="classes", file=name)])
    if not cells[1:].any():
        raise BadRiskMap(faults=[Fault(Text("không ô nào có dữ liệu", "no cell has data"), file=name)])
    return tuple(int(count) for count in cells)


def classify(values: np.ma.MaskedArray[Any, Any], passport: Passport) -> tuple[Classes, list[float]]:
    """Class numbers of a block (0 where there is no data), and some of the values that fit no class."""
    numbers = np.asarray(values.data, dtype=np.float64)
    missing = np.ma.getmaskarray(values) | ~np.isfinite(numbers)
    if passport.nodata is not None:
        missing |= numbers == passport.nodata
    if passport.by_breaks:
        lows = np.array([low for low, _ in passport.bounds])
        classes = np.searchsorted(lows, numbers, side="right")
        unknown = (classes == 0) | (numbers >= passport.bounds[-1][1])
    else:
        order = sorted(
            (float(one.value), index)
            for index, one in enumerate(passport.classes, 1)
            if one.value is not None
        )
        known = np.array([value for value, _ in order])
        indexes = np.array([index for _, index in order])
        at = np.clip(np.searchsorted(known, numbers), 0, len(known) - 1)
        classes, unknown = indexes[at], known[at] != numbers
    unknown &= ~missing
    result = np.where(missing | unknown, 0, classes).astype(np.uint8)
    return result, [float(value) for value in np.unique(numbers[unknown])[: _SHOWN + 1]]


def _outside(strange: set[float], passport: Passport) -> Text:
    shown = ", ".join(f"{value:g}" for value in sorted(strange)[:_SHOWN]) + (
        "…" if len(strange) > _SHOWN else ""
    )
    if not passport.by_breaks and any(value != int(value) for value in strange):
        return Text(
            f"ảnh là trị liên tục ({shown}) nhưng hộ chiếu không nêu ngưỡng chia lớp (min, max)",
            f"the raster is continuous ({shown}), but the passport states no breaks (min, max)",
        )
    return Text(
        f"có giá trị không thuộc lớp nào của chú giải: {shown}",
        f"values that belong to no class of the legend: {shown}",
    )
