"""Sending: real servers on this machine, one of which hangs; a receipt for each recipient; nothing sent twice."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.hydromet.warnings.delivery import channels, jobs, service
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from geoops.kit.jobs import open_queue, run_worker
from geoops.kit.outbound import BadAddress
from geoops.kit.sealed import KEY_GONE
from geoops.settings import Settings
from tests.conftest import context
from tests.hydromet.feeds_kit import execute, rows
from tests.hydromet.source_server import hangs, says, source
from tests.hydromet.warnings.conftest import act, issued

SECRET = "một bí mật đủ dài"


@dataclass
class Mailbox:
    """A mail server on this machine and the letters it took."""

    port: int = 0
    letters: list[str] = field(default_factory=list)


@contextlib.asynccontextmanager
async def mailbox() -> AsyncIterator[Mailbox]:
    """Such a server for the length of the block: as much of SMTP as a client needs to hand over a letter."""
    box = Mailbox()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 test\r\n")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    box.letters.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                    writer.write(b"250 taken\r\n")
                elif word == b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                else:
                    writer.write(b"250 fine\r\n")
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()


def recipient(**changes: object) -> dict[str, object]:
    return {
        "name": "Cổng tin",
        "kind": "webhook",
        "address": "http://127.0.0.1:1/",
        "area": ["91"],
        **changes,
    }


@pytest.fixture
def opened(country_app: FastAPI) -> Settings:
    """Settings that open this machine's own addresses."""
    settings = country_app.state.settings.model_copy(update={"feeds_private": "127.0.0.0/8"})
    country_app.state.settings = settings
    return settings


