"""What tests of indicators stand on: nine made-up communes with the catalogue, and the people of a report."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts.service import SignedIn
from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.conftest import TestCluster, add_signed_in, client_of
from tests.indicators.reporting.people import NAMES, People

PEOPLED = "people_template"


@pytest.fixture(scope="session")
async def six_signed_in(cluster: TestCluster, catalogue_template: str) -> dict[str, SignedIn]:
    """Six people with open sessions, in a template with the communes and the catalogue: `PEOPLED`."""
    database = Database(cluster.new_database(template=catalogue_template, name=PEOPLED), pool_size=1)
    async with database.transaction(SYSTEM) as session:
        people = {name: await add_signed_in(session, name, *who) for name, who in NAMES.items()}
    await database.close()
    return people


@pytest.fixture
async def fresh_db(cluster: TestCluster, six_signed_in: dict[str, SignedIn]) -> AsyncIterator[Database]:
    """A database of the test's own with the communes, the catalogue and the people in it."""
    async with cluster.database(template=PEOPLED) as database:
        yield database


@pytest.fixture(scope="session")
async def catalogue_db(cluster: TestCluster, catalogue_template: str) -> AsyncIterator[Database]:
    """The communes and the catalogue, for all tests of this process; tests leave nothing in it."""
    database = Database(cluster.new_database(template=catalogue_template), pool_size=2)
    yield database
    await database.close()


@pytest.fixture
async def ready(catalogue_db: Database) -> AsyncIterator[AsyncSession]:
    """A transaction as the system, with the communes and the catalogue, rolled back at the end of the test."""
    async with catalogue_db.transaction(SYSTEM) as opened:
        yield opened
        await opened.rollback()


@pytest.fixture
async def people(app: FastAPI, six_signed_in: dict[str, SignedIn]) -> AsyncIterator[People]:
    """Six people: three of a commune, a planner, an administrator, somebody of another commune."""
    opened = {name: client_of(app, one) for name, one in six_signed_in.items()}
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
