"""People of the made-up country, and a road through it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import loading, taking_roads
from geoops.works.mapping import PostMapping, RoadMapping, read_mapping
from tests.conftest import sign_in_as
from tests.works import lines

LINE = lines.winding()


@pytest.fixture
async def with_road(country_db: Database, tmp_path: Path) -> None:
    """QL4D from west to east through 90001 and 90002, with posts from Km100 on."""
    stated = read_mapping(lines.write_mapping(tmp_path), "roads")
    posted = read_mapping(lines.write_post_mapping(tmp_path), "posts")
    assert isinstance(stated, RoadMapping) and isinstance(posted, PostMapping)
    line_file = lines.write_roads(tmp_path, [{"ten": "Quốc lộ 4D", "line": LINE}])
    post_file = lines.write_posts(tmp_path, lines.posts_along(LINE, first_km=100))
    async with country_db.transaction(SYSTEM) as session:
        await taking_roads.load(session, loading.read_roads(line_file, stated), stated)
        await taking_roads.load_posts(session, loading.read_posts(post_file, posted), posted, post_file.name)


@pytest.fixture
async def commune_officer(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """An officer of the commune 90002."""
    opened = await sign_in_as(country_app, country_db, "can-bo-xa", "commune", "90002")
    yield opened
    await opened.aclose()


@pytest.fixture
async def other_province(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The duty officer of province 92."""
    opened = await sign_in_as(country_app, country_db, "truc-ban-92", "duty", "92")
    yield opened
    await opened.aclose()
