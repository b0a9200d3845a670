"""What tests of indicators stand on: nine made-up communes with the catalogue, and the people of a report."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
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
