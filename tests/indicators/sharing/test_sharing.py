"""Values for other systems: by change, in three formats, logged, pushed with receipts."""

import csv
import hashlib
import hmac
import io
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.accounts import service as accounts
from geoops.indicators.sharing.jobs import push_due, seal
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.conftest import sign_in_as
from tests.indicators.compare.conftest import PAID, every, write

VALUES = "/api/indicators/sharing/values"
SECRET = "một khoá đủ dài 123"


@pytest.fixture
async def admin(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    opened = await sign_in_as(app, fresh_db, "quan-tri", "admin", "04")
    yield opened
    await opened.aclose()


async def taken(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(VALUES, params={"set": "lao_cai"} | query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_values_come_once_each_in_the_order_of_their_changes(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0, None))
    first = await taken(planner, limit=3)
    assert [one["value"] for one in first["items"]] == [1.0, 2.0, 3.0]
    assert first["more"]
    rest = await taken(planner, after=first["last_seq"])
    assert [(one["value"], one["note"]) for one in rest["items"]] == [(None, "chưa quyết toán")]
    assert not rest["more"]
    nothing = await taken(planner, after=rest["last_seq"])
    assert (nothing["items"], nothing["last_seq"]) == ([], rest["last_seq"])
    await write(planner, every(9.0), reason="đính chính")
    changed = await taken(planner, after=rest["last_seq"])
    assert [(one["commune_code"], one["value"]) for one in changed["items"]] == [("01301", 9.0)]
    assert [one["value"] for one in (await taken(planner, commune="01301"))["items"]] == [9.0]
    assert (await taken(planner, period="2026-06"))["items"] == []


async def test_csv_and_sdmx_csv(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.5, None))
    item = {"indicator": PAID, "period": "2026-07", "commune_code": "01303", "value": None, "note": "=cmd()"}
    await planner.post("/api/indicators/values", json={"source": "thử", "items": [item]})
    plain = (await planner.get(VALUES, params={"set": "lao_cai", "format": "csv"})).text
    rows = list(csv.DictReader(io.StringIO(plain)))
    assert (rows[0]["value"], rows[1]["value"], rows[2]["note"]) == ("1.5", "", "'=cmd()")
    answer = await planner.get(VALUES, params={"set": "lao_cai", "format": "sdmx-csv"})
    assert answer.headers["content-type"].startswith("application/vnd.sdmx.data+csv")
    sdmx = list(csv.DictReader(io.StringIO(answer.text)))
    assert {name: sdmx[0][name] for name in ("STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "DISAGGREGATION")} == {
        "STRUCTURE": "dataflow", "STRUCTURE_ID": "GEOOPS:LAO_CAI(1.0)", "ACTION": "R", "FREQ": "M", "REF_AREA": "01301",
        "TIME_PERIOD": "2026-07", "OBS_VALUE": "1.5", "OBS_STATUS": "A", "DISAGGREGATION": "_T",
    }  # fmt: skip
    assert (sdmx[1]["OBS_VALUE"], sdmx[1]["OBS_STATUS"]) == ("", "O")
    assert answer.headers["x-last-seq"] == sdmx[-1]["SEQ"]


async def test_a_token_reads_its_own_scope_and_is_logged(
    planner: httpx.AsyncClient, admin: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    await write(planner, every(1.0, 2.0))
    async with fresh_db.transaction(SYSTEM) as session:
        secret = await accounts.add_token(session, "lgsp", "planner", "01302", "test")
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers={"Authorization": f"Bearer {secret}"}
    ) as machine:
        assert [one["commune_code"] for one in (await taken(machine))["items"]] == ["01302"]
        assert (await machine.get("/api/indicators/sharing/log")).status_code == 403
        assert (await machine.get(VALUES, params={"set": "none"})).json()["code"] == "unknown_set"
    await taken(admin)
    log = (await admin.get("/api/indicators/sharing/log")).json()["items"]
    assert [(one["taker"], one["rows"]) for one in log] == [("quan-tri", 2)]
    nation = await sign_in_as(app, fresh_db, "toan-quoc", "admin", "vn")
    seen = (await nation.get("/api/indicators/sharing/log")).json()["items"]
    assert [(one["taker"], one["rows"]) for one in seen] == [("quan-tri", 2), ("token:lgsp", 1)]
    await nation.aclose()


async def test_the_log_can_be_added_to_and_nothing_else(fresh_db: Database) -> None:
    for statement in ("UPDATE indicator_takings SET rows = 0", "DELETE FROM indicator_takings"):
        with pytest.raises(Exception, match="permission denied"):
            async with fresh_db.transaction(SYSTEM) as session:
                await session.execute(text(statement))


class Receiver:
    """Another system: answers with the statuses it is told to, then 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((dict(self.headers), body))
                self.send_response(outer.statuses.pop(0) if outer.statuses else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/nhan"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"feeds_private": "127.0.0.1"})


def body(receiver: Receiver, **more: Any) -> dict[str, Any]:
    return {
        "name": "Trục tỉnh",
        "address": receiver.address,
        "secret": SECRET,
        "set": "lao_cai",
        "province": "04",
    } | more


async def again(database: Database) -> None:
    async with database.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE indicator_pushes SET next_at = now()"))


async def test_what_is_new_is_pushed_signed_and_retried_until_it_is_taken(
    planner: httpx.AsyncClient,
    admin: httpx.AsyncClient,
    fresh_db: Database,
    receiver: Receiver,
    settings: Settings,
) -> None:
    await write(planner, every(1.0, 2.0))
    added = await admin.post("/api/indicators/sharing/recipients", json=body(receiver))
    assert added.status_code == 201, added.text
    assert receiver.address not in added.text and SECRET not in added.text
    receiver.statuses = [503]
    assert await push_due(fresh_db, settings) == 1
    assert await push_due(fresh_db, settings) == 0, "its wait is not over"
    await again(fresh_db)
    assert await push_due(fresh_db, settings) == 1
    (first, one), (second, other) = receiver.got
    assert one == other and first["Idempotency-Key"] == second["Idempotency-Key"]
    expected = hmac.new(SECRET.encode(), second["X-GeoOps-Timestamp"].encode() + b"." + other, hashlib.sha256)
    assert second["X-GeoOps-Signature"] == f"sha256={expected.hexdigest()}"
    receipt = (await admin.get("/api/indicators/sharing/receipts")).json()["items"]
    assert [(row["state"], row["attempts"], row["rows"]) for row in receipt] == [("delivered", 2, 2)]
    assert await push_due(fresh_db, settings) == 0, "nothing is new"
    await write(planner, every(7.0), reason="đính chính")
    await push_due(fresh_db, settings)
    assert len(receiver.got) == 3
    assert b'"value":7.0' in receiver.got[2][1] and b'"value":2.0' not in receiver.got[2][1]


async def test_a_refusal_is_final_and_a_removed_recipient_gets_nothing(
    planner: httpx.AsyncClient,
    admin: httpx.AsyncClient,
    fresh_db: Database,
    receiver: Receiver,
    settings: Settings,
) -> None:
    await write(planner, every(1.0))
    id_ = (await admin.post("/api/indicators/sharing/recipients", json=body(receiver))).json()["id"]
    receiver.statuses = [410]
    await push_due(fresh_db, settings)
    receipt = (await admin.get("/api/indicators/sharing/receipts")).json()["items"][0]
    assert (receipt["state"], receipt["last_error"]) == ("given_up", "HTTP 410")
    assert (await admin.delete(f"/api/indicators/sharing/recipients/{id_}")).status_code == 204
    await write(planner, every(5.0), reason="sửa")
    assert await push_due(fresh_db, settings) == 0
    assert len(receiver.got) == 1
    assert (await admin.delete(f"/api/indicators/sharing/recipients/{id_}")).status_code == 404


async def test_bad_recipients_are_refused(
    planner: httpx.AsyncClient, admin: httpx.AsyncClient, receiver: Receiver
) -> None:
    for more, status, code in (
        ({"address": "http://10.0.0.1/x"}, 422, "bad_recipient_address"),
        ({"address": "http://169.254.169.254/latest"}, 422, "bad_recipient_address"),
        ({"address": "ftp://example.org/x"}, 422, "bad_recipient_address"),
        ({"address": "http://user:pw@127.0.0.1/x"}, 422, "bad_recipient_address"),
        ({"address": "http://[::1"}, 422, "bad_recipient_address"),
        ({"province": "20"}, 403, "not_allowed"),
        ({"set": "none"}, 404, "unknown_set"),
        ({"secret": "ngắn"}, 422, "input_refused"),
        ({"name": "\x00"}, 422, "input_refused"),
    ):
        answer = await admin.post("/api/indicators/sharing/recipients", json=body(receiver, **more))
        assert (answer.status_code, answer.json()["code"]) == (status, code), (more, answer.text)
    assert (await admin.post("/api/indicators/sharing/recipients", json=body(receiver))).status_code == 201
    taken_ = await admin.post("/api/indicators/sharing/recipients", json=body(receiver))
    assert (taken_.status_code, taken_.json()["code"]) == (409, "recipient_taken")
    denied = await planner.post("/api/indicators/sharing/recipients", json=body(receiver))
    assert denied.status_code == 403


async def kept(database: Database) -> str:
    """Every byte that the table holds, as text."""
    async with database.transaction(SYSTEM) as session:
        rows = await session.scalars(text("SELECT CAST(kept AS text) FROM indicator_recipients AS kept"))
        return "\n".join(rows)


async def test_neither_address_nor_secret_lies_open_in_the_database(
    planner: httpx.AsyncClient,
    admin: httpx.AsyncClient,
    fresh_db: Database,
    receiver: Receiver,
    settings: Settings,
    tmp_path: Path,
) -> None:
    await write(planner, every(1.0))
    address = f"{receiver.address}?token=bi-mat"
    added = await admin.post("/api/indicators/sharing/recipients", json=body(receiver, address=address))
    assert (added.status_code, added.json()["readable"]) == (201, True)
    assert "bi-mat" not in await kept(fresh_db) and SECRET not in await kept(fresh_db)

    # what was written before addresses were sealed
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE indicator_recipients SET address = :address, secret = :secret"),
            {"address": address, "secret": SECRET},
        )
    assert "bi-mat" in await kept(fresh_db)
    (tmp_path / "no.key").write_text("this is no key")
    await seal(fresh_db, settings.model_copy(update={"sealing_key": tmp_path / "no.key"}))
    assert "bi-mat" in await kept(fresh_db), "without a key it stays as it is, and can be sent to"
    await seal(fresh_db, settings)
    sealed = await kept(fresh_db)
    assert "bi-mat" not in sealed and SECRET not in sealed
    await seal(fresh_db, settings)
    assert await kept(fresh_db) == sealed, "sealed once"

    lost = settings.model_copy(update={"sealing_key": tmp_path / "another.key"})
    assert await push_due(fresh_db, lost) == 1
    (receipt,) = (await admin.get("/api/indicators/sharing/receipts")).json()["items"]
    assert receipt["state"] == "waiting" and "enter the address again" in receipt["last_error"]
    assert receiver.got == []
    await again(fresh_db)
    assert await push_due(fresh_db, settings) == 1
    ((headers, _),) = receiver.got
    assert "X-GeoOps-Signature" in headers


async def test_who_lost_the_key_puts_the_address_in_again_and_nothing_is_skipped(
    planner: httpx.AsyncClient,
    admin: httpx.AsyncClient,
    app: FastAPI,
    fresh_db: Database,
    receiver: Receiver,
    settings: Settings,
    tmp_path: Path,
) -> None:
    await write(planner, every(1.0))
    added = await admin.post("/api/indicators/sharing/recipients", json=body(receiver))
    path = f"/api/indicators/sharing/recipients/{added.json()['id']}"
    lost = settings.model_copy(update={"sealing_key": tmp_path / "another.key"})
    app.state.settings = lost
    for _ in range(10):
        await push_due(fresh_db, lost)
        await again(fresh_db)
    (receipt,) = (await admin.get("/api/indicators/sharing/receipts")).json()["items"]
    assert (receipt["state"], receiver.got) == ("given_up", [])
    (listed,) = (await admin.get("/api/indicators/sharing/recipients")).json()["items"]
    assert listed["readable"] is False

    new = {"address": receiver.address, "secret": SECRET}
    assert (await admin.patch(path, json=new)).status_code == 412
    silent = await admin.patch(path, json={"address": new["address"]}, headers={"If-Match": listed["etag"]})
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "secret")
    put = await admin.patch(path, json=new, headers={"If-Match": listed["etag"]})
    assert (put.status_code, put.json()["readable"]) == (200, True), put.text
    assert receiver.address not in put.text and SECRET not in put.text
    again_ = await admin.patch(path, json=new, headers={"If-Match": listed["etag"]})
    assert again_.status_code == 412, "somebody else changed it"
    denied = await planner.patch(path, json=new, headers={"If-Match": put.json()["etag"]})
    assert denied.status_code == 403

    await push_due(fresh_db, lost)
    ((headers, sent),) = receiver.got
    assert "X-GeoOps-Signature" in headers and b'"value":1.0' in sent
    (receipt,) = (await admin.get("/api/indicators/sharing/receipts")).json()["items"]
    assert receipt["state"] == "delivered"
