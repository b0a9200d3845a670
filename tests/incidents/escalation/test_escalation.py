"""Incidents that climb ring somebody: once, whatever happens on the way, and never from a drill."""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.incidents.escalation import jobs, service
from geoops.incidents.escalation.message import EscalationNotice, Raised
from geoops.incidents.jobs import raise_overdue
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.jobs import open_queue, run_worker
from geoops.settings import Settings
from tests.conftest import sign_in_as
from tests.hydromet.feeds_kit import execute
from tests.hydromet.source_server import Source, says, source
from tests.incidents.reports import send
from tests.incidents.test_triage import age

SECRET = "một bí mật đủ dài"
RECIPIENTS = "/api/incidents/escalation/recipients"


def at(phone: Source, path: str) -> str:
    """Another address of the same server."""
    return str(httpx.URL(phone.url).copy_with(path=path, query=None))


def paths(phone: Source) -> list[str]:
    return [asked.split(b" ")[1].decode() for asked in phone.asked]


def read(asked: bytes) -> tuple[dict[str, str], bytes]:
    """Headers and body of a request."""
    head, body = asked.split(b"\r\n\r\n", 1)
    lines = [line.decode().split(":", 1) for line in head.split(b"\r\n")[1:]]
    return {name.lower(): value.strip() for name, value in lines}, body


@pytest.fixture
def opened(country_app: FastAPI) -> Settings:
    """Settings that open this machine's own addresses."""
    settings: Settings = country_app.state.settings.model_copy(update={"feeds_private": "127.0.0.0/8"})
    country_app.state.settings = settings
    return settings


async def add(client: httpx.AsyncClient, address: str, status: int = 201, **more: Any) -> dict[str, Any]:
    body = {"name": "Trưởng ca", "kind": "webhook", "address": address, "area": ["91"], **more}
    answer = await client.post(RECIPIENTS, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def change(
    client: httpx.AsyncClient, path: str, body: dict[str, Any], etag: str = "*"
) -> httpx.Response:
    return await client.patch(path, json=body, headers={"If-Match": etag})


async def told(client: httpx.AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/api/incidents/escalation/messages", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def send_due(database: Database, settings: Settings) -> None:
    async with database.transaction(SYSTEM) as session:
        waiting = await service.due(session)
    await asyncio.gather(*(jobs.send(database, settings, message_id) for message_id, _ in waiting))


async def test_who_is_concerned_is_told_once_with_a_receipt(
    duty: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"ok")) as phone:
        await add(duty, at(phone, "/"), secret=SECRET)
        await add(duty, at(phone, "/lanh-dao"), name="Lãnh đạo", least_level=2)
        await add(duty, at(phone, "/noi-khac"), name="Xã bên", area=["90002"])
        late, later = await send(duty, severity=5), await send(duty, severity=4, note="bí mật của một người")
        for one in (late, later):
            await age(country_db, one["id"], 15)
        assert await raise_overdue(country_db) == 2
        assert await raise_overdue(country_db) == 0
        await send_due(country_db, opened)
        await send_due(country_db, opened)
        assert paths(phone) == ["/"], "one message for both, to one of three"
        headers, content = read(phone.asked[0])
        stamp = headers["x-geoops-timestamp"].encode()
        expected = hmac.new(SECRET.encode(), stamp + b"." + content, hashlib.sha256).hexdigest()
        assert headers["x-geoops-signature"] == f"sha256={expected}"
        body = json.loads(content)
        assert {one["incident_id"] for one in body["incidents"]} == {late["id"], later["id"]}
        assert {one["level_name"] for one in body["incidents"]} == {"Trưởng ca trực"}
        assert "bí mật" not in content.decode()
        (receipt,) = await told(duty, incident=late["id"])
        assert (receipt["state"], receipt["attempts"], receipt["recipient"]) == ("delivered", 1, "Trưởng ca")
        assert await told(duty, incident=str(uuid.uuid4())) == []
        await age(country_db, late["id"], 16)
        assert await raise_overdue(country_db) == 1
        await send_due(country_db, opened)
        assert sorted(paths(phone)) == ["/", "/", "/lanh-dao"]
    changes = (await duty.get("/api/changes", params={"after": 0})).json()["items"]
    assert [c["op"] for c in changes if c["entity"] == "escalation_message"] == ["deliver"] * 3


async def test_one_that_does_not_answer_is_tried_again_under_the_same_key(
    duty: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"busy", status="503 Busy")) as phone:
        await add(duty, at(phone, "/"))
        late = await send(duty, severity=5)
        await age(country_db, late["id"], 6)
        await raise_overdue(country_db)
        await send_due(country_db, opened)
        await send_due(country_db, opened)
        (receipt,) = await told(duty)
        assert (receipt["state"], receipt["attempts"], receipt["last_error"]) == ("waiting", 1, "HTTP 503")
        for _ in range(9):
            await execute(country_db, "UPDATE escalation_messages SET next_at = now()")
            await send_due(country_db, opened)
        (receipt,) = await told(duty)
        assert (receipt["state"], receipt["attempts"]) == ("given_up", 10)
        assert len({read(asked)[0]["idempotency-key"] for asked in phone.asked}) == 1


