"""Made-up roads through the made-up country of `tests.places`: a winding road from west to east, with posts."""

import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import yaml
from pyproj import Geod
from shapely.geometry import LineString, Point

from geoops.works.linear import Floats, Line, Post

GEOD = Geod(ellps="WGS84")
SOURCE = "đường dựng cho kiểm thử"


def winding(
    west: float = 104.01, lat: float = 22.05, east: float = 104.19, *, points: int = 600, bend: float = 0.004
) -> Floats:
    """A road that winds (lon, lat): it never comes back on itself."""
    lon = np.linspace(west, east, points)
    return np.column_stack([lon, lat + bend * np.sin((lon - west) * 2 * math.pi / 0.03)])


def posts_along(
    line: Floats, *, first_km: int, every_m: float = 1000.0, off_m: float = 4.0, accuracy_m: float = 3.0
) -> list[Post]:
    """Posts beside the line, one each `every_m` measured, numbered from `first_km`."""
    measured = Line([line], accuracy_m=0)
    found = []
    for index in range(int(measured.length_m // every_m) + 1):
        lon, lat = measured.at(index * every_m)
        found.append(Post((first_km + index) * 1000.0, lon, lat + off_m / 110_700, accuracy_m))
    return found


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Along the ellipsoid."""
    return float(GEOD.inv(*a, *b)[2])


def write_roads(
    folder: Path, rows: list[dict[str, Any]], *, name: str = "roads.gpkg", crs: int | None = 4326
) -> Path:
    """A line file: each row with `line` (an array, or a shape) and its columns."""
    path = folder / name
    shapes = [row["line"] if hasattr(row["line"], "geom_type") else LineString(row["line"]) for row in rows]
    table = [{key: value for key, value in row.items() if key != "line"} for row in rows]
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs=4326)
    if crs not in (None, 4326):
        frame = frame.to_crs(crs)
    if crs is None:
        frame = frame.set_crs(None, allow_override=True)
    frame.to_file(path)
    return path


def write_posts(folder: Path, posts: list[Post], *, road: str = "QL4D", part: str | None = None) -> Path:
    """A file of posts."""
    path = folder / "posts.gpkg"
    rows = [{"duong": road, "doan": part, "km": f"Km{post.posted_m / 1000:.0f}"} for post in posts]
    gpd.GeoDataFrame(rows, geometry=[Point(post.lon, post.lat) for post in posts], crs=4326).to_file(path)
    return path


def write_mapping(folder: Path, name: str = "mapping.yaml", **changes: Any) -> Path:
    """A mapping of the columns that `write_roads` tests use."""
    document = {"source": SOURCE, "accuracy_m": 5, "columns": {"name": "ten"}} | changes
    path = folder / name
    path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return path


def write_post_mapping(folder: Path, **changes: Any) -> Path:
    """A mapping of the columns of `write_posts`."""
    columns = {"road": "duong", "part": "doan", "chainage": "km"}
    return write_mapping(folder, "posts.yaml", **({"accuracy_m": 3, "columns": columns} | changes))
