"""Bodies for tests, as a device sends them."""

from typing import Any
from uuid import uuid4

from tests import places


def point(**changes: Any) -> dict[str, Any]:
    """A landslide on QL4D."""
    return {
        "id": str(uuid4()),
        "kind": "landslide",
        "road": "QL4D",
        "chainage": "Km105+300",
        "length_m": 40,
        "plan": "Hót sụt, đắp rọ đá",
        "state": "cut",
    } | changes


def reservoir(**changes: Any) -> dict[str, Any]:
    """A reservoir in 90001 with two communes downstream, one in the other province."""
    lon, lat = places.centre("90001")
    return {
        "id": str(uuid4()),
        "kind": "irrigation_reservoir",
        "name": "Hồ Nậm Thử",
        "position": {"lon": lon, "lat": lat},
        "capacity_mcm": 12.5,
        "dead_level_m": 190,
        "normal_level_m": 215,
        "design_level_m": 217.5,
        "crest_level_m": 219,
        "downstream": ["90002", "90004"],
        "downstream_source": "Danh sách của đơn vị quản lý hồ",
    } | changes


def reading(**changes: Any) -> dict[str, Any]:
    """A level."""
    return {"id": str(uuid4()), "level_m": 200.0} | changes
