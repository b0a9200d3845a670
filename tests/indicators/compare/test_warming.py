"""The libraries of statistics come in beside the running service, and never in its way."""

import subprocess
import sys
import time

import pytest

from geoops.indicators.compare import warming

HEAVY = ("mapclassify", "esda", "libpysal", "scipy", "sklearn", "pandas", "folium")


def test_the_service_starts_without_them_and_has_them_a_little_later() -> None:
    """In a process of its own: this one may have them already."""
    script = f"""
import sys, time
import geoops.serving
from geoops.indicators.compare import warming
heavy = {HEAVY!r}
assert not [name for name in heavy if name in sys.modules], "the start waits for them"
began = time.perf_counter()
thread = warming.begin(0.2)
assert time.perf_counter() - began < 0.1 and thread.daemon
assert not [name for name in heavy if name in sys.modules]
thread.join(120)
assert [name for name in ("mapclassify", "esda") if name in sys.modules] == ["mapclassify", "esda"]
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_library_that_is_broken_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("no such library")

    monkeypatch.setattr(warming, "warm", broken)
    thread = warming.begin(0.0)
    thread.join(5)
    assert not thread.is_alive()
    began = time.perf_counter()
    warming.begin(60.0)
    assert time.perf_counter() - began < 1
