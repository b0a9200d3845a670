"""The application with made-up communes, and people of different scopes."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as


@pytest.fixture
async def officer(app: FastAPI, fresh_db: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A duty officer of province 04, with the communes loaded."""
    await units.load_into(fresh_db, tmp_path)
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
