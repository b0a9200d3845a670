"""Reports as tests send them."""

import uuid
from typing import Any

import httpx

from tests import places


def body(code: str = "90001", **more: Any) -> dict[str, Any]:
    """A report from the middle of a commune of the made-up country."""
    lon, lat = places.centre(code)
    return {
        "id": str(uuid.uuid4()),
        "kind": "landslide",
        "occurred_at": "2026-07-22T02:10:00+07:00",
        "position": {"lon": lon, "lat": lat, "accuracy_m": 12, "method": "gps"},
        "severity": 4,
        "note": "Sạt lở taluy dương",
    } | more


async def send(client: httpx.AsyncClient, code: str = "90001", **more: Any) -> dict[str, Any]:
    """Report, and give what was answered."""
    answer = await client.post("/api/incidents", json=body(code, **more))
    assert answer.status_code == 201, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


async def act(
    client: httpx.AsyncClient, incident: dict[str, Any] | str, action: str, *, etag: str = "*", **body: Any
) -> httpx.Response:
    """Take an action on an incident, whatever its version where none is given."""
    incident_id = incident if isinstance(incident, str) else incident["id"]
    return await client.post(
        f"/api/incidents/{incident_id}/actions/{action}", json=body, headers={"If-Match": etag}
    )
