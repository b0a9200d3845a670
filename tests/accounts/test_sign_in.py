"""Signing in, forged writes, scopes, tokens."""

import httpx
from fastapi import FastAPI

from geoops.accounts import service
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database


async def test_the_first_password_only_lets_one_change_it(
    client: httpx.AsyncClient, fresh_db: Database
) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        first = await service.ensure_first_administrator(session)
        assert await service.ensure_first_administrator(session) is None
    assert first is not None
    answer = await client.post("/api/session", json={"name": "admin", "password": first})
    assert answer.status_code == 200
    assert answer.json()["person"]["must_change_password"] is True
    assert "HttpOnly" in answer.headers["set-cookie"]
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    for path in ("/api/layers", "/api/changes", "/api/spaces"):
        refused = await client.get(path)
        assert refused.status_code == 403
        assert refused.json()["code"] == "password_change_required"
    weak = await client.post("/api/session/password", json={"current": first, "new": "admin"})
    assert weak.json()["code"] == "weak_password"
    done = await client.post("/api/session/password", json={"current": first, "new": "bão số 3 về đêm"})
    assert done.status_code == 200
    assert (await client.get("/api/layers")).status_code == 200
    again = await client.post("/api/session", json={"name": "admin", "password": first})
    assert again.status_code == 401


async def test_a_write_by_cookie_needs_the_page_token(signed_in: httpx.AsyncClient) -> None:
    answer = await signed_in.post(
        "/api/spaces/live/clock", json={"speed": 2}, headers={"X-CSRF-Token": "forged"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


async def test_wrong_password_and_unknown_name_look_the_same(
    client: httpx.AsyncClient, fresh_db: Database
) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        await service.add_person(session, "truc-ban", "duty", "15")
    known = await client.post("/api/session", json={"name": "truc-ban", "password": "sai"})
    unknown = await client.post("/api/session", json={"name": "khong-co", "password": "sai"})
    assert known.status_code == unknown.status_code == 401
    keys = ("title", "detail", "code", "status")
    assert [known.json()[key] for key in keys] == [unknown.json()[key] for key in keys]


async def test_guessing_is_slowed_down(client: httpx.AsyncClient, fresh_db: Database) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        password = await service.add_person(session, "truc-ban", "duty", "15")
    for _ in range(service.MAX_FAILURES_PER_NAME):
        assert (
            await client.post("/api/session", json={"name": "truc-ban", "password": "sai"})
        ).status_code == 401
    blocked = await client.post("/api/session", json={"name": "truc-ban", "password": password})
    assert (blocked.status_code, blocked.json()["code"]) == (429, "too_many_attempts")
    assert blocked.headers["retry-after"]


async def test_sign_out_ends_the_session(signed_in: httpx.AsyncClient) -> None:
    cookie = signed_in.cookies["geoops_session"]
    assert (await signed_in.delete("/api/session")).status_code == 204
    answer = await signed_in.get("/api/layers", headers={"Cookie": f"geoops_session={cookie}"})
    assert answer.json()["items"] == []
    refused = await signed_in.get("/api/changes", headers={"Cookie": f"geoops_session={cookie}"})
    assert refused.status_code == 401


async def test_tokens_have_one_role_and_can_be_revoked(
    client: httpx.AsyncClient, fresh_db: Database, app: FastAPI
) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        secret = await service.add_token(session, "tram-do", "feed", "15", "test")
    bearer = {"Authorization": f"Bearer {secret}"}
    refused = await client.get("/api/changes", headers=bearer)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    wrong = await client.get("/api/changes", headers={"Authorization": "Bearer go_nothing"})
    assert wrong.status_code == 401
    async with fresh_db.transaction(SYSTEM) as session:
        await service.revoke_token(session, "tram-do")
    await app.state.follower.catch_up()
    assert (await client.get("/api/changes", headers=bearer)).status_code == 401


async def test_problems_speak_the_callers_language(client: httpx.AsyncClient) -> None:
    vietnamese = (await client.get("/api/changes")).json()
    english = (
        await client.get("/api/changes", headers={"Accept-Language": "en-GB,en;q=0.9,vi;q=0.1"})
    ).json()
    assert vietnamese["code"] == english["code"] == "not_signed_in"
    assert "đăng nhập" in vietnamese["title"]
    assert "signed in" in english["title"]
    for document in (vietnamese, english):
        assert set(document) >= {"type", "title", "status", "detail", "instance", "code", "request_id"}
