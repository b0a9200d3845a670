"""Phones that stay signed in, and teams that join by a code."""

import hashlib
import hmac

import httpx
import pytest
from fastapi import FastAPI

from geoops.accounts import service as accounts
from geoops.accounts.tokens import service as tokens
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.conftest import sign_in_as


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
async def bare(country_app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=country_app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


async def test_a_phone_speaks_for_its_person_and_writes_without_the_page_token(
    country_app: FastAPI, country_db: Database, bare: httpx.AsyncClient
) -> None:
    person = await sign_in_as(country_app, country_db, "thao", "field", "90001")
    made = await person.post("/api/tokens/phone", json={"label": "Máy của Thào"})
    assert made.status_code == 201, made.text
    assert made.json()["holder"] | {"expires_at": None} == {
        "kind": "person",
        "name": "thao",
        "label": "thao",
        "roles": ["field"],
        "scope": "90001",
        "expires_at": None,
    }
    phone = bearer(made.json()["secret"])
    report = {"id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e", "kind": "fire", "commune_code": "90001"}
    sent = await bare.post("/api/incidents", json=report, headers=phone)
    assert (sent.status_code, sent.json()["reporter"]) == (201, "thao")
    assert (await bare.get("/api/tokens/self", headers=phone)).json()["name"] == "thao"
    assert (await bare.delete("/api/tokens/self", headers=phone)).status_code == 204
    over = await bare.get("/api/tokens/self", headers=phone)
    assert (over.status_code, over.json()["code"]) == (401, "token_revoked")


async def test_a_new_password_signs_every_phone_out(
    country_app: FastAPI, country_db: Database, bare: httpx.AsyncClient
) -> None:
    person = await sign_in_as(country_app, country_db, "thao", "field", "90001")
    secret = (await person.post("/api/tokens/phone", json={})).json()["secret"]
    async with country_db.transaction(SYSTEM) as session:
        await accounts.reset_password(session, "thao")
    await country_app.state.follower.catch_up()
    over = await bare.get("/api/tokens/self", headers=bearer(secret))
    assert (over.status_code, over.json()["code"]) == (401, "token_revoked")


async def test_an_old_phone_gives_way_to_an_eleventh(country_app: FastAPI, country_db: Database) -> None:
    person = await sign_in_as(country_app, country_db, "thao", "field", "90001")
    for _ in range(tokens.MAX_PHONES + 1):
        assert (await person.post("/api/tokens/phone", json={})).status_code == 201
    async with country_db.transaction(SYSTEM) as session:
        assert len(await tokens.store.tokens_of(session, "thao")) == tokens.MAX_PHONES


async def test_a_team_joins_by_its_code_until_it_is_taken_back(
    duty: httpx.AsyncClient, bare: httpx.AsyncClient
) -> None:
    made = await duty.post("/api/tokens", json={"label": "Đội xung kích", "scope": "90001", "days": 30})
    assert made.status_code == 201, made.text
    team = made.json()
    assert team["join"] == f"/field/#join={team['secret']}"
    assert (team["role"], team["scope"], team["in_force"]) == ("field", "90001", True)
    holder = await bare.get("/api/tokens/self", headers=bearer(team["secret"]))
    assert (holder.json()["kind"], holder.json()["label"]) == ("team", "Đội xung kích")
    assert (await bare.get("/api/tokens", headers=bearer(team["secret"]))).status_code == 403
    listed = (await duty.get("/api/tokens")).json()["items"]
    assert [item["name"] for item in listed] == [team["name"]]
    assert "secret" not in listed[0]
    assert (await duty.delete(f"/api/tokens/{team['name']}")).status_code == 204
    over = await bare.get("/api/tokens/self", headers=bearer(team["secret"]))
    assert (over.status_code, over.json()["code"]) == (401, "token_revoked")
    again = await duty.delete(f"/api/tokens/{team['name']}")
    assert (again.status_code, again.json()["code"]) == (404, "unknown_token")


@pytest.mark.parametrize(
    ("scope", "status", "code"),
    [
        ("vn", 403, "not_allowed"),
        ("92", 403, "not_allowed"),
        ("91,90003", 403, "not_allowed"),
        ("99", 422, "input_refused"),
        ("99999", 422, "input_refused"),
        ("9", 422, "input_refused"),
        (",", 422, "input_refused"),
        ("91,90001", 201, None),
        (None, 201, None),
    ],
)
async def test_a_team_is_never_wider_than_its_maker(
    duty: httpx.AsyncClient, scope: str | None, status: int, code: str | None
) -> None:
    made = await duty.post("/api/tokens", json={"label": "Đội", "scope": scope})
    assert (made.status_code, made.json().get("code")) == (status, code)


async def test_the_tokens_of_another_province_and_of_machines_are_not_the_duty_officers(
    country_app: FastAPI, country_db: Database, duty: httpx.AsyncClient
) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await accounts.add_token(session, "tram-do", "feed", "91", "test")
        await accounts.add_token(session, "doi-92", "field", "92", "test")
    assert (await duty.get("/api/tokens")).json()["items"] == []
    for name in ("tram-do", "doi-92"):
        assert (await duty.delete(f"/api/tokens/{name}")).status_code == 404
    admin = await sign_in_as(country_app, country_db, "quan-tri", "admin", "vn")
    assert {item["name"] for item in (await admin.get("/api/tokens")).json()["items"]} == {
        "tram-do",
        "doi-92",
    }


async def test_a_seal_needs_the_secret_and_the_very_text(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    team = (await duty.post("/api/tokens", json={"label": "Đội", "scope": "91"})).json()
    text = '{"note": "đường tắc"}'
    key = hashlib.sha256(team["secret"].encode()).digest()
    proof = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    name = f"token:{team['name']}"
    async with country_db.transaction(SYSTEM) as session:
        assert await tokens.is_proven(session, name, text, proof)
        assert not await tokens.is_proven(session, name, text + " ", proof)
        assert not await tokens.is_proven(session, name, text, "0" * 64)
        assert not await tokens.is_proven(session, "truc-ban", text, proof)
