"""A small made-up country for tests: four square communes in two provinces, side by side, near 104°E 22°N.

    90003 | 90004      province 92
    90001 | 90002      province 91

Each square is 0.1° wide; the south-west corner of 90001 is 104.0°E 22.0°N.
"""

import json
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.boundaries.preparing import Provenance
from geoops.communes.loading import pipeline
from geoops.communes.loading import service as loading

COMMUNES = {
    "90001": ("Mường Thử", "91", "Tỉnh Một", 104.0, 22.0),
    "90002": ("Nậm Kiểm", "91", "Tỉnh Một", 104.1, 22.0),
    "90003": ("Tả Mẫu", "92", "Tỉnh Hai", 104.0, 22.1),
    "90004": ("Hoà Bình", "92", "Tỉnh Hai", 104.1, 22.1),
}
SIZE = 0.1


def centre(code: str) -> tuple[float, float]:
    """The middle of a commune, (lon, lat)."""
    _, _, _, west, south = COMMUNES[code]
    return west + SIZE / 2, south + SIZE / 2


def write(folder: Path) -> Path:
    """The country as a GeoJSON file."""
    features = []
    for code, (name, province, province_name, west, south) in COMMUNES.items():
        east, north = round(west + SIZE, 6), round(south + SIZE, 6)
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "properties": {
                    "code": code,
                    "name_vi": name,
                    "full_name_vi": f"Xã {name}",
                    "unit_type": "xã",
                    "province_code": province,
                    "province_name": province_name,
                    "population": 5000 if code != "90004" else None,
                },
            }
        )
    path = folder / "communes.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8"
    )
    return path


async def load(session: AsyncSession, folder: Path) -> None:
    """Load the country."""
    prepared = pipeline.prepare_files(
        [write(folder)],
        Provenance("reference", "made up for tests", "made up for tests"),
        (),
        "test",
        counts=(),
    )
    await loading.load_boundaries(session, prepared)
