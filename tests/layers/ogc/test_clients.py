"""The OGC API as a GIS reads it."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests import places
from tests.conftest import TestCluster
from tests.serving import serving

GDAL = """
import json, sys, pyogrio
address, west, south, east, north = sys.argv[1], *map(float, sys.argv[2:])
every = pyogrio.read_dataframe(address, layer="communes")
near = pyogrio.read_dataframe(address, layer="communes", bbox=(west, south, east, north))
print(json.dumps({
    "layers": [name for name, _ in pyogrio.list_layers(address)], "epsg": every.crs.to_epsg(),
    "every": sorted(every["name_vi"]), "near": list(near["name_vi"]),
}))
"""


@pytest.fixture(scope="module")
def served(cluster: TestCluster, published: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application with the communes open."""

    async def open_communes(session: AsyncSession) -> None:
        await session.execute(
            text("INSERT INTO public_layers (layer_id, opened_by) VALUES ('communes', 'test')")
        )

    url = cluster.new_database(template=published)
    with serving(url, tmp_path_factory.mktemp("served"), open_communes) as (address, _):
        yield address


def test_gdal_reads_it(served: str) -> None:
    """As QGIS does it: GDAL's OAPIF driver, through pyogrio, in a process of its own: it holds Python up while it waits."""
    lon, lat = places.centre("90001")
    box = [lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001]
    done = subprocess.run(
        [sys.executable, "-c", GDAL, f"OAPIF:{served}/ogc", *map(str, box)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "layers": ["communes"],
        "epsg": 4326,
        "every": sorted(name for name, *_ in places.COMMUNES.values()),
        "near": ["Mường Thử"],
    }