async def subscribed(client: httpx.AsyncClient, **changes: object) -> dict[str, object]:
    answer = await client.post("/api/alerting/recipients", json=recipient(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def receipts(client: httpx.AsyncClient) -> dict[str, dict[str, object]]:
    items = (await client.get("/api/alerting/receipts")).json()["items"]
    return {item["recipient"]: item for item in items}


async def test_one_that_hangs_holds_up_no_other(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    country_db: Database,
    opened: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channels, "ATTEMPT_S", 6.0)
    async with source(hangs) as dead, source(says(b"ok")) as alive, mailbox() as box:
        from pydantic import SecretStr

        settings = opened.model_copy(update={"smtp_url": SecretStr(f"smtp+plain://127.0.0.1:{box.port}")})
        monkeypatch.setattr(jobs, "get_settings", lambda: settings)

        # What answers a webhook without end: the head never comes.
        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(60)

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        for number in range(3):
            await subscribed(author, name=f"treo {number}", address=f"http://127.0.0.1:{port}/{number}")
        await subscribed(author, name="sống", address=alive.url, secret=SECRET)
        await subscribed(author, name="thư", kind="email", address="truc.ban@example.com")
        out = await issued(author, reviewer)
        worker = asyncio.create_task(run_worker(country_db.url, signals=False))
        try:
            began = time.monotonic()
            while True:
                found = await receipts(author)
                if found["sống"]["state"] == found["thư"]["state"] == "delivered":
                    break
                assert time.monotonic() - began < 100, found
                await asyncio.sleep(0.2)
            assert found["treo 0"]["state"] == "waiting"
            while (found := await receipts(author))["treo 0"]["last_error"] is None:
                assert time.monotonic() - began < 160, found
                await asyncio.sleep(0.3)
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
            server.close()
        assert "no answer" in str(found["treo 0"]["last_error"]) and found["treo 0"]["delivered_at"] is None
        assert dead.asked == []
    head, _, sent = alive.asked[0].partition(b"\r\n\r\n")
    headers = {
        name.lower(): value
        for name, value in (line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    }
    wanted = hmac.new(SECRET.encode(), headers["x-geoops-timestamp"].encode() + b"." + sent, hashlib.sha256)
    assert headers["x-geoops-signature"] == f"sha256={wanted.hexdigest()}"
    assert headers["idempotency-key"] == out["id"] and len(alive.asked) == 1
    body = json.loads(sent)
    assert (body["event"], body["status"], body["commune_codes"]) == (
        "warning.issued",
        "Actual",
        ["90001", "90002"],
    )
    assert f"<identifier>{out['id']}</identifier>" in body["cap"]
    (letter,) = box.letters
    assert "truc.ban@example.com" in letter and "application/cap+xml" in letter


async def test_only_those_it_is_for(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, signed_admin: httpx.AsyncClient, opened: Settings
) -> None:
    wanted = {
        "tỉnh": {"area": ["91"]},
        "xã": {"area": ["90002"]},
        "lũ": {"area": ["91"], "hazards": ["flood"]},
        "nặng": {"area": ["91"], "least_severity": "Extreme"},
        "vừa": {"area": ["91"], "least_severity": "Moderate"},
    }
    for name, changes in wanted.items():
        await subscribed(author, name=name, **changes)
    await subscribed(signed_admin, name="cả nước", area=["vn"])
    await subscribed(signed_admin, name="tỉnh khác", area=["92"])
    await issued(author, reviewer)
    assert set(await receipts(signed_admin)) == {"tỉnh", "xã", "vừa", "cả nước"}


@pytest.fixture
async def signed_admin(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """An administrator of the nation."""
    from tests.conftest import sign_in_as

    client = await sign_in_as(country_app, country_db, "quan-tri", "admin", "vn")
    yield client
    await client.aclose()


async def test_a_drill_is_never_sent(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    began = utc_now()
    async with country_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session, "dien-tap", kind="drill", title=Text("a", "a"), starts_at=began, ends_at=began + timedelta(days=1),
            speed=1,
        )  # fmt: skip
    await subscribed(author)
    await issued(author, reviewer, "dien-tap")
    assert await rows(country_db, "SELECT * FROM alert_deliveries") == []
    answer = await author.post("/api/alerting/recipients?space=dien-tap", json=recipient(name="x"))
    assert answer.status_code == 422
    with pytest.raises(Exception, match="live_only"):
        async with country_db.transaction(context("vn", "dien-tap")) as session:
            await session.execute(
                text(
                    "INSERT INTO alert_deliveries (alert_id, subscription_id) SELECT a.id, s.id FROM alerts a,"
                    " (SELECT gen_random_uuid() AS id) s"
                )
            )


async def test_retries_wait_longer_and_end(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"no", status="503 Busy"), says(b"no", status="503 Busy"), says(b"ok")) as server:
        await subscribed(author, address=server.url)
        await issued(author, reviewer)
        waits = []
        for _ in range(3):
            assert await jobs.deliver_due(country_db, opened) == 1
            assert await jobs.deliver_due(country_db, opened) == 0, "not before its turn"
            (row,) = await rows(
                country_db, "SELECT *, extract(epoch FROM next_at - last_at) AS wait FROM alert_deliveries"
            )
            waits.append(row["wait"])
            await execute(country_db, "UPDATE alert_deliveries SET next_at = now() WHERE state = 'waiting'")
        assert (row["state"], row["attempts"], len(server.asked)) == ("delivered", 3, 3)
        assert 14 < waits[0] < 17 and 29 < waits[1] < 33 and waits[2] is None


@pytest.mark.parametrize(("status", "error"), [("404 Not Found", "HTTP 404"), ("302 Found", "HTTP 302")])
async def test_what_will_not_get_better_is_given_up(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    country_db: Database,
    opened: Settings,
    status: str,
    error: str,
) -> None:
    async with source(says(b"", status=status, Location="http://127.0.0.1:1/")) as server:
        await subscribed(author, address=server.url)
        await issued(author, reviewer)
        await jobs.deliver_due(country_db, opened)
        (row,) = await rows(country_db, "SELECT * FROM alert_deliveries")
        assert row["last_error"] == error and row["state"] == ("given_up" if "404" in error else "waiting")


async def test_many_workers_send_once(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    async with source(says(b"ok")) as server:
        await subscribed(author, address=server.url)
        first = await issued(author, reviewer)
        (row,) = await rows(country_db, "SELECT id FROM alert_deliveries")
        await asyncio.gather(*(jobs.deliver(country_db, opened, row["id"]) for _ in range(4)))
        assert len(server.asked) == 1
        async with open_queue(country_db.url) as app:
            await act(author, first, "cancel", "nhầm")
            assert await jobs.enqueue_due(app, country_db) == 1
            assert await jobs.enqueue_due(app, country_db) == 0, "waits in the queue already"
        await jobs.deliver_due(country_db, opened)
        assert json.loads(server.asked[1].partition(b"\r\n\r\n")[2])["event"] == "warning.cancelled"


async def test_secrets_are_never_shown_again(
    author: httpx.AsyncClient, country_db: Database, opened: Settings
) -> None:
    made = await subscribed(author, address="https://127.0.0.1/hook?token=abcdef", secret=SECRET)
    shown = [
        json.dumps(made),
        (await author.get("/api/alerting/recipients")).text,
        (await author.get("/api/changes?after=0")).text,
    ]
    assert all("abcdef" not in text and SECRET not in text for text in shown)
    assert made["shown"] == "https://127.0.0.1/…" and made["signed"] is True
    assert (await author.delete(f"/api/alerting/recipients/{made['id']}")).status_code == 204
    assert (await rows(country_db, "SELECT address, secret FROM alert_subscriptions")) == [
        {"address": "", "secret": None}
    ]
    assert (await author.get("/api/alerting/recipients")).json()["items"] == []


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("webhook", "http://127.0.0.1:8000/"),
        ("webhook", "http://169.254.169.254/latest/meta-data"),
        ("webhook", "http://[::1]/"),
        ("webhook", "http://[::ffff:10.0.0.1]/"),
        ("webhook", "http://0x7f000001/"),
        ("webhook", "file:///etc/passwd"),
        ("webhook", "http://user:pass@example.com/"),
        ("webhook", "http://"),
        ("email", "no address"),
        ("email", "a@b\r\nBcc: c@d"),
        ("apprise", "json://10.0.0.1/"),
        ("apprise", "syslog://"),
        ("apprise", "nothing"),
    ],
)
async def test_addresses_that_lead_inside_are_refused(kind: str, address: str) -> None:
    with pytest.raises(BadAddress):
        await channels.check_address(kind, address, channels.guard_of(Settings()))


async def test_a_burst_waits_its_turn(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    country_db: Database,
    opened: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "BURST", 1)
    async with source(says(b"ok")) as server:
        await subscribed(author, address=server.url)
        first = await issued(author, reviewer)
        await jobs.deliver_due(country_db, opened)
        await act(author, first, "cancel", "nhầm")
        await jobs.deliver_due(country_db, opened)
        assert len(server.asked) == 1
        found = await rows(country_db, "SELECT state, attempts FROM alert_deliveries ORDER BY id")
        assert [(row["state"], row["attempts"]) for row in found] == [("delivered", 1), ("waiting", 0)]


KEPT = "SELECT kept.*, CAST(kept AS text) AS whole FROM alert_subscriptions AS kept"


async def test_neither_address_nor_secret_lies_open_in_the_database(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    country_db: Database,
    opened: Settings,
    tmp_path: Path,
) -> None:
    async with source(says(b"ok")) as server:
        address = f"{server.url}?token=bi-mat"
        added = await subscribed(author, address=address, secret=SECRET)
        assert added["readable"] is True and added["signed"] is True
        (row,) = await rows(country_db, KEPT)
        assert "bi-mat" not in row["whole"] and SECRET not in row["whole"]
        answers = [
            (await author.get(path, params={"after": 0} if "changes" in path else {})).text
            for path in ("/api/alerting/recipients", "/api/changes")
        ]
        assert not [text for text in answers if "bi-mat" in text or SECRET in text]

        # what was written before addresses were sealed
        await execute(
            country_db, "UPDATE alert_subscriptions SET address = :address, secret = :secret",
            address=address, secret=SECRET,
        )  # fmt: skip
        (tmp_path / "no.key").write_text("this is no key")
        await jobs.seal(country_db, opened.model_copy(update={"sealing_key": tmp_path / "no.key"}))
        (row,) = await rows(country_db, KEPT)
        assert row["address"] == address, "without a key it stays as it is, and can be sent to"
        await jobs.seal(country_db, opened)
        (row,) = await rows(country_db, KEPT)
        assert "bi-mat" not in row["whole"] and SECRET not in row["whole"]
        await jobs.seal(country_db, opened)
        assert (await rows(country_db, KEPT)) == [row], "sealed once"

        await issued(author, reviewer)
        await jobs.deliver_due(country_db, opened)
        assert [asked.split(b" ")[1].endswith(b"?token=bi-mat") for asked in server.asked] == [True]
        assert b"signature: sha256=" in server.asked[0].lower()


async def test_without_its_key_nothing_is_sent_and_the_list_says_so(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    country_app: FastAPI,
    country_db: Database,
    opened: Settings,
    tmp_path: Path,
) -> None:
    async with source(says(b"ok")) as server:
        await subscribed(author, address=server.url)
        lost = opened.model_copy(update={"sealing_key": tmp_path / "another.key"})
        country_app.state.settings = lost
        (listed,) = (await author.get("/api/alerting/recipients")).json()["items"]
        assert listed["readable"] is False
        await issued(author, reviewer)
        await jobs.deliver_due(country_db, lost)
        (receipt,) = (await receipts(author)).values()
        assert receipt["state"] == "waiting" and "enter the address again" in str(receipt["last_error"])
        assert server.asked == []
        (tmp_path / "no.key").write_text("this is no key")
        country_app.state.settings = opened.model_copy(update={"sealing_key": tmp_path / "no.key"})
        refused = await author.post("/api/alerting/recipients", json=recipient(name="x", address=server.url))
        assert (refused.status_code, refused.json()["code"]) == (503, "cannot_seal")
        assert len(await rows(country_db, KEPT)) == 1


async def test_who_lost_the_key_puts_the_address_in_again(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    country_app: FastAPI,
    country_db: Database,
    opened: Settings,
    tmp_path: Path,
) -> None:
    async with source(says(b"ok")) as server:
        await subscribed(author, address=server.url, secret=SECRET)
        lost = opened.model_copy(update={"sealing_key": tmp_path / "another.key"})
        country_app.state.settings = lost
        await issued(author, reviewer)
        await jobs.deliver_due(country_db, lost)
        (listed,) = (await author.get("/api/alerting/recipients")).json()["items"]
        path, address = f"/api/alerting/recipients/{listed['id']}", f"{server.url}moi"

        async def patched(etag: str | None, **body: object) -> httpx.Response:
            return await author.patch(path, json=body, headers={"If-Match": etag} if etag else {})

        for etag, body, status in (
            (None, {"address": address, "secret": None}, 412),
            ('"0"', {"address": address, "secret": None}, 412),
            (listed["etag"], {"address": "file:///etc/passwd", "secret": None}, 422),
            (listed["etag"], {"name": "khác"}, 422),
        ):
            assert (await patched(etag, **body)).status_code == status, (etag, body)
        silent = await patched(listed["etag"], address=address)
        assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "secret"), (
            "beside a signing key that cannot be opened the address would stay unread"
        )
        await jobs.deliver_due(country_db, lost)
        assert server.asked == []

        put = await patched(listed["etag"], address=address, secret="một khóa ký mới hơn")
        assert put.status_code == 200, put.text
        assert (put.json()["readable"], put.json()["signed"]) == (True, True)
        assert address not in put.text
        assert (await patched(listed["etag"], secret=None)).status_code == 412, "somebody else changed it"
        await jobs.deliver_due(country_db, lost)
        assert [asked.split(b" ")[1][-3:] for asked in server.asked] == [b"moi"], (
            "what waited goes out at once"
        )
        assert b"signature: sha256=" in server.asked[0].lower()

        # given up meanwhile for want of the key, and still in force
        await execute(
            country_db,
            "UPDATE alert_deliveries SET state = 'given_up', attempts = 10, next_at = NULL, last_error = :why",
            why=KEY_GONE,
        )
        assert (await patched(put.json()["etag"], address=address, secret=None)).json()["signed"] is False
        await jobs.deliver_due(country_db, lost)
        assert len(server.asked) == 2
        (receipt,) = (await receipts(author)).values()
        assert receipt["state"] == "delivered"
