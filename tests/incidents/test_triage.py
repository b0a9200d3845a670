"""The queue and its reasons, who looks, what is overdue, bulk actions and hand-overs."""

import asyncio
import uuid
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.incidents.jobs import prune_files, raise_overdue
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.conftest import sign_in_as
from tests.incidents.attachments import pictures
from tests.incidents.reports import act, send


@pytest.fixture
async def second(country_app: FastAPI, country_db: Database):
    opened = await sign_in_as(country_app, country_db, "pho-ca", "duty", "91")
    yield opened
    await opened.aclose()


async def queue(client: httpx.AsyncClient, **params: Any) -> dict:
    answer = await client.get("/api/incidents/queue", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def age(database: Database, incident_id: str, minutes: int) -> None:
    """Let an incident have come in so much earlier."""
    async with database.engine.begin() as connection:
        await connection.execute(text("SET ROLE NONE"))
        await connection.execute(
            text(
                "UPDATE incidents SET known_at = known_at - m, queue_at = queue_at - m, state_at = state_at - m,"
                " due_at = due_at - m, escalate_at = escalate_at - m FROM (SELECT make_interval(mins => :m) AS m) AS by"
                " WHERE id = :id"
            ),
            {"m": minutes, "id": incident_id},
        )
        await connection.execute(text("SET role geoops_app"))


async def test_danger_to_life_first_and_each_says_why(duty: httpx.AsyncClient, country_db: Database) -> None:
    road = await send(duty, kind="road_cut", severity=2)
    person = await send(duty, kind="person", severity=5, fields={"people_missing": 2})
    old = await send(duty, kind="other", severity=1)
    await age(country_db, old["id"], 100)
    found = await queue(duty)
    assert [item["incident"]["id"] for item in found["items"]] == [person["id"], old["id"], road["id"]]
    assert found["counts"] == {"open": 3, "untouched": 3, "overdue": 0}
    first = found["items"][0]
    minutes = {reason["code"]: reason["minutes"] for reason in first["reasons"]}
    assert minutes == {"people_at_risk": 360, "severity": 360, "kind_danger": 240, "age": 0}
    assert first["score_minutes"] == sum(minutes.values()), "the score is nothing but its reasons"
    assert (
        first["reasons"][0]["text"]["vi"] == "2 người đang gặp nguy" or first["reasons"][1]["minutes"] == 360
    )


async def test_pages_of_the_queue_hold_every_incident_once(duty: httpx.AsyncClient) -> None:
    sent = {(await send(duty, severity=1 + number % 5))["id"] for number in range(7)}
    got, after = [], None
    while True:
        page = await queue(duty, limit=3, **({"after": after} if after else {}))
        got += [item["incident"]["id"] for item in page["items"]]
        assert (page["counts"] is None) == (after is not None)
        after = page["next"]
        if after is None:
            break
    assert len(got) == len(sent) and set(got) == sent
    for bad in ("x", "bm90IGEgY3Vyc29y"):
        assert (await duty.get("/api/incidents/queue", params={"after": bad})).json()["code"] == "bad_cursor"


async def test_the_queue_narrows_and_closed_ones_leave_it(duty: httpx.AsyncClient) -> None:
    one, two = await send(duty, kind="fire"), await send(duty, "90002")
    await act(duty, one, "claim")
    only = [item["incident"]["id"] for item in (await queue(duty, holder="truc-ban"))["items"]]
    assert only == [one["id"]]
    assert [i["incident"]["id"] for i in (await queue(duty, unheld=True))["items"]] == [two["id"]]
    assert [i["incident"]["id"] for i in (await queue(duty, kind="fire"))["items"]] == [one["id"]]
    assert [i["incident"]["id"] for i in (await queue(duty, commune="90002"))["items"]] == [two["id"]]
    await act(duty, one, "reject", reason="báo nhầm")
    assert [i["incident"]["id"] for i in (await queue(duty))["items"]] == [two["id"]]
    await act(duty, one, "reopen", reason="đúng là có")
    assert len((await queue(duty))["items"]) == 2


async def test_the_queue_is_the_centres(
    country_app: FastAPI, country_db: Database, duty: httpx.AsyncClient
) -> None:
    await send(duty)
    field = await sign_in_as(country_app, country_db, "dan-quan", "field", "90001")
    assert (await field.get("/api/incidents/queue")).status_code == 403
    other = await sign_in_as(country_app, country_db, "tinh-92", "duty", "92")
    assert (await queue(other))["items"] == []
    await field.aclose()
    await other.aclose()


async def test_overdue_climbs_level_by_level_and_by_the_log(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    late, fresh = await send(duty, severity=5), await send(duty, severity=5)
    await age(country_db, late["id"], 6)
    assert [i["incident"]["overdue"] for i in (await queue(duty, overdue=True))["items"]] == [True]
    assert await raise_overdue(country_db) == 1
    assert await raise_overdue(country_db) == 0, "it climbs on after a while, not at once"
    item = (await queue(duty))["items"][0]
    assert (item["incident"]["id"], item["incident"]["level"]) == (late["id"], 1)
    assert item["incident"]["level_label"]["vi"] == "Trưởng ca trực"
    assert {"code": "overdue", "minutes": 120} in [
        {"code": r["code"], "minutes": r["minutes"]} for r in item["reasons"]
    ]
    for _ in range(5):
        await age(country_db, late["id"], 16)
        await raise_overdue(country_db)
    assert (await duty.get(f"/api/incidents/{late['id']}")).json()["level"] == 3, "there is a highest"
    entries = (await duty.get(f"/api/incidents/{late['id']}/timeline")).json()["items"]
    raised = [entry for entry in entries if entry["op"] == "escalate"]
    assert [entry["payload"]["level"] for entry in raised] == [1, 2, 3]
    assert {entry["actor"] for entry in raised} == {"triage"}
    verified = (await act(duty, late, "verify")).json()
    assert (verified["level"], verified["overdue"]) == (0, False), "a step taken begins a new deadline"
    assert fresh["level"] == 0


async def test_who_looks_is_known_and_counts_as_seen(
    duty: httpx.AsyncClient, second: httpx.AsyncClient, country_db: Database
) -> None:
    sent = await send(duty)
    path = f"/api/incidents/{sent['id']}/presence"
    assert [p["person"] for p in (await duty.post(path)).json()["present"]] == ["truc-ban"]
    both = (await second.post(path)).json()
    assert [p["person"] for p in both["present"]] == ["truc-ban", "pho-ca"]
    await second.post(path)
    assert (await duty.get(f"/api/incidents/{sent['id']}")).json()["seen_at"] is not None
    assert [p["person"] for p in (await queue(duty))["items"][0]["present"]] == ["truc-ban", "pho-ca"]
    await second.delete(path)
    async with country_db.engine.begin() as connection:
        await connection.execute(text("SET ROLE NONE"))
        await connection.execute(text("UPDATE incident_presence SET until = now() - interval '1 second'"))
        await connection.execute(text("SET role geoops_app"))
    assert (await queue(duty))["items"][0]["present"] == []
    await raise_overdue(country_db)
    log = [c for c in (await duty.get("/api/changes")).json()["items"] if c["entity"] == "presence"]
    assert [(c["op"], c["payload"]["person"]) for c in log] == [
        ("come", "truc-ban"),
        ("come", "pho-ca"),
        ("leave", "pho-ca"),
        ("leave", "truc-ban"),
    ], "coming and going is on the stream, staying is not"


async def bulk(client: httpx.AsyncClient, action: str, items: list[dict], **more: Any) -> httpx.Response:
    return await client.post(
        "/api/incidents/bulk",
        json={
            "id": str(uuid.uuid4()),
            "action": action,
            "items": [{"id": item["id"], "etag": item["etag"]} for item in items],
        }
        | more,
    )


async def test_many_at_once_and_back_again(duty: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
    sent = [await send(duty) for _ in range(3)]
    changed = sent[0] | {"etag": '"0"'}
    stranger = {"id": str(uuid.uuid4()), "etag": "*"}
    batch = str(uuid.uuid4())
    answer = await bulk(duty, "reject", [changed, *sent[1:], stranger], reason="trùng", id=batch)
    assert answer.json()["done"] == 2
    assert [one["code"] for one in answer.json()["results"]] == [
        "changed_meanwhile",
        None,
        None,
        "unknown_incident",
    ]
    again = await bulk(duty, "reject", [changed, *sent[1:], stranger], reason="trùng", id=batch)
    assert again.json() == answer.json(), "the same id does nothing twice"
    for action, items in (("reject", sent), ("verify", [changed, *sent[1:], stranger])):
        other = await bulk(duty, action, items, reason="trùng", id=batch)
        assert (other.status_code, other.json()["code"]) == (409, "batch_conflict"), "nothing of it was done"
    assert (await second.post(f"/api/incidents/bulk/{batch}/undo")).status_code == 409
    assert len((await queue(duty))["items"]) == 1
    await second.patch(f"/api/incidents/{sent[2]['id']}", json={"note": "khoan"}, headers={"If-Match": "*"})
    undone = (await duty.post(f"/api/incidents/bulk/{batch}/undo")).json()
    assert (undone["done"], undone["undone"]) == (1, True)
    assert undone["results"][2]["code"] == "changed_meanwhile"
    back = (await duty.get(f"/api/incidents/{sent[1]['id']}")).json()
    same = {name: back[name] for name in sent[1] if name not in ("etag",)}
    assert same == {name: sent[1][name] for name in same}, "just as it was"
    assert (await duty.post(f"/api/incidents/bulk/{batch}/undo")).status_code == 409
    assert (await duty.post(f"/api/incidents/bulk/{uuid.uuid4()}/undo")).status_code == 404
    ops = [e["op"] for e in (await duty.get(f"/api/incidents/{sent[1]['id']}/timeline")).json()["items"]]
    assert ops == ["create", "reject", "undo"]


async def test_a_retry_while_the_first_try_is_under_way_hears_what_that_did(duty: httpx.AsyncClient) -> None:
    sent, batch = [await send(duty) for _ in range(3)], str(uuid.uuid4())
    answers = await asyncio.gather(*(bulk(duty, "verify", sent, id=batch) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert answers[0].json()["done"] == 3


async def test_undoing_takes_nothing_from_those_who_came_after(
    duty: httpx.AsyncClient, second: httpx.AsyncClient
) -> None:
    sent = await send(duty)
    claimed = (await bulk(duty, "claim", [sent])).json()
    assert (await act(second, sent, "claim", take_over=True)).json()["holder"] == "pho-ca"
    undone = (await duty.post(f"/api/incidents/bulk/{claimed['id']}/undo")).json()
    assert (undone["done"], undone["results"][0]["code"]) == (0, "changed_meanwhile")
    assert (await duty.get(f"/api/incidents/{sent['id']}")).json()["holder"] == "pho-ca"


async def test_undoing_leaves_what_the_action_did_not_touch(
    duty: httpx.AsyncClient, second: httpx.AsyncClient, country_db: Database
) -> None:
    sent = await send(duty, severity=5)
    claimed = (await bulk(duty, "claim", [sent])).json()
    await second.post(f"/api/incidents/{sent['id']}/presence")
    await age(country_db, sent["id"], 15)
    assert await raise_overdue(country_db) == 1
    before = (await duty.get(f"/api/incidents/{sent['id']}")).json()
    assert (before["level"], before["seen_at"] is not None) == (1, True)
    assert (await duty.post(f"/api/incidents/bulk/{claimed['id']}/undo")).json()["done"] == 1
    after = (await duty.get(f"/api/incidents/{sent['id']}")).json()
    assert after["holder"] is None
    assert (after["level"], after["seen_at"], after["due_at"]) == (1, before["seen_at"], before["due_at"])
    assert await raise_overdue(country_db) == 0, "nobody is told twice"


@pytest.mark.parametrize(
    ("action", "more", "field"),
    [("reject", {}, "reason"), ("assign", {}, "assignee"), ("merge", {}, "into")],
)
async def test_a_bulk_action_that_lacks_something_does_nothing(
    duty: httpx.AsyncClient, action: str, more: dict, field: str
) -> None:
    sent = await send(duty)
    answer = await bulk(duty, action, [sent], **more)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert (await bulk(duty, "explode", [sent])).status_code == 422
    assert (await bulk(duty, "verify", [])).status_code == 422


async def test_assign_claim_and_merge_in_bulk_are_undone_too(duty: httpx.AsyncClient) -> None:
    first, *others = [await send(duty) for _ in range(3)]
    team = {"kind": "team", "name": "Đội 1"}
    for action, more in (("assign", {"assignee": team}), ("claim", {}), ("merge", {"into": first["id"]})):
        read = [(await duty.get(f"/api/incidents/{one['id']}")).json() for one in others]
        done = (await bulk(duty, action, read, **more)).json()
        assert done["done"] == 2, (action, done)
        if action == "merge":
            assert (await duty.get(f"/api/incidents/{first['id']}/repeats")).json()["incident"][
                "witnesses"
            ] == 1
        undone = (await duty.post(f"/api/incidents/bulk/{done['id']}/undo")).json()
        assert undone["done"] == 2
        for before in read:
            after = (await duty.get(f"/api/incidents/{before['id']}")).json()
            assert after | {"etag": None} == before | {"etag": None}, action


async def test_a_shift_is_handed_over_signed_and_taken(
    duty: httpx.AsyncClient, second: httpx.AsyncClient, country_db: Database
) -> None:
    sent = await send(duty, severity=5, note="=1+1 <b>đậm</b>")
    closed = await send(duty)
    await act(duty, closed, "reject", reason="nhầm")
    first = await duty.post("/api/incidents/handovers", json={"to": "pho-ca", "note": "Theo dõi Mường Thử"})
    assert first.status_code == 201, first.text
    assert [item["id"] for item in first.json()["content"]["items"]] == [sent["id"]]
    assert (first.json()["number"], first.json()["previous_hash"]) == (1, "0" * 64)
    path = f"/api/incidents/handovers/{first.json()['id']}"
    assert (await duty.post(f"{path}/accept")).status_code == 409, "not one's own"
    taken = await second.post(f"{path}/accept")
    assert (taken.json()["accepted_by"], taken.json()["hash"]) == ("pho-ca", first.json()["hash"])
    assert (await second.post(f"{path}/accept")).json() == taken.json(), "asked again, taken once"
    back = await second.post("/api/incidents/handovers", json={"to": "truc-ban"})
    assert back.json()["previous_hash"] == first.json()["hash"]
    assert back.json()["content"]["before"]["accepted_by"] == "pho-ca"
    assert (await duty.get("/api/incidents/handovers/verify")).json() == {
        "intact": True,
        "length": 2,
        "broken_at": None,
    }
    assert [h["number"] for h in (await duty.get("/api/incidents/handovers")).json()["items"]] == [2, 1]
    async with country_db.engine.begin() as connection:
        await connection.execute(text("SET ROLE NONE"))
        await connection.execute(
            text(
                "UPDATE incident_handovers SET content = jsonb_set(content, '{items,0,severity}', '1') WHERE number = 1"
            )
        )
        await connection.execute(text("SET role geoops_app"))
    assert (await duty.get("/api/incidents/handovers/verify")).json()["broken_at"] == 1
    assert (await duty.get(f"/api/incidents/handovers/{uuid.uuid4()}")).status_code == 404


async def test_a_hand_over_whose_answer_was_lost_is_signed_once(
    duty: httpx.AsyncClient, second: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    said = {"id": str(uuid.uuid4()), "to": "pho-ca", "note": "Theo dõi Mường Thử"}
    first = await duty.post("/api/incidents/handovers", json=said)
    await send(duty, severity=5)
    again = await duty.post("/api/incidents/handovers", json=said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json(), "the list as it was signed"
    other = await sign_in_as(country_app, country_db, "tinh-92", "duty", "92")
    refused = [
        await duty.post("/api/incidents/handovers", json=said | {"note": None}),
        await second.post("/api/incidents/handovers", json=said),
        await other.post("/api/incidents/handovers", json=said),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(409, "handover_conflict")] * 3
    assert len((await duty.get("/api/incidents/handovers")).json()["items"]) == 1
    await other.aclose()


async def test_hand_overs_of_another_scope_are_not_seen(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    signed = (await duty.post("/api/incidents/handovers", json={"to": "ai đó"})).json()
    other = await sign_in_as(country_app, country_db, "tinh-92", "duty", "92")
    assert (await other.get("/api/incidents/handovers")).json()["items"] == []
    assert (await other.get(f"/api/incidents/handovers/{signed['id']}")).status_code == 404
    own = (await other.post("/api/incidents/handovers", json={"to": "ca sau"})).json()
    assert own["number"] == 1, "each scope has a chain of its own"
    await other.aclose()


async def test_two_sign_at_once_and_the_chain_holds(
    duty: httpx.AsyncClient, second: httpx.AsyncClient
) -> None:
    import asyncio

    await asyncio.gather(
        *(client.post("/api/incidents/handovers", json={"to": "x"}) for client in (duty, second) * 4)
    )
    assert (await duty.get("/api/incidents/handovers/verify")).json() == {
        "intact": True,
        "length": 8,
        "broken_at": None,
    }


async def test_files_that_belong_to_nothing_are_pruned(
    duty: httpx.AsyncClient, country_db: Database, settings: Settings
) -> None:
    sent = await send(duty)
    kept = await duty.post(
        f"/api/incidents/{sent['id']}/photos", files={"file": ("a.jpg", pictures.jpeg(), "image/jpeg")}
    )
    orphan = settings.home / "attachments" / "ab" / str(uuid.uuid4())
    orphan.mkdir(parents=True)
    killed = settings.home / "attachments" / "incoming" / "tmpk3q9x_2a.whole"
    killed.write_bytes(b"half a photo, received when the power went")
    assert await prune_files(country_db, settings) == 0, "it may be coming in at this moment"
    assert await prune_files(country_db, settings, older_than_s=-1) == 2
    assert not killed.exists()
    assert (await duty.get(kept.json()["shown_url"])).status_code == 200
