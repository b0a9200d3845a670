"""Hostile reports by the thousand: whatever fits the description or does not, nothing ends in a 5xx."""

import json
from typing import Any

import httpx
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.incidents.reports import body, send

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\x00", "=1+1", "<script>", "\ud800", "9" * 400, "2028-02-30T25:61:00Z", "NaN"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [
    "id",
    "kind",
    "occurred_at",
    "position",
    "reporter_position",
    "commune_code",
    "severity",
    "note",
    "landmark",
    "road",
    "chainage",
    "fields",
    "definition_version",
    "device_id",
]
_SETTINGS = settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def _send(client: httpx.AsyncClient, method: str, path: str, sent: Any) -> httpx.Response:
    return await client.request(
        method,
        path,
        content=json.dumps(sent).encode("utf-8", "surrogatepass"),
        headers={"Content-Type": "application/json", "If-Match": "*"},
    )


@_SETTINGS
@given(extra=st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1, max_size=3))
async def test_no_report_makes_the_service_fall_over(duty: httpx.AsyncClient, extra: dict[str, Any]) -> None:
    answer = await _send(duty, "POST", "/api/incidents", body() | extra)
    assert answer.status_code < 500, (extra, answer.text)


ANSWERS = st.dictionaries(
    st.sampled_from(["people_trapped", "needs", "passable", "water_depth_m", "hamlet", "x", "Ố"])
    | st.text(max_size=5),
    JSON,
    max_size=3,
)


@_SETTINGS
@given(answers=ANSWERS, older=st.booleans())
async def test_no_answer_makes_the_service_fall_over(
    duty: httpx.AsyncClient, answers: dict[str, Any], older: bool
) -> None:
    more = {"definition_version": "0-older"} if older else {}
    answer = await _send(duty, "POST", "/api/incidents", body(fields=answers, **more))
    assert answer.status_code < 500, (answers, answer.text)
    if answer.status_code == 201:
        shown = await duty.get(f"/api/incidents/{answer.json()['id']}")
        assert shown.status_code == 200
        for format_ in ("csv", "xlsx", "geojson"):
            assert (await duty.get(f"/api/incidents/export?format={format_}")).status_code == 200


@_SETTINGS
@given(
    extra=st.dictionaries(
        st.sampled_from(["kind", "severity", "note", "position", "commune_code", "landmark", "fields"]),
        JSON,
        min_size=1,
    ),
    action=st.sampled_from(["verify", "reject", "assign", "comment", "claim", "explode"]),
    more=st.dictionaries(st.sampled_from(["reason", "assignee", "text", "id", "take_over"]), JSON),
)
async def test_no_edit_and_no_action_makes_the_service_fall_over(
    duty: httpx.AsyncClient, extra: dict[str, Any], action: str, more: dict[str, Any]
) -> None:
    sent = await send(duty)
    edited = await _send(duty, "PATCH", f"/api/incidents/{sent['id']}", extra)
    assert edited.status_code < 500, (extra, edited.text)
    acted = await _send(duty, "POST", f"/api/incidents/{sent['id']}/actions/{action}", more)
    assert acted.status_code < 500, (action, more, acted.text)


def test_schemathesis_knows_every_way_to_write(country_app: FastAPI) -> None:
    """The description names the bodies that are attacked in tests/api: a route left out there would be left out here."""
    described = schemathesis.openapi.from_dict(country_app.openapi())
    written = {
        found.ok().label for found in described.get_all_operations() if "/api/incidents" in found.ok().path
    }
    assert {
        "POST /api/incidents",
        "PATCH /api/incidents/{incident_id}",
        "POST /api/incidents/{incident_id}/actions/{action}",
        "POST /api/incidents/bulk",
        "POST /api/incidents/{incident_id}/repeats",
        "POST /api/incidents/{incident_id}/photos",
        "PATCH /api/incidents/uploads/{upload_id}",
    } <= written