async def test_the_queue_sends_it(
    duty: httpx.AsyncClient, country_db: Database, opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "get_settings", lambda: opened)
    async with source(says(b"ok")) as phone:
        await add(duty, at(phone, "/"))
        late = await send(duty, severity=5)
        await age(country_db, late["id"], 6)
        await raise_overdue(country_db)
        async with open_queue(country_db.url) as app:
            assert await jobs.enqueue_due(app, country_db) == 1
            assert await jobs.enqueue_due(app, country_db) == 0, "one job for one message"
        worker = asyncio.create_task(run_worker(country_db.url, signals=False))
        try:
            began = time.monotonic()
            while (await told(duty))[0]["state"] != "delivered":
                assert time.monotonic() - began < 100, await told(duty)
                await asyncio.sleep(0.2)
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
        assert len(phone.asked) == 1


async def test_a_drill_rings_nobody(duty: httpx.AsyncClient, country_db: Database, opened: Settings) -> None:
    async with source(says(b"ok")) as phone:
        await add(duty, at(phone, "/"))
        raised = Raised(
            incident_id=uuid.uuid4(), kind="Sạt lở", place="đây", level=1, level_name="Trưởng ca trực",
            severity=5, due_at=utc_now(), province_code="91", commune_code="90001",
        )  # fmt: skip
        async with country_db.transaction(SYSTEM) as session:
            assert await service.tell(session, "dien-tap", [raised]) == 0
            assert await service.tell(session, "live", [raised]) == 1
    refused = await duty.post(RECIPIENTS, params={"space": "dien-tap"}, json={})
    assert refused.status_code in (404, 422)


async def test_who_may_say_who_is_told(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"ok")) as phone:
        address = at(phone, "/x") + "?token=bi-mat"
        kept = await add(duty, address, secret=SECRET)
        assert "bi-mat" not in json.dumps(kept) and kept["signed"] is True
        assert (await add(duty, address, 409))["code"] == "subscription_taken"
        for area in (["vn"], ["92"], ["90003"]):
            await add(duty, address, 403, name="khác", area=area)
        await add(duty, address, 422, name="khác", least_level=9)
        await add(duty, "file:///etc/passwd", 422, name="khác")
        other = await sign_in_as(country_app, country_db, "tinh-hai", "duty", "92")
        assert (await other.get(RECIPIENTS)).json()["items"] == []
        assert (await other.delete(f"{RECIPIENTS}/{kept['id']}")).status_code == 404
        commune = await sign_in_as(country_app, country_db, "xa", "commune", "90001")
        assert (await commune.get(RECIPIENTS)).status_code == 403
        assert (await duty.delete(f"{RECIPIENTS}/{kept['id']}")).status_code == 204
        assert (await duty.get(RECIPIENTS)).json()["items"] == []
        for client in (other, commune):
            await client.aclose()


async def kept(database: Database) -> list[tuple[str, str | None]]:
    async with database.transaction(SYSTEM) as session:
        rows = await session.execute(text("SELECT address, secret FROM escalation_recipients ORDER BY name"))
        return [(row[0], row[1]) for row in rows]


