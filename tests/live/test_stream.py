"""The stream: in order, resumed without a gap or a repeat, heard only by those who may."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from geoops.accounts import service as accounts
from geoops.accounts.errors import TokenRevoked
from geoops.kit import changes
from geoops.kit.changes import Change
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM, Caller, Scope
from geoops.kit.db import Database
from geoops.live.hub import QUEUE, Hub
from tests.conftest import sign_in_as


def change(seq: int, **more: object) -> Change:
    """A change as the follower hands it out."""
    values: dict[str, object] = {
        "seq": seq,
        "recorded_at": utc_now(),
        "space": "live",
        "actor": "somebody",
        "domain": "test",
        "entity": "thing",
        "entity_id": str(seq),
        "op": "create",
        "commune_code": None,
        "at": None,
    } | more
    return Change(**values)  # type: ignore[arg-type]  # the keys are the fields


async def append(database: Database, name: str, **more: object) -> None:
    async with database.transaction(SYSTEM) as session:
        await changes.record(
            session, domain="test", entity="thing", entity_id=name, op="create", **({"everyone": True} | more)
        )


@pytest.fixture
async def server(app: FastAPI, unused_port: int) -> AsyncIterator[str]:
    """The application behind a real socket: server-sent events need one."""
    config = uvicorn.Config(
        app, port=unused_port, log_config=None, lifespan="off", timeout_graceful_shutdown=1
    )
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve())
    while not running.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{unused_port}"
    app.state.hub.close()
    running.should_exit = True
    await asyncio.wait_for(task, 10)


async def events(client: httpx.AsyncClient, url: str, want: int, headers: dict[str, str]) -> list[dict]:
    """The first `want` changes of a stream."""
    got: list[dict] = []
    async with client.stream("GET", url, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            if line.startswith("data:") and '"seq"' in line:
                got.append(json.loads(line.removeprefix("data:")))
                if len(got) == want:
                    return got
    return got


async def test_resume_neither_skips_nor_repeats(server: str, app: FastAPI, fresh_db: Database) -> None:
    signed_in = await sign_in_as(app, fresh_db, "truc", "duty", "vn")
    cookie = {"Cookie": "; ".join(f"{key}={value}" for key, value in signed_in.cookies.items())}
    for number in range(3):
        await append(fresh_db, f"before-{number}")
    async with httpx.AsyncClient(timeout=10) as client:
        first = await asyncio.wait_for(events(client, f"{server}/api/stream?after=0", 3 + 2, cookie), 10)
        names = [event["entity_id"] for event in first]
        assert names[-3:] == ["before-0", "before-1", "before-2"]  # after the two of the sign-in
        last = first[-1]["seq"]

        async def write() -> None:
            for number in range(20):
                await append(fresh_db, f"while-{number}")
                await asyncio.sleep(0.002)

        writing = asyncio.create_task(write())
        got: list[dict] = []
        while len(got) < 20:  # a line that breaks after every seventh event
            part = await asyncio.wait_for(
                events(
                    client,
                    f"{server}/api/stream",
                    min(7, 20 - len(got)),
                    cookie | {"Last-Event-ID": str(last)},
                ),
                10,
            )
            got += part
            last = part[-1]["seq"]
        await writing
    assert [event["entity_id"] for event in got] == [f"while-{number}" for number in range(20)]
    await signed_in.aclose()


async def test_a_bad_resume_point_is_refused(server: str, signed_in: httpx.AsyncClient) -> None:
    answer = await signed_in.get("/api/stream", headers={"Last-Event-ID": "yesterday"})
    assert (answer.status_code, answer.json()["code"]) == (422, "input_refused")


def caller(scope: str) -> Caller:
    return Caller(kind="person", name="x", roles=frozenset({"duty"}), scope=Scope.parse(scope))


def test_who_hears() -> None:
    hub = Hub()
    hub.know_provinces({"03388": "12", "02671": "15"})
    here = change(1, commune_code="02671")
    assert hub.hears(caller("vn"), "live", here)
    assert hub.hears(caller("15"), "live", here)
    assert hub.hears(caller("02671"), "live", here)
    assert not hub.hears(caller("12"), "live", here)
    assert not hub.hears(caller("15"), "mua-lu", here)
    assert hub.hears(caller("12"), "live", change(2, everyone=True))
    assert not hub.hears(caller("03388"), "live", change(3))
    assert hub.hears(caller("03388"), "live", change(4, actor="x", commune_code="02671"))


async def test_a_reader_that_is_too_slow_is_cut_off_and_the_others_are_not() -> None:
    hub = Hub()
    async with hub.listening(caller("vn"), "live") as slow, hub.listening(caller("vn"), "live") as quick:
        for seq in range(QUEUE + 1):
            hub.publish([change(seq, everyone=True)])
            quick.get_nowait()
        assert slow.get_nowait() is None
        assert slow.empty()
        hub.publish([change(QUEUE + 2, everyone=True)])
        assert quick.get_nowait() is not None
        assert slow.empty()


async def token(database: Database, name: str, role: str) -> dict[str, str]:
    """The header of a new token for the whole country."""
    async with database.transaction(SYSTEM) as session:
        secret = await accounts.add_token(session, name, role, "vn", "test")
    return {"Authorization": f"Bearer {secret}"}


async def heard(client: httpx.AsyncClient, url: str, headers: dict[str, str], into: list[str]) -> None:
    """Put what a stream tells of into a list, until it ends."""
    async with client.stream("GET", url, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            if line.startswith("data:") and '"seq"' in line:
                into.append(json.loads(line.removeprefix("data:"))["entity_id"])


async def until(into: list[str], name: str) -> None:
    async with asyncio.timeout(10):
        while name not in into:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("how", ["revoked", "signed out", "another password"])
async def test_who_is_cut_off_hears_no_more(server: str, app: FastAPI, fresh_db: Database, how: str) -> None:
    person = await sign_in_as(app, fresh_db, "truc", "duty", "vn")
    headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in person.cookies.items())}
    if how == "revoked":
        headers = await token(fresh_db, "doi-1", "duty")
    got: list[str] = []
    async with httpx.AsyncClient(timeout=10) as client:
        listening = asyncio.create_task(heard(client, f"{server}/api/stream?after=0", headers, got))
        await append(fresh_db, "before")
        await until(got, "before")
        if how == "revoked":
            async with fresh_db.transaction(SYSTEM) as session:
                await accounts.revoke_token(session, "doi-1")
        elif how == "signed out":
            assert (await person.delete("/api/session")).status_code == 204
        else:
            body = {"current": "một mật khẩu dài 1", "new": "một mật khẩu dài 2"}
            assert (await person.post("/api/session/password", json=body)).status_code == 200
        await append(fresh_db, "after")
        async with asyncio.timeout(10):
            await listening
    assert "after" not in got
    await person.aclose()


async def test_an_open_layer_opens_the_log_to_nobody_who_may_not_see_the_map(
    server: str, signed_in: httpx.AsyncClient, fresh_db: Database
) -> None:
    assert (await signed_in.put("/api/layers/communes/public")).status_code == 204
    machine = await token(fresh_db, "may-do", "feed")
    await append(fresh_db, "missed", everyone=False)
    got: list[str] = []
    async with httpx.AsyncClient(timeout=10) as client:
        listening = asyncio.create_task(heard(client, f"{server}/api/stream?after=0", machine, got))
        await append(fresh_db, "weather")
        await until(got, "weather")
        await append(fresh_db, "secret", everyone=False)
        await append(fresh_db, "more weather")
        await until(got, "more weather")
        listening.cancel()
    assert not {"missed", "secret"} & set(got)


async def test_what_was_looked_up_before_a_revocation_is_not_remembered_after_it(
    app: FastAPI, fresh_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = (await token(fresh_db, "doi-1", "duty"))["Authorization"].removeprefix("Bearer ")
    callers = app.state.callers
    look_up = accounts.caller_by_token

    async def revoked_meanwhile(*given: Any) -> Caller | None:
        found = await look_up(*given)
        async with fresh_db.transaction(SYSTEM) as session:
            await accounts.revoke_token(session, "doi-1")
        await app.state.follower.catch_up()
        return found

    monkeypatch.setattr(accounts, "caller_by_token", revoked_meanwhile)
    assert await callers.by_token(secret) is not None
    monkeypatch.setattr(accounts, "caller_by_token", look_up)
    with pytest.raises(TokenRevoked):
        await callers.by_token(secret)
