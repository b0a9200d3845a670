"""Boundary versions to ask questions of, made once."""

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.boundaries import preparing
from geoops.communes.boundaries.preparing import Prepared, Provenance
from geoops.communes.loading import pipeline, service
from tests.communes import coverage_maker

PROVENANCE = Provenance("reference", "lưới thử", "Ranh giới thử")


def prepared_from(*paths: Path, provenance: Provenance = PROVENANCE) -> Prepared:
    """The files as a version ready to be written."""
    files = preparing.fingerprint(paths)
    return pipeline.prepare_files(paths, provenance, files, preparing.checksum(files, provenance))


@pytest.fixture
async def grid_loaded(session: AsyncSession, tmp_path: Path) -> service.Loaded:
    """A grid of nine communes in Cao Bằng, active."""
    path = coverage_maker.write(coverage_maker.grid(), tmp_path, ".gpkg")
    return await service.load_boundaries(session, prepared_from(path))


@pytest.fixture(scope="session")
def boundaries(shared_data: Path) -> Path:
    """The folder of reference boundaries."""
    folder = shared_data / "boundaries"
    if not folder.is_dir():
        pytest.skip("the reference data have no boundaries folder")
    return folder