async def test_neither_address_nor_secret_lies_open_in_the_database(
    duty: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"ok")) as phone:
        address = at(phone, "/x") + "?token=bi-mat"
        one = await add(duty, address, secret=SECRET)
        [(closed, secret)] = await kept(country_db)
        assert "bi-mat" not in closed and "127.0.0.1" not in closed
        assert secret is not None and SECRET not in secret
        changes = (await duty.get("/api/changes", params={"after": 0})).text
        assert "bi-mat" not in changes and SECRET not in changes
        # written before addresses were sealed: the worker's tick seals it, and it is sent to as before
        await execute(
            country_db, f"UPDATE escalation_recipients SET address = '{address}', secret = '{SECRET}'"
        )
        async with country_db.transaction(SYSTEM) as session:
            assert await service.seal_open(session, opened) == 1
        async with country_db.transaction(SYSTEM) as session:
            assert await service.seal_open(session, opened) == 0
        assert "bi-mat" not in str(await kept(country_db))
        await trial(duty, one["id"])
        await send_due(country_db, opened)
        assert [asked.split(b" ")[1] for asked in phone.asked] == [b"/x?token=bi-mat"]


async def test_without_its_key_nothing_is_sent_and_the_list_says_so(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, opened: Settings, tmp_path: Path
) -> None:
    async with source(says(b"ok")) as phone:
        one = await add(duty, at(phone, "/x"), secret=SECRET)
        assert one["readable"] is True
        restored = opened.model_copy(update={"sealing_key": tmp_path / "another.key"})
        country_app.state.settings = restored
        [listed] = (await duty.get(RECIPIENTS)).json()["items"]
        assert listed["readable"] is False
        await trial(duty, one["id"])
        await send_due(country_db, restored)
        (receipt,) = await told(duty)
        assert (receipt["state"], "enter the address again" in receipt["last_error"]) == ("waiting", True)
        path, new = f"{RECIPIENTS}/{one['id']}", {"address": at(phone, "/y")}
        assert (await change(duty, path, new)).json()["errors"][0]["field"] == "secret"
        again = await change(duty, path, new | {"secret": SECRET})
        assert again.json()["readable"] is True
        await execute(country_db, "UPDATE escalation_messages SET next_at = now()")
        await send_due(country_db, restored)
        assert paths(phone) == ["/y"]


async def test_nothing_is_kept_open_where_there_is_no_key(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, opened: Settings, tmp_path: Path
) -> None:
    (tmp_path / "no.key").write_text("this is no key")
    country_app.state.settings = opened.model_copy(update={"sealing_key": tmp_path / "no.key"})
    async with source(says(b"ok")) as phone:
        assert (await add(duty, at(phone, "/x"), 503))["code"] == "cannot_seal"
    assert await kept(country_db) == []


async def trial(client: httpx.AsyncClient, recipient: str) -> int:
    answer = await client.post(f"{RECIPIENTS}/{recipient}/trial")
    assert answer.status_code == 202, answer.text
    return int(answer.json()["message_id"])


async def test_a_trial_goes_the_way_of_a_real_message_and_says_that_it_is_one(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"ok")) as phone:
        one = await add(duty, at(phone, "/x"), secret=SECRET)
        first = await trial(duty, one["id"])
        assert await trial(duty, one["id"]) == first, "pressed twice it is sent once"
        await send_due(country_db, opened)
        _, content = read(phone.asked[0])
        body = json.loads(content)
        assert (body["event"], body["incidents"]) == ("escalation.test", [])
        assert "tin thử" in body["headline"]
        (receipt,) = await told(duty)
        assert (receipt["state"], receipt["trial"], receipt["recipient_id"]) == ("delivered", True, one["id"])
        assert await trial(duty, one["id"]) != first
        assert len(phone.asked) == 1
    drill = await duty.post(f"{RECIPIENTS}/{one['id']}/trial", params={"space": "dien-tap"})
    assert drill.status_code in (404, 422)
    assert (await duty.post(f"{RECIPIENTS}/{uuid.uuid4()}/trial")).status_code == 404
    other = await sign_in_as(country_app, country_db, "tinh-hai", "duty", "92")
    assert (await other.post(f"{RECIPIENTS}/{one['id']}/trial")).status_code == 404
    await other.aclose()


async def test_a_trial_that_failed_is_tried_again_at_once_but_never_twice_at_a_time(
    duty: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"busy", status="503 Busy")) as phone:
        one = await add(duty, at(phone, "/x"))
        first = await trial(duty, one["id"])
        await send_due(country_db, opened)
        assert await trial(duty, one["id"]) == first  # its attempt may still be under way
        await send_due(country_db, opened)
        assert len(phone.asked) == 1
        await execute(country_db, "UPDATE escalation_messages SET last_at = now() - interval '1 hour'")
        assert await trial(duty, one["id"]) == first
        await send_due(country_db, opened)
        assert len(phone.asked) == 2


