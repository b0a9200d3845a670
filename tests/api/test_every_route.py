"""Every route: refuses the unknown in one shape, and never falls over whatever is sent."""

import gzip
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import service as accounts
from tests.cases import cases
from tests.conftest import TestCluster
from tests.serving import serving

pytestmark = pytest.mark.slow
PATIENCE_S = 120

OPEN_TO_ALL = {"/healthz", "/readyz", "/metrics", "/api/layers"}
PROBLEM = {"type", "title", "status", "detail", "instance", "code", "request_id"}


@schemathesis.serializer(
    "application/offset+octet-stream", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
def as_piece(_context: Any, value: Any) -> bytes:
    """A piece of a file that is sent in pieces: its bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


def operations(app: FastAPI) -> list[tuple[str, str]]:
    """Every (method, path) of the API."""
    return [
        (method.upper(), path)
        for path, found in app.openapi()["paths"].items()
        for method in found
        if method in ("get", "post", "put", "patch", "delete")
    ]


async def test_without_a_sign_in_every_route_refuses_in_the_one_shape(country_app: FastAPI) -> None:
    transport = httpx.ASGITransport(app=country_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for method, path in operations(country_app):
            if path in OPEN_TO_ALL or path.startswith(("/cap/", "/ogc")):
                continue
            filled = path.replace("{code}", "90001").replace("{layer_id}", "communes")
            filled = filled.replace("{", "").replace("}", "")
            answer = await client.request(
                method, filled, json={} if method in ("POST", "PATCH", "PUT") else None
            )
            if path == "/api/session" and method == "DELETE":
                assert answer.status_code == 204
                continue
            assert 400 <= answer.status_code < 500, (method, path, answer.status_code)
            assert answer.headers["content-type"] == "application/problem+json", (method, path)
            document = answer.json()
            assert set(document) >= PROBLEM, (method, path)
            assert document["status"] == answer.status_code
            assert document["request_id"] == answer.headers["x-request-id"]


@cases(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("GET", "/api", 404),
        ("POST", "/api/nothing", 404),
        ("PUT", "/api/nothing/at/all", 404),
        ("DELETE", "/api/communes/90001/nothing", 404),
        ("PATCH", "/ogc/nothing", 404),
        ("POST", "/cap/nothing", 404),
        ("PUT", "/api/communes", 405),
        ("GET", "/tiles/x", 422),
        ("GET", "/x.js", 404),
    ],
)
async def test_what_is_not_there(duty: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    answer = await duty.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) >= PROBLEM


@cases(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/communes", "GET"),
        ("DELETE", "/api/incidents", "GET, POST"),
        ("POST", "/api/communes/90001", "GET"),
        ("POST", "/map", "GET, HEAD"),
    ],
)
async def test_a_wrong_method_is_told_which_are_right(
    duty: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    answer = await duty.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == allowed


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(duty: httpx.AsyncClient) -> None:
    answer = await duty.post(
        "/api/incidents",
        content=b"{}",
        headers={"Content-Length": str(500 * 2**20), "Content-Type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_body_without_a_stated_length_is_cut_off(
    duty: httpx.AsyncClient, country_app: FastAPI
) -> None:
    limit = country_app.state.settings.max_body_mb * 2**20
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        while sent < limit * 4:
            sent += 2**20
            yield b" " * 2**20

    answer = await duty.post(
        "/api/incidents", content=endless(), headers={"Content-Type": "application/json"}
    )
    assert answer.json()["code"] == "body_too_large"
    assert sent <= limit + 2 * 2**20


async def test_answers_are_compressed_for_those_who_take_it(duty: httpx.AsyncClient) -> None:
    plain = await duty.get("/api/layers", headers={"Accept-Encoding": "identity"})
    packed = await duty.get("/api/layers", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(plain.content)) < len(plain.content)


@pytest.fixture(scope="module")
def served(
    cluster: TestCluster, country: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The application's address and an administrator's token."""

    async def add_token(session: AsyncSession) -> str:
        return await accounts.add_token(session, "fuzz", "admin", "vn", "test")

    url = cluster.new_database(template=country)
    with serving(url, tmp_path_factory.mktemp("served"), add_token) as found:
        yield found


def test_nothing_that_fits_the_description_makes_it_fall_over(served: tuple[str, str]) -> None:
    """Schemathesis makes requests from the OpenAPI description, fitting and not fitting; none may end in a 5xx."""
    address, token = served
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json", timeout=PATIENCE_S)
    headers = {"Authorization": f"Bearer {token}"}
    line = requests.Session()
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path in ("/api/stream", "/api/session", "/api/session/password"):
            continue

        @settings(max_examples=15, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def attack(case: Any) -> None:
            nonlocal tried
            tried += 1
            answer = case.call(base_url=address, session=line, headers=headers, timeout=PATIENCE_S)
            case.validate_response(answer, checks=[not_a_server_error])
            if answer.status_code >= 400:
                assert answer.headers["content-type"][0] == "application/problem+json"

        attack()
    assert tried > 100
