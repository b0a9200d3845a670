"""What the tests of the OGC API share: an application with published views, an administrator, anybody."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager
from fastapi import FastAPI

from geoops.domains import registry
from geoops.kit.db import Database
from geoops.layers.ogc import publishing
from geoops.settings import Settings
from tests import places
from tests.conftest import TestCluster, new_app, sign_in_as

PROBLEM = {"type", "title", "status", "detail", "instance", "code", "request_id"}


@pytest.fixture(scope="session")
def published(cluster: TestCluster, country: str) -> str:
    """The name of a template with the made-up country and the published views."""
    url = cluster.new_database(template=country, name="published_template")
    publishing.publish(url, registry())
    return "published_template"


@pytest.fixture
async def ogc_db(cluster: TestCluster, published: str) -> AsyncIterator[Database]:
    async with cluster.database(template=published) as database:
        yield database


@pytest.fixture
async def ogc_app(ogc_db: Database, settings: Settings) -> AsyncIterator[FastAPI]:
    application = new_app(settings, ogc_db)
    async with LifespanManager(application, startup_timeout=60, shutdown_timeout=60):
        yield application


@pytest.fixture
async def admin(ogc_app: FastAPI, ogc_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    opened = await sign_in_as(ogc_app, ogc_db, "quan-tri", "admin", "vn")
    yield opened
    await opened.aclose()


@pytest.fixture
async def anybody(ogc_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=ogc_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def open_up(admin: httpx.AsyncClient, *layers: str) -> None:
    for layer in layers:
        assert (await admin.put(f"/api/layers/{layer}/public")).status_code == 204


async def listed(client: httpx.AsyncClient) -> list[str]:
    answer = await client.get("/ogc/collections")
    assert answer.status_code == 200, answer.text
    return [found["id"] for found in answer.json()["collections"]]


def report(code: str) -> dict[str, Any]:
    lon, lat = places.centre(code)
    return {
        "id": str(uuid.uuid4()),
        "kind": "flooding",
        "position": {"lon": lon, "lat": lat},
        "note": "bí mật",
    }