async def test_what_is_changed_changes_and_the_rest_stays_unseen(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"ok")) as phone:
        one = await add(duty, at(phone, "/x"), secret=SECRET)
        await add(duty, at(phone, "/x"), name="Lãnh đạo")
        path = f"{RECIPIENTS}/{one['id']}"
        before = await kept(country_db)
        changed = await change(duty, path, {"name": "Trưởng ca đêm", "least_level": 2, "area": ["90002"]})
        assert changed.status_code == 200, changed.text
        assert {name: changed.json()[name] for name in ("name", "least_level", "area", "signed")} == {
            "name": "Trưởng ca đêm", "least_level": 2, "area": ["90002"], "signed": True,
        }  # fmt: skip
        assert sorted(await kept(country_db)) == sorted(before)
        changed = await change(duty, path, {"secret": None, "address": at(phone, "/moi") + "?k=bi-mat-2"})
        assert (changed.json()["signed"], "bi-mat-2" in changed.text) == (False, False)
        for wrong, status in (
            ({"name": "Lãnh đạo"}, 409), ({"area": ["vn"]}, 403), ({"area": []}, 422), ({"least_level": 9}, 422),
            ({"address": "file:///etc/passwd"}, 422), ({"secret": "ngắn"}, 422), ({"kind": "email"}, 422),
        ):  # fmt: skip
            assert (await change(duty, path, wrong)).status_code == status, wrong
        same = next(item for item in (await duty.get(RECIPIENTS)).json()["items"] if item["id"] == one["id"])
        assert same == changed.json()
        other = await sign_in_as(country_app, country_db, "tinh-hai", "duty", "92")
        assert (await change(other, path, {"name": "x"})).status_code == 404
        await other.aclose()
        items = (await duty.get("/api/changes", params={"after": 0})).json()["items"]
        [first, second] = [
            c["payload"] for c in items if c["entity"] == "escalation_recipient" and c["op"] == "change"
        ]
        assert first["name"] == "Trưởng ca đêm" and second == {"replaced": ["address", "secret"]}


async def test_of_two_who_change_a_recipient_at_once_one_is_told_what_the_other_made_of_it(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, opened: Settings
) -> None:
    other = await sign_in_as(country_app, country_db, "pho-ca", "duty", "91")
    async with source(says(b"ok")) as phone:
        one = await add(duty, at(phone, "/x"))
        path = f"{RECIPIENTS}/{one['id']}"
        answers = await asyncio.gather(
            change(duty, path, {"least_level": 2}, one["etag"]),
            change(other, path, {"address": at(phone, "/y")}, one["etag"]),
            duty.patch(path, json={"least_level": 3}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
        assert answers[2].status_code == 412, "without If-Match nothing is overwritten unseen"
        [done] = [answer.json() for answer in answers if answer.status_code == 200]
        late = next(answer.json() for answer in answers[:2] if answer.status_code == 412)
        assert late["code"] == "changed_meanwhile"
        assert {name: late[name] for name in ("etag", "name", "area", "least_level", "shown")} == {
            name: done[name] for name in ("etag", "name", "area", "least_level", "shown")
        }
        assert (await change(other, path, {"name": "Phó ca"}, late["etag"])).status_code == 200
    await other.aclose()


async def test_the_ladder_is_told(duty: httpx.AsyncClient) -> None:
    items = (await duty.get("/api/incidents/escalation/levels")).json()["items"]
    assert [(one["level"], one["after_minutes"]) for one in items] == [(1, 0), (2, 15), (3, 30)]
    assert items[0]["name"]["vi"] == "Trưởng ca trực"


def test_many_at_once_stay_one_readable_message() -> None:
    raised = [
        Raised(
            incident_id=uuid.uuid4(), kind="Lũ quét", place=f"Xã {number}", level=1 + number % 3,
            level_name="Trưởng ca trực", severity=None, due_at=utc_now(), province_code="91", commune_code="90001",
        )
        for number in range(120)
    ]  # fmt: skip
    notice = EscalationNotice(7, raised, utc_now(), "https://geoops.vn")
    assert notice.headline == "120 sự cố quá hạn, chuyển lên cấp trên"
    assert notice.text.count("\n- ") == 20 and "… và 100 sự cố nữa" in notice.text
    assert notice.key == "escalation-7"
