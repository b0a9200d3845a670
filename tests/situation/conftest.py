"""A night in the made-up country, and others who look at it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests.conftest import sign_in_as
from tests.situation.night import OTHER, Night


@pytest.fixture
async def night(duty: httpx.AsyncClient, country_db: Database) -> Night:
    return Night(duty, country_db)


@pytest.fixture
async def neighbour(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The duty officer of province 92."""
    opened = await sign_in_as(country_app, country_db, "truc-ban-92", "duty", "92")
    yield opened
    await opened.aclose()


@pytest.fixture
async def commune_officer(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """An officer of one commune of province 92."""
    opened = await sign_in_as(country_app, country_db, "can-bo-xa", "commune", OTHER)
    yield opened
    await opened.aclose()
