"""Whatever is refused says why in Vietnamese and in English."""

import json
import uuid
from typing import Any

import httpx
import pytest

from tests.cases import cases
from tests.incidents.reports import body, send

ID = str(uuid.UUID(int=7))
WHEN = "2026-07-22T02:10:00+07:00"
CASES: list[tuple[str, dict[str, Any]]] = [
    ("/api/incidents", body(note="a\x01b")),
    ("/api/incidents", body(fields={"people_trapped": 1e308})),
    ("/api/incidents", body(fields={"people_trapped": {}})),
    ("/api/incidents", body(road="QL4D", position={"road": "QL32", "chainage": "105+300"})),
    ("/api/incidents", body(position={"road": "QL4D", "chainage": "105+300", "accuracy_m": 3})),
    ("/api/incidents", body(fields={f"x{number}": 1 for number in range(101)})),
    ("/api/incidents/carried", {"text": json.dumps(body(note="a\x01b")), "author": "thao"}),
    ("/api/incidents/carried", {"text": "{}", "author": "tha\x01o"}),
    ("/api/incidents/bulk", {"id": ID, "action": "verify", "items": []}),
    ("/api/events", {"id": ID, "name": "Lũ", "starts_at": WHEN, "ends_at": WHEN}),
    ("/api/resources", {"id": ID, "kind": "boat", "quantity": 1, "counted_at": WHEN}),
    ("/api/dispatches", {"id": ID, "kind": "boat", "amount": 1}),
    ("/api/dispatches", {"id": ID, "to_commune_code": "90001", "state": "assigned"}),
    ("/api/evacuations/counts", {"id": ID, "direction": "out", "people": 3}),
    ("/api/evacuations/counts", {"id": ID, "direction": "in", "people": 3}),
]


async def reasons(client: httpx.AsyncClient, method: str, path: str, language: str, **sent: Any) -> list[str]:
    answer = await client.request(method, path, params={"lang": language}, **sent)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "input_refused"), answer.text
    return [fault["reason"] for fault in problem.get("errors", [])] or [problem["detail"]]


@cases(("path", "sent"), CASES)
async def test_a_refusal_is_said_in_both_languages(
    duty: httpx.AsyncClient, path: str, sent: dict[str, Any]
) -> None:
    vi = await reasons(duty, "POST", path, "vi", json=sent)
    en = await reasons(duty, "POST", path, "en", json=sent)
    assert len(vi) == len(en) > 0
    for theirs, ours in zip(vi, en, strict=True):
        assert theirs != ours and not theirs.isascii() and ours.isascii(), (theirs, ours)


async def test_an_edit_of_nothing_says_so_in_both_languages(duty: httpx.AsyncClient) -> None:
    path = f"/api/incidents/{(await send(duty))['id']}"
    assert await reasons(duty, "PATCH", path, "vi", json={}) == ["không có gì để sửa"]
    assert await reasons(duty, "PATCH", path, "en", json={}) == ["nothing to change"]


@pytest.mark.parametrize("sent", [b'{"id": ' + b"9" * 5000 + b"}", b"[" * 100_000])
async def test_json_that_no_parser_takes_is_told_in_both_languages(
    duty: httpx.AsyncClient, sent: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    for language, word in (("vi", "không đọc được"), ("en", "cannot be read")):
        [told] = await reasons(duty, "POST", "/api/incidents", language, content=sent, headers=headers)
        assert word in told
