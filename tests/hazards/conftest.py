"""Made-up communes and small maps over them, loaded as an operator loads them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from geoops.settings import Settings, get_settings
from tests.hazards.passports import COLOURS, HEAD

CLASSED = (
    HEAD
    + "classes:\n"
    + "".join(
        f'  - {{class: c{value}, label_vi: Lớp {value}, label_en: Class {value}, color: "{COLOURS[value - 1]}", value: {value}}}\n'
        for value in (1, 2, 3)
    )
)


@pytest.fixture(scope="session")
def template(units_template: str) -> str:
    """The communes are in every database."""
    return units_template


@pytest.fixture
def home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home folder, for the application and for the layers made of rows."""
    monkeypatch.setenv("GEOOPS_HOME", str(settings.home))
    get_settings.cache_clear()
    yield settings.home
    get_settings.cache_clear()


def write_map(
    folder: Path, *, west: float = 106.0, north: float = 22.6, name: str = "map.tif", **changes: Any
) -> Path:
    """Three classes in columns of a tenth of a degree, 0.3° wide and high, with a corner of no data."""
    data = np.repeat(np.array([[1] * 10 + [2] * 10 + [3] * 10], dtype="uint8"), 30, axis=0)
    data[:5, :5] = 0
    profile = {
        "driver": "GTiff", "count": 1, "height": 30, "width": 30, "dtype": "uint8", "nodata": 0,
        "crs": "EPSG:4326", "transform": from_origin(west, north, 0.01, 0.01),
    }  # fmt: skip
    with rasterio.open(folder / name, "w", **(profile | changes)) as out:
        out.write(data, 1)
    return folder / name


def write_passport(
    folder: Path, *, id_: str = "nguy_co_sat_lo", text: str = CLASSED, name: str = "map.yaml"
) -> Path:
    """A passport beside it."""
    path = folder / name
    path.write_text(text.replace("{id}", id_), encoding="utf-8")
    return path
