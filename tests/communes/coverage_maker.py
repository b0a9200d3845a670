"""Small made-up coverages: a grid of communes with wavy shared edges, in a province that no count is known of."""

import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

PROVINCE = "04"
NAMES = (
    "Hoà An",
    "Thạch An",
    "Bế Văn Đàn",
    "Đông Khê",
    "Nguyễn Huệ",
    "Quang Hán",
    "Sơn Lộ",
    "Ca Thành",
    "Yên Thổ",
)


def grid(columns: int = 3, rows: int = 3, *, west: float = 106.0, south: float = 22.3) -> gpd.GeoDataFrame:
    """Communes 01301, 01302 … on a grid of tenths of a degree; neighbours share their wavy edges."""
    lines = [_wavy((west + i / 10, south), (west + i / 10, south + rows / 10)) for i in range(columns + 1)]
    lines += [_wavy((west, south + j / 10), (west + columns / 10, south + j / 10)) for j in range(rows + 1)]
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    faces = [face for face in faces if face.area > 1e-3]
    assert len(faces) == columns * rows
    faces.sort(key=lambda face: (round(face.centroid.y, 1), round(face.centroid.x, 1)))
    return frame(faces)


def frame(faces: list[Any]) -> gpd.GeoDataFrame:
    """A table of communes with these shapes."""
    count = len(faces)
    return gpd.GeoDataFrame(
        {
            "code": [f"{1301 + i:05d}" for i in range(count)],
            "name_vi": [NAMES[i % len(NAMES)] for i in range(count)],
            "unit_type": ["phường" if i == 0 else "xã" for i in range(count)],
            "province_code": [PROVINCE] * count,
            "province_name": ["Tỉnh Cao Bằng"] * count,
            "population": [1000 + i for i in range(count)],
            "area_km2": [100.0] * count,
        },
        geometry=faces,
        crs="EPSG:4326",
    )


def _wavy(start: tuple[float, float], end: tuple[float, float]) -> Any:
    length = np.hypot(end[0] - start[0], end[1] - start[1])
    steps = np.linspace(0, 1, round(length * 2000) + 1)
    wave = 0.004 * np.sin(steps * length * 2 * np.pi / 0.1) * np.sin(40 * steps)
    along = np.column_stack([start[0] + steps * (end[0] - start[0]), start[1] + steps * (end[1] - start[1])])
    normal = (end[1] - start[1], start[0] - end[0])
    return shapely.LineString(along + np.outer(wave / length, normal))


def write(table: gpd.GeoDataFrame, folder: Path, format_: str) -> Path:
    """The table as a file of that format."""
    path = folder / f"xa{format_}"
    if format_ == ".parquet":
        table.to_parquet(path)
    elif format_ == ".gpkg":
        table.to_file(path, layer="communes", engine="pyogrio")
    elif format_ == ".shp":
        with warnings.catch_warnings():  # field names are cut to ten characters
            warnings.simplefilter("ignore")
            table.to_file(path, encoding="UTF-8", engine="pyogrio")
    else:
        table.to_file(path, engine="pyogrio")
    return path
