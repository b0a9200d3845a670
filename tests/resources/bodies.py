"""Bodies for tests, as a device sends them."""

from typing import Any
from uuid import uuid4

from tests import units


def resource(**changes: Any) -> dict[str, Any]:
    """Twelve life jackets in the middle of 01301."""
    lon, lat = units.INSIDE["01301"]
    return {
        "id": str(uuid4()),
        "kind": "life_jacket",
        "quantity": 12,
        "position": {"lon": lon, "lat": lat},
    } | changes


def shelter(**changes: Any) -> dict[str, Any]:
    """A school in the middle of 01301."""
    lon, lat = units.INSIDE["01301"]
    return {
        "id": str(uuid4()),
        "kind": "school",
        "name": "Trường Tiểu học",
        "capacity": 200,
        "position": {"lon": lon, "lat": lat},
    } | changes


def seat(**changes: Any) -> dict[str, Any]:
    """A deputy in the command of 01301."""
    return {
        "id": str(uuid4()),
        "commune_code": "01301",
        "role": "deputy",
        "title": "Phó Trưởng ban",
        "holder": "Người giữ chức",
        "phone": "0912 345 678",
    } | changes
