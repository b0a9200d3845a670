"""A row of observations through the checker, for tests."""

from datetime import UTC, datetime
from typing import Any

from geoops.hydromet.observations.reading import Checker, Reading
from geoops.kit.errors import Fault

NOW = datetime(2026, 7, 22, 15, 0, tzinfo=UTC)


def checked(**changed: Any) -> Reading | Fault:
    """A good hourly row with those fields changed, as the checker sees it."""
    row = {
        "station": "a",
        "variable": "rain",
        "starts_at": "2026-07-22T20:00:00+07:00",
        "ends_at": "2026-07-22T21:00:00+07:00",
        "value": 1.0,
        "unit": "mm",
    } | changed
    return Checker(NOW).check(1, row)
