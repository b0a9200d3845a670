"""What tests of indicators stand on: nine made-up communes with the catalogue, and the people of a report."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI

from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.conftest import TestCluster
from tests.indicators.reporting.people import People, signed_in


@pytest.fixture
async def fresh_db(cluster: TestCluster, catalogue_template: str) -> AsyncIterator[Database]:
    """A database of the test's own with the communes and the catalogue in it."""
    async with cluster.database(template=catalogue_template) as database:
        yield database


@pytest.fixture
async def people(app: FastAPI, fresh_db: Database) -> AsyncIterator[People]:
    """Six people: three of a commune, a planner, an administrator, somebody of another commune."""
    opened = await signed_in(app, fresh_db)
    yield opened
    for client in opened.values():
        await client.aclose()


@pytest.fixture
async def drill(fresh_db: Database) -> dict[str, str]:
    """The query of requests into a drill that is under way."""
    now = datetime.now(UTC)
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session, "drill-1", kind="drill", title=Text("Diễn tập", "Drill"), starts_at=now,
            ends_at=now + timedelta(hours=1), speed=1,
        )  # fmt: skip
    return {"space": "drill-1"}
