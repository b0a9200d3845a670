"""Who looks after an incident, edits in conflict, and what the reporter hears of it."""

import uuid

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit import changes
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.conftest import sign_in_as
from tests.incidents.reports import act, send


@pytest.fixture
async def second(country_app: FastAPI, country_db: Database):
    opened = await sign_in_as(country_app, country_db, "pho-ca", "duty", "91")
    yield opened
    await opened.aclose()


@pytest.fixture
async def field(country_app: FastAPI, country_db: Database):
    opened = await sign_in_as(country_app, country_db, "dan-quan", "field", "90001")
    yield opened
    await opened.aclose()


async def test_the_reporter_hears_received_seen_acted(
    field: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    sent = await send(field)
    stranger = str(uuid.uuid4())

    async def receipt() -> dict:
        answer = await field.get("/api/incidents/receipts", params={"ids": f"{sent['id']},{stranger}"})
        assert answer.json()["unknown"] == [stranger]
        return answer.json()["items"][0]

    first = await receipt()
    assert (first["received_at"], first["seen_at"], first["acted_at"]) == (sent["received_at"], None, None)
    await act(duty, sent, "seen")
    seen = await receipt()
    assert seen["seen_at"] is not None and seen["acted_at"] is None
    await act(duty, sent, "verify")
    acted = await receipt()
    assert (acted["state"], acted["acted_at"] is not None, acted["seen_at"]) == (
        "verified",
        True,
        seen["seen_at"],
    )
    mine = (await field.get("/api/incidents/mine")).json()["items"]
    assert [(one["id"], one["state"]) for one in mine] == [(sent["id"], "verified")]
    assert (await duty.get("/api/incidents/mine")).json()["items"] == []
    bad = await field.get("/api/incidents/receipts", params={"ids": "7"})
    assert (bad.status_code, bad.json()["parameter"]) == (422, "ids")
    assert (await act(field, sent, "seen")).status_code == 403, "a reporter is not the centre"


async def test_ones_own_report_is_not_seen_by_oneself(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    assert (await act(duty, sent, "seen")).json()["seen_at"] is None


async def test_one_holds_and_another_is_told_who(duty: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
    sent = await send(duty)
    assert (await act(duty, sent, "claim")).json()["holder"] == "truc-ban"
    refused = await act(second, sent, "claim")
    assert (refused.status_code, refused.json()["code"], refused.json()["holder"]) == (
        409,
        "held_by_other",
        "truc-ban",
    )
    assert (await act(second, sent, "release")).status_code == 409
    assert (await act(second, sent, "claim", take_over=True)).json()["holder"] == "pho-ca"
    assert (await act(second, sent, "release")).json()["holder"] is None
    ops = [e["op"] for e in (await duty.get(f"/api/incidents/{sent['id']}/timeline")).json()["items"]]
    assert ops == ["create", "claim", "seen", "claim", "release"]
    held = (await duty.get("/api/incidents", params={"holder": "truc-ban"})).json()["items"]
    assert held == []


async def test_assigned_watched_and_spoken_about_in_the_log(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    team = {"kind": "team", "name": "Đội xung kích Mường Thử"}
    assigned = await act(duty, sent, "assign", assignee=team)
    assert assigned.json()["assignee"] == team and assigned.json()["acted_at"] is not None
    assert (await act(duty, sent, "assign")).status_code == 422
    await act(duty, sent, "watch")
    await act(duty, sent, "watch")
    comment = str(uuid.uuid4())
    for _ in range(2):
        said = await act(duty, sent, "comment", text="<b>Đã gọi</b> trưởng thôn", id=comment)
        assert said.status_code == 200
    assert (await act(duty, sent, "comment")).status_code == 422
    await act(duty, sent, "unassign", reason="nhầm đội")
    entries = (await duty.get(f"/api/incidents/{sent['id']}/timeline")).json()["items"]
    assert [entry["op"] for entry in entries] == ["create", "assign", "watch", "comment", "unassign"]
    assert entries[3]["payload"]["text"] == "<b>Đã gọi</b> trưởng thôn"
    assert entries[4]["payload"]["before"]["assignee"] == team
    log = (await duty.get("/api/changes")).json()["items"]
    assert len([c for c in log if c["entity_id"] == sent["id"]]) == len(entries)


async def long_history(database: Database, incident_id: str) -> None:
    """Six hundred rows of the log about an incident, as an evacuation with many counts leaves them."""
    async with database.transaction(SYSTEM) as session:
        entry = {"domain": "incidents", "entity": "incident", "entity_id": incident_id, "op": "evacuate"}
        await changes.record_all(session, [entry] * 600)


async def test_however_long_the_history_no_word_is_overwritten(
    duty: httpx.AsyncClient, second: httpx.AsyncClient, country_db: Database
) -> None:
    sent = await send(duty)
    path, read = f"/api/incidents/{sent['id']}", {"If-Match": sent["etag"]}
    await long_history(country_db, sent["id"])
    assert (await second.patch(path, json={"note": "Đã thông xe"}, headers=read)).status_code == 200
    mine = await duty.patch(path, params={"join": True}, json={"note": "Vẫn tắc"}, headers=read)
    assert (mine.status_code, [one["by"] for one in mine.json()["conflicts"]]) == (412, ["pho-ca"])
    assert (await duty.get(path)).json()["note"] == "Đã thông xe"


async def test_however_long_the_history_a_comment_is_there_once(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    sent = await send(duty)
    await long_history(country_db, sent["id"])
    comment = str(uuid.uuid4())
    for _ in range(2):
        assert (await act(duty, sent, "comment", text="Đã gọi", id=comment)).status_code == 200
    page = await duty.get(f"/api/incidents/{sent['id']}/timeline", params={"limit": 1000})
    assert [entry["op"] for entry in page.json()["items"]].count("comment") == 1


async def test_another_text_under_a_comments_id_is_told(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    comment = str(uuid.uuid4())
    await act(duty, sent, "comment", text="Đã gọi trưởng thôn", id=comment)
    other = await act(duty, sent, "comment", text="Không ai trả lời", id=comment)
    assert (other.status_code, other.json()["code"]) == (409, "comment_conflict")


async def test_no_such_action(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    answer = await act(duty, sent, "explode")
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_action")
    assert (await act(duty, str(uuid.uuid4()), "claim")).status_code == 404


async def test_both_values_and_who_wrote_them(duty: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
    sent = await send(duty)
    path, read = f"/api/incidents/{sent['id']}", {"If-Match": sent["etag"]}
    theirs = await second.patch(path, json={"note": "Đã thông xe", "severity": 2}, headers=read)
    assert theirs.status_code == 200
    mine = await duty.patch(path, json={"note": "Vẫn tắc", "kind": "road_cut"}, headers=read)
    assert (mine.status_code, mine.json()["code"]) == (412, "changed_meanwhile")
    (conflict,) = mine.json()["conflicts"]
    assert conflict | {"at": None} == {
        "field": "note",
        "base": "Sạt lở taluy dương",
        "theirs": "Đã thông xe",
        "yours": "Vẫn tắc",
        "by": "pho-ca",
        "at": None,
    }
    assert (mine.json()["free"], mine.json()["etag"]) == (["kind"], theirs.headers["etag"])
    assert (await duty.get(path)).json()["note"] == "Đã thông xe", "nothing was overwritten"
    still = await duty.patch(path, params={"join": True}, json={"note": "Vẫn tắc"}, headers=read)
    assert still.status_code == 412
    joined = await duty.patch(path, params={"join": True}, json={"kind": "road_cut"}, headers=read)
    assert (joined.status_code, joined.json()["kind"], joined.json()["note"]) == (
        200,
        "road_cut",
        "Đã thông xe",
    )
    same = await duty.patch(path, params={"join": True}, json={"severity": 2}, headers=read)
    assert same.status_code == 200, "both want the same"


async def test_answers_are_edited_one_by_one(duty: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
    sent = await send(duty, fields={"people_trapped": 2, "hamlet": "Nậm Kha"})
    path, read = f"/api/incidents/{sent['id']}", {"If-Match": sent["etag"]}
    await second.patch(path, json={"fields": {"people_trapped": 3}}, headers=read)
    both = await duty.patch(
        path, params={"join": True}, json={"fields": {"hamlet": "Nậm Kha 2"}}, headers=read
    )
    assert both.json()["fields"] == {"people_trapped": 3, "hamlet": "Nậm Kha 2"}
    clash = await duty.patch(
        path, params={"join": True}, json={"fields": {"people_trapped": 9}}, headers=read
    )
    assert [c["field"] for c in clash.json()["conflicts"]] == ["fields.people_trapped"]
    emptied = await duty.patch(path, json={"fields": {"hamlet": None}}, headers={"If-Match": "*"})
    assert emptied.json()["fields"] == {"people_trapped": 3}
    wrong = await duty.patch(path, json={"fields": {"people_trapped": "x"}}, headers={"If-Match": "*"})
    assert wrong.status_code == 422


async def test_a_corrected_place_moves_the_incident_not_the_reporter(duty: httpx.AsyncClient) -> None:
    there = {"lon": 104.05, "lat": 22.05, "accuracy_m": 10, "method": "gps"}
    sent = await send(duty, reporter_position=there)
    moved = await duty.patch(
        f"/api/incidents/{sent['id']}",
        json={"position": {"lon": 104.15, "lat": 22.05, "method": "tap"}},
        headers={"If-Match": sent["etag"]},
    )
    assert moved.json()["commune_code"] == "90002"
    assert moved.json()["position"]["method"] == "tap" and moved.json()["uncertainty_m"] == 100
    assert moved.json()["reporter_position"]["lon"] == 104.05
    assert moved.json()["far_apart"] is True
    swapped = await duty.patch(
        f"/api/incidents/{sent['id']}",
        json={"position": {"lon": 22.05, "lat": 104.05}},
        headers={"If-Match": "*"},
    )
    assert swapped.json()["code"] == "lon_lat_swapped"


async def test_deadlines_follow_severity_and_state(duty: httpx.AsyncClient) -> None:
    from datetime import datetime

    def minutes(incident: dict) -> float:
        due, entered = (
            datetime.fromisoformat(incident["due_at"]),
            datetime.fromisoformat(incident["state_at"]),
        )
        return (due - entered).total_seconds() / 60

    sent = await send(duty, severity=5)
    assert minutes(sent) == 5
    milder = await duty.patch(
        f"/api/incidents/{sent['id']}", json={"severity": 1}, headers={"If-Match": sent["etag"]}
    )
    assert minutes(milder.json()) == 120
    verified = (await act(duty, sent, "verify")).json()
    assert minutes(verified) == 720
    await act(duty, sent, "respond")
    done = (await act(duty, sent, "resolve")).json()
    assert (done["due_at"], done["overdue"]) == (None, False)
