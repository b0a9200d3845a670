"""Reports: kept once, placed, seen by those who may, followed through their states."""

import asyncio

import httpx
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoops.kit.db import Database
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.incidents.reports import body


async def test_first_time_201_again_200_other_content_409(duty: httpx.AsyncClient) -> None:
    report = body()
    first = await duty.post("/api/incidents", json=report)
    assert first.status_code == 201, first.text
    assert first.json()["commune_code"] == "90001"
    assert first.json()["commune_name"] == "Xã Mường Thử"
    again = await duty.post("/api/incidents", json=report | {"occurred_at": "2026-07-21T19:10:00Z"})
    assert again.status_code == 200, "the same moment, written in another zone"
    assert again.json()["known_at"] == first.json()["known_at"]
    other = await duty.post("/api/incidents", json=report | {"severity": 5})
    assert (other.status_code, other.json()["code"]) == (409, "incident_conflict")
    listed = (await duty.get("/api/incidents")).json()
    assert [item["severity"] for item in listed["items"]] == [4]


async def test_the_same_report_from_many_at_once_is_one(duty: httpx.AsyncClient) -> None:
    report = body()
    answers = await asyncio.gather(*(duty.post("/api/incidents", json=report) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len((await duty.get("/api/incidents")).json()["items"]) == 1
    log = (await duty.get("/api/changes")).json()["items"]
    assert [change["entity_id"] for change in log if change["domain"] == "incidents"] == [report["id"]]


@cases(
    ("more", "status", "code", "field"),
    [
        ({"position": {"lon": 22.05, "lat": 104.05}}, 422, "lon_lat_swapped", "position"),
        ({"position": {"lon": 2.35, "lat": 48.85}}, 422, "outside_country", "position"),
        ({"position": {"lon": "east", "lat": 22.0}}, 422, "input_refused", "position.lon"),
        ({"position": None}, 422, "place_missing", None),
        ({"position": None, "commune_code": "9001"}, 422, "input_refused", "commune_code"),
        ({"position": None, "commune_code": "99999"}, 422, "unknown_commune", "commune_code"),
        ({"kind": "earthworm"}, 422, "input_refused", "kind"),
        ({"severity": 6}, 422, "input_refused", "severity"),
        ({"severity": "nặng"}, 422, "input_refused", "severity"),
        ({"occurred_at": "1900-01-01T00:00:00+07:00"}, 422, "input_refused", "occurred_at"),
        ({"occurred_at": "2100-01-01T00:00:00+07:00"}, 422, "input_refused", "occurred_at"),
        ({"occurred_at": "2026-07-22T02:10:00"}, 422, "input_refused", "occurred_at"),
        ({"id": "7"}, 422, "input_refused", "id"),
        ({"note": "a\u0000b"}, 422, "input_refused", "note"),
        ({"extra": 1}, 422, "input_refused", "extra"),
    ],
)
async def test_what_is_refused_says_which_field(
    duty: httpx.AsyncClient, more: dict[str, object], status: int, code: str, field: str | None
) -> None:
    answer = await duty.post(
        "/api/incidents", json={k: v for k, v in (body() | more).items() if v is not None}
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    if field is not None:
        assert field in [fault["field"] for fault in answer.json()["errors"]]
    assert (await duty.get("/api/incidents")).json()["items"] == []


@cases("text", ['{"position": {"lon": NaN, "lat": 22}}', "", "[", '"a"', "[]", "\xff"])
async def test_what_is_not_a_report_at_all(duty: httpx.AsyncClient, text: str) -> None:
    answer = await duty.post(
        "/api/incidents", content=text.encode("latin-1"), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_note_in_decomposed_unicode_is_the_same_report(duty: httpx.AsyncClient) -> None:
    import unicodedata

    report = body()
    await duty.post("/api/incidents", json=report)
    decomposed = report | {"note": unicodedata.normalize("NFD", str(report["note"]))}
    assert decomposed["note"] != report["note"]
    assert (await duty.post("/api/incidents", json=decomposed)).status_code == 200


async def test_a_clock_that_runs_ahead_is_kept_and_marked(duty: httpx.AsyncClient) -> None:
    answer = await duty.post("/api/incidents", json=body(occurred_at="2029-01-01T00:00:00+07:00"))
    assert answer.status_code == 201
    assert answer.json()["clock_doubtful"] is True


async def test_a_place_in_no_commune_is_kept_for_the_province(duty: httpx.AsyncClient) -> None:
    answer = await duty.post("/api/incidents", json=body(position={"lon": 105.5, "lat": 21.0}))
    assert answer.status_code == 201
    assert answer.json()["commune_code"] is None


async def test_scope_is_kept_by_the_database(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    mine, next_door = body("90001"), body("90003")
    assert (await duty.post("/api/incidents", json=mine)).json()["outside_scope"] is False
    beyond = await duty.post("/api/incidents", json=next_door)
    assert (beyond.status_code, beyond.json()["outside_scope"]) == (201, True)
    assert {item["id"] for item in (await duty.get("/api/incidents")).json()["items"]} == {
        mine["id"],
        next_door["id"],
    }, "one's own report is seen wherever it is"
    other = await sign_in_as(country_app, country_db, "xa-90002", "commune", "90002")
    assert (await other.get("/api/incidents")).json()["items"] == []
    for path in (f"/api/incidents/{mine['id']}", f"/api/incidents/{next_door['id']}"):
        assert (await other.get(path)).status_code == 404
    taken = await other.post("/api/incidents", json=body("90002", id=mine["id"]))
    assert taken.status_code == 409
    await other.aclose()


async def test_states_and_edits_in_conflict(duty: httpx.AsyncClient) -> None:
    report = body()
    etag = (await duty.post("/api/incidents", json=report)).headers["etag"]
    path = f"/api/incidents/{report['id']}"
    without = await duty.post(f"{path}/actions/verify", json={})
    assert (without.status_code, without.json()["code"]) == (412, "changed_meanwhile")
    verified = await duty.post(f"{path}/actions/verify", json={}, headers={"If-Match": etag})
    assert verified.json()["state"] == "verified"
    stale = await duty.patch(path, json={"severity": 5}, headers={"If-Match": etag})
    assert stale.status_code == 412
    etag = verified.headers["etag"]
    amended = await duty.patch(path, json={"severity": 5}, headers={"If-Match": etag})
    assert amended.json()["severity"] == 5
    etag = amended.headers["etag"]
    wrong = await duty.post(f"{path}/actions/reopen", json={"reason": "x"}, headers={"If-Match": etag})
    assert (wrong.status_code, wrong.json()["state"]) == (409, "verified")
    silent = await duty.post(f"{path}/actions/reject", json={}, headers={"If-Match": etag})
    assert silent.status_code == 422
    log = (await duty.get("/api/changes")).json()["items"]
    assert [c["op"] for c in log if c["domain"] == "incidents"] == ["create", "verify", "amend"]
    assert [c["payload"].get("before") for c in log if c["op"] == "amend"] == [{"severity": 4}]


async def test_pages_hold_every_incident_once(duty: httpx.AsyncClient) -> None:
    sent = []
    for _ in range(7):
        report = body()
        sent.append(report["id"])
        await duty.post("/api/incidents", json=report)
    got: list[str] = []
    after = None
    while True:
        page = (
            await duty.get("/api/incidents", params={"limit": 3} | ({"after": after} if after else {}))
        ).json()
        got += [item["id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert got == sent[::-1]
    bad = await duty.get("/api/incidents", params={"after": "bm90IGEgY3Vyc29y"})
    assert (bad.status_code, bad.json()["code"]) == (422, "bad_cursor")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    extra=st.dictionaries(
        st.sampled_from(["id", "kind", "occurred_at", "position", "commune_code", "severity", "note"]), JSON
    )
)
async def test_no_report_makes_the_service_fall_over(
    duty: httpx.AsyncClient, extra: dict[str, object]
) -> None:
    import json

    answer = await duty.post(
        "/api/incidents",
        content=json.dumps(body() | extra).encode("utf-8", "surrogatepass"),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code < 500, (extra, answer.text)
