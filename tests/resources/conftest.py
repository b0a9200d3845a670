"""The application with made-up communes, and people of different scopes."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests.conftest import TestCluster, sign_in_as


@pytest.fixture
async def fresh_db(cluster: TestCluster, units_template: str) -> AsyncIterator[Database]:
    """A database of the test's own with the communes in it."""
    async with cluster.database(template=units_template) as database:
        yield database


@pytest.fixture
async def officer(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A duty officer of province 04."""
    opened = await sign_in_as(app, fresh_db, "truc-ban", "duty", "04")
    yield opened
    await opened.aclose()


@pytest.fixture
async def commune_officer(
    app: FastAPI, fresh_db: Database, officer: httpx.AsyncClient
) -> AsyncIterator[httpx.AsyncClient]:
    """An officer of the commune 01302."""
    opened = await sign_in_as(app, fresh_db, "can-bo-xa", "commune", "01302")
    yield opened
    await opened.aclose()
