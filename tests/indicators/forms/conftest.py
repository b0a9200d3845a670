"""People for tests of reporting."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests.indicators.reporting.people import People, gathered


@pytest.fixture
async def people(app: FastAPI, fresh_db: Database, tmp_path: Path) -> AsyncIterator[People]:
    """Six people: three of a commune, a planner, an administrator, somebody of another commune."""
    opened = await gathered(app, fresh_db, tmp_path)
    yield opened
    for client in opened.values():
        await client.aclose()
