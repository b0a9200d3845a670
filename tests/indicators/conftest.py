"""What tests of indicators stand on: nine made-up communes with the catalogue, and the people of a report."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.conftest import PeopleTemplate, TestCluster, client_of, rolled_back
from tests.indicators.reporting.people import People


@pytest.fixture(scope="session")
def template(people_template: PeopleTemplate) -> str:
    """The communes, the catalogue and the people are in every database."""
    return people_template.name


@pytest.fixture(scope="session")
async def catalogue_db(cluster: TestCluster, catalogue_template: str) -> AsyncIterator[Database]:
    """The communes and the catalogue, for all tests of this process; tests leave nothing in it."""
    database = Database(cluster.new_database(template=catalogue_template), pool_size=2)
    yield database
    await database.close()


@pytest.fixture
async def ready(catalogue_db: Database) -> AsyncIterator[AsyncSession]:
    """A transaction as the system, with the communes and the catalogue, rolled back at the end of the test."""
    async with rolled_back(catalogue_db) as opened:
        yield opened


@pytest.fixture
async def people(app: FastAPI, people_template: PeopleTemplate) -> AsyncIterator[People]:
    """Six people: three of a commune, a planner, an administrator, somebody of another commune."""
    opened = {name: client_of(app, one) for name, one in people_template.people.items()}
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
