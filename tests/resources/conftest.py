"""The application with made-up communes, and people of different scopes."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests.conftest import sign_in_as


@pytest.fixture(scope="session")
def template(units_template: str) -> str:
    """The communes are in every database."""
    return units_template


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
