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
    nodes = [
        [(round(west + i / 10, 6), round(south + j / 10, 6)) for j in range(rows + 1)]
        for i in range(columns + 1)
    ]
    lines = [_wavy(nodes[i][j], nodes[i + 1][j]) for i in range(columns) for j in range(rows + 1)]
    lines += [_wavy(nodes[i][j], nodes[i][j + 1]) for i in range(columns + 1) for j in range(rows)]
    faces = list(shapely.get_parts(shapely.polygonize(lines)))
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
    """A winding line between two nodes of the grid, 200 steps long, that starts and ends just there."""
    steps = np.linspace(0, 1, 201)
    wave = 0.004 * np.sin(steps * 2 * np.pi) * np.sin(steps * 40)
    wave[[0, -1]] = 0
    along = np.outer(1 - steps, start) + np.outer(steps, end)
    along[[0, -1]] = start, end
    return shapely.LineString(along + np.outer(wave, [(end[1] - start[1]) * 10, (start[0] - end[0]) * 10]))


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
