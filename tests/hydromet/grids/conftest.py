"""A database with the made-up country of tests.places, and a home for files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geoops.hydromet.grids import reading
from geoops.settings import Settings, get_settings
from tests.hydromet.grids.test_decoders import call_here


@pytest.fixture
def home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home folder, for the application and for the layers made of rows."""
    monkeypatch.setenv("GEOOPS_HOME", str(settings.home))
    get_settings.cache_clear()
    yield settings.home
    get_settings.cache_clear()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decode without a child: one takes two seconds to start, and is tested in test_decoders."""
    monkeypatch.setattr(reading.sandbox, "within", call_here)
