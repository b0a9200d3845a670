"""GeoTIFF by description: which band is what, and when. The file says where."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from geoops.hydromet.grids.decoders.finishing import Read, Step, add
from geoops.hydromet.grids.description import Product, TimeRule
from geoops.hydromet.grids.geometry import MAX_CELLS, BadGrid, GridGeometry
from geoops.hydromet.grids.times import step
from geoops.kit.i18n import Text


def decode(path: Path, product: Product, read: Read) -> None:
    """Every band that the description names."""
    import rasterio

    stamp = product.at or time_in_name(read.file, product)
    with rasterio.open(path, driver="GTiff") as dataset:
        transform = dataset.transform
        if dataset.crs is None and product.crs is None:
            raise BadGrid(
                Text("tệp không khai hệ tọa độ (CRS)", "the file states no coordinate system (CRS)")
            )
        if transform.is_identity or transform.b or transform.d or transform.a <= 0 or transform.e >= 0:
            raise BadGrid(
                Text(
                    "ảnh không có định vị, bị xoay hoặc lật",
                    "the raster is not georeferenced, or rotated or flipped",
                )
            )
        if dataset.width * dataset.height > MAX_CELLS:
            raise BadGrid(Text("ảnh quá lớn", "the raster is too large"))
        authority = dataset.crs.to_authority() if dataset.crs is not None else None
        stated = ":".join(authority) if authority else None
        if product.crs and stated and stated != product.crs:
            raise BadGrid(
                Text(
                    f"tệp khai {stated}, mô tả khai {product.crs}",
                    f"the file says {stated}, its description {product.crs}",
                )
            )
        crs = product.crs or stated or dataset.crs.to_wkt()
        place = GridGeometry(
            crs, transform.c, transform.f, transform.a, -transform.e, dataset.width, dataset.height
        )
        if crs == "EPSG:4326" and (abs(place.north) > 90.01 or abs(place.south) > 90.01):
            raise BadGrid(
                Text(
                    "vĩ độ vượt quá 90°: kinh độ và vĩ độ có vẻ bị đảo",
                    "a latitude beyond 90°: longitude and latitude look exchanged",
                )
            )
        for rule in product.fields:
            if rule.band > dataset.count:
                read.refuse(
                    Text(f"tệp chỉ có {dataset.count} kênh", f"the file has {dataset.count} bands"),
                    f"band {rule.band}",
                )
                continue
            values = dataset.read(rule.band, masked=True).astype(np.float32).filled(np.nan)
            unit = rule.unit or dataset.units[rule.band - 1]
            if not unit:
                read.refuse(Text("mô tả cần unit", "its description needs a unit"), f"band {rule.band}")
                continue
            times = Step(*step(stamp, rule.time or TimeRule()), product.issued_at)
            add(read, rule, times, (place, values), unit)


def time_in_name(name: str, product: Product) -> datetime:
    """The time that the name of a file carries. Raises BadGrid where it does not fit the pattern."""
    assert product.file_time is not None
    try:
        stamp = datetime.strptime(name, product.file_time).replace(tzinfo=UTC)
    except ValueError:
        raise BadGrid(
            Text(
                f"tên tệp “{name}” không theo mẫu “{product.file_time}”",
                f"the name “{name}” does not follow the pattern “{product.file_time}”",
            )
        ) from None
    return stamp - timedelta(hours=product.utc_offset)
