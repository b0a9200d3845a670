"""People who draft, review and issue warnings in the made-up country, and the checks of documents."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import xmlschema
from fastapi import FastAPI

from geoops.kit.clock import utc_now
from geoops.kit.db import Database
from tests.conftest import sign_in_as


@pytest.fixture
async def author(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A duty officer of province 91."""
    opened = await sign_in_as(country_app, country_db, "nguoi-soan", "duty", "91")
    yield opened
    await opened.aclose()


@pytest.fixture
async def reviewer(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Another duty officer of province 91."""
    opened = await sign_in_as(country_app, country_db, "nguoi-duyet", "duty", "91")
    yield opened
    await opened.aclose()


@pytest.fixture
async def stranger(country_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    transport = httpx.ASGITransport(app=country_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


@pytest.fixture(scope="session")
def cap_samples(shared_data: Path) -> Path:
    """The folder of CAP documents of others."""
    folder = shared_data / "cap"
    if not folder.is_dir():
        pytest.skip("the reference data have no CAP documents")
    return folder


@pytest.fixture(scope="session")
def schema(cap_samples: Path) -> xmlschema.XMLSchema:
    """The CAP 1.2 schema in a validator that shares nothing with ours."""
    return xmlschema.XMLSchema(str(cap_samples / "CAP-v1.2.xsd"))


def later(hours: float) -> str:
    """So many hours from now, RFC 3339."""
    return (utc_now() + timedelta(hours=hours)).isoformat()


def body(**changes: Any) -> dict[str, Any]:
    """A draft that lacks nothing."""
    return {
        "hazard": "flash_flood_landslide",
        "severity": "Severe",
        "certainty": "Likely",
        "expires_at": later(6),
        "values": {"rain_mm": "120", "rain_hours": "6", "source": "trạm đo mưa"},
        "commune_codes": ["90001", "90002"],
        **changes,
    }


async def act(
    client: httpx.AsyncClient,
    warning: dict[str, Any],
    action: str,
    note: str | None = None,
    space: str = "live",
) -> httpx.Response:
    """Take a step with the etag that was read."""
    return await client.post(
        f"/api/warnings/{warning['id']}/actions/{action}",
        params={"space": space},
        json={"note": note},
        headers={"If-Match": warning["etag"]},
    )


async def issued(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, space: str = "live", **changes: Any
) -> dict[str, Any]:
    """A warning drafted by one and issued by the other."""
    answer = await author.post("/api/warnings", json=body(**changes), params={"space": space})
    assert answer.status_code == 201, answer.text
    return await through(author, reviewer, answer.json(), space)


async def through(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, warning: dict[str, Any], space: str = "live"
) -> dict[str, Any]:
    """Submit, approve and issue."""
    for client, action in ((author, "submit"), (reviewer, "approve"), (reviewer, "issue")):
        answer = await act(client, warning, action, space=space)
        assert answer.status_code == 200, answer.text
        warning = answer.json()
    return warning


def moment(text: str) -> datetime:
    """A time of an answer."""
    return datetime.fromisoformat(text)
