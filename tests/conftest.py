"""What all tests stand on: a real PostGIS per test process, migrated once, and every test's work rolled back."""

import asyncio
import contextlib
import gc
import os
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
from argon2 import PasswordHasher
from asgi_lifespan import LifespanManager
from fastapi import FastAPI
from sqlalchemy import Dialect, Engine, create_engine, make_url, text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import passwords
from geoops.accounts import service as accounts
from geoops.accounts.gate import COOKIE
from geoops.app import create_app
from geoops.embedded import EmbeddedCluster
from geoops.indicators import service as indicators
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from geoops.migrations.run import migrate
from geoops.settings import Settings

TEMPLATE = "geoops_template"
# How long an example takes says how busy the machine is, and nothing about the program.
hypothesis.settings.register_profile("geoops", deadline=None)
hypothesis.settings.load_profile("geoops")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files marked `slow` first, so that with several processes none is left alone with a long one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector need not look at half a million such objects
    again and again, which took it a fifth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data; a test that needs it says that it was skipped where it is not there."""
    named = os.environ.get("GEOOPS_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("reference data are not beside this clone (GEOOPS_DATA names no folder)")
    return folder


@pytest.fixture(scope="session", autouse=True)
async def nothing_goes_on() -> AsyncIterator[None]:
    """At the end of all tests of a process, what still runs is ended, and named where it does not end."""
    yield
    for _ in range(3):
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        if not left:
            return
        await asyncio.wait(left, timeout=5)
    pytest.fail("still running after the last test: " + "; ".join(repr(task) for task in left))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Hash passwords with the least work: the strength of argon2 is not what is tested here."""
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator["TestCluster"]:
    """A private PostGIS for this test process, with one migrated template database."""
    home = tmp_path_factory.mktemp("cluster")
    embedded = EmbeddedCluster(home, durable=False)
    handle = embedded.start()
    try:
        handle.ensure_database(TEMPLATE)
        migrate(handle.url_for(TEMPLATE))
        made = TestCluster(handle.url_for("postgres"), handle.url_for)
        yield made
        made.close()
    finally:
        embedded.stop()


class TestCluster:
    """Makes databases from the migrated template."""

    __test__ = False

    def __init__(self, admin_url: str, url_for: "object") -> None:
        self._admin = create_engine(admin_url, isolation_level="AUTOCOMMIT", pool_size=1)
        self._url_for = url_for
        self._count = 0
        self._dialect: Dialect | None = None
        self._compiled: dict[Any, Any] = {}

    def new_database(self, *, template: str = TEMPLATE, name: str | None = None) -> str:
        """The address, as the owner, of a fresh database."""
        self._count += 1
        name = name or f"test_{self._count}"
        # three times as quick as through the log, where nothing is kept after the tests
        self._command(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return str(self._url_for(name))  # type: ignore[operator]  # a bound method of the cluster's handle

    @contextlib.asynccontextmanager
    async def database(self, *, template: str = TEMPLATE, pool_size: int = 5) -> AsyncIterator[Database]:
        """A database for one test, gone after it: a thousand of them would fill a small disk."""
        url = self.new_database(template=template)
        opened = Database(url, pool_size=pool_size)
        self._share_what_is_compiled(opened.engine.sync_engine)
        try:
            yield opened
        finally:
            await opened.close()
            self._command(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    @contextlib.asynccontextmanager
    async def template(self, name: str, *, template: str = TEMPLATE) -> AsyncIterator[AsyncSession]:
        """A transaction as the system that fills a new database; after it others are made from that by its name."""
        database = Database(self.new_database(template=template, name=name), pool_size=1)
        try:
            async with database.transaction(SYSTEM) as session:
                yield session
        finally:
            await database.close()

    def _share_what_is_compiled(self, engine: Engine) -> None:
        """Statements are compiled once a process and not once a database: a tenth of the time of all tests. What is
        compiled is kept by the dialect that it was compiled for, so that is shared too."""
        if self._dialect is None:
            self._dialect = engine.dialect
        engine.dialect = engine.pool._dialect = self._dialect
        engine._compiled_cache = self._compiled

    def _command(self, command: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(command))

    def close(self) -> None:
        """Let go of the connection that makes and drops databases."""
        self._admin.dispose()


@pytest.fixture(scope="session")
async def db(cluster: TestCluster) -> AsyncIterator[Database]:
    """A migrated database that all tests of this process share; tests leave nothing in it."""
    database = Database(cluster.new_database(), pool_size=5)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def template() -> str:
    """The name of the template that `fresh_db` is made from; a folder of tests may name another."""
    return TEMPLATE


@pytest.fixture
async def fresh_db(cluster: TestCluster, template: str) -> AsyncIterator[Database]:
    """A database of the test's own, for tests that commit: as `template` is, empty where nothing else is named."""
    async with cluster.database(template=template) as database:
        yield database


@pytest.fixture(scope="session")
async def country(cluster: TestCluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a template database with the made-up country of `tests.places` loaded."""
    from tests import places

    name = "country_template"
    async with cluster.template(name) as session:
        await places.load(session, tmp_path_factory.mktemp("country"))
    return name


@pytest.fixture(scope="session")
async def units_template(cluster: TestCluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a template database with the nine made-up communes of `tests.units` loaded."""
    from tests import units

    name = "units_template"
    async with cluster.template(name) as session:
        await units.load(session, tmp_path_factory.mktemp("units"))
    return name


@pytest.fixture(scope="session")
async def catalogue_template(cluster: TestCluster, units_template: str) -> str:
    """The name of a template database with the nine communes of `tests.units` and the catalogue."""
    name = "catalogue_template"
    async with cluster.template(name, template=units_template) as session:
        await indicators.ensure_loaded(session)
    return name


@dataclass(frozen=True)
class PeopleTemplate:
    """The name of a template database, and the open sessions of the people in it by name."""

    name: str
    people: dict[str, accounts.SignedIn]


@pytest.fixture(scope="session")
async def people_template(cluster: TestCluster, catalogue_template: str) -> PeopleTemplate:
    """The communes, the catalogue, and the six people of `tests.indicators.reporting.people`, signed in."""
    from tests.indicators.reporting.people import NAMES

    name = "people_template"
    async with cluster.template(name, template=catalogue_template) as session:
        signed_in = {person: await add_signed_in(session, person, *who) for person, who in NAMES.items()}
    return PeopleTemplate(name, signed_in)


@pytest.fixture
async def country_db(cluster: TestCluster, country: str) -> AsyncIterator[Database]:
    """A database of the test's own, with the made-up country in it."""
    async with cluster.database(template=country) as database:
        yield database


_first: list[FastAPI] = []


def new_app(settings: Settings, database: Database) -> FastAPI:
    """The application on that database, with the routes of the first one and their description: each would work them
    out anew."""
    application = create_app(settings, database)
    if not _first:
        _first.append(application)
    application.router.routes[:] = _first[0].router.routes
    application.openapi = _first[0].openapi  # type: ignore[method-assign]
    return application


@pytest.fixture
async def country_app(country_db: Database, settings: Settings) -> AsyncIterator[FastAPI]:
    """The application, running, in the made-up country."""
    application = new_app(settings, country_db)
    async with LifespanManager(application, startup_timeout=60, shutdown_timeout=60):
        yield application


@pytest.fixture
async def duty(country_app: FastAPI, country_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The duty officer of province 91 in the made-up country."""
    opened = await sign_in_as(country_app, country_db, "truc-ban", "duty", "91")
    yield opened
    await opened.aclose()


@contextlib.asynccontextmanager
async def rolled_back(database: Database) -> AsyncIterator[AsyncSession]:
    """A transaction as the system in the live space that leaves nothing behind."""
    async with database.transaction(SYSTEM) as opened:
        yield opened
        await opened.rollback()


@pytest.fixture
async def session(db: Database) -> AsyncIterator[AsyncSession]:
    """A transaction as the system in the live space, rolled back at the end of the test."""
    async with rolled_back(db) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a test: a home of its own, nothing from the environment."""
    return Settings(home=tmp_path / "home", data=None, database_url=None)


@pytest.fixture
async def app(fresh_db: Database, settings: Settings) -> AsyncIterator[FastAPI]:
    """The application, running, on a database of its own."""
    application = new_app(settings, fresh_db)
    async with LifespanManager(application, startup_timeout=60, shutdown_timeout=60):
        yield application


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that is not signed in."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def add_signed_in(
    session: AsyncSession, name: str, role: str, scope: str, hours: int = 12
) -> accounts.SignedIn:
    """A new person with a changed password and an open session.

    Without the three requests that it takes a person, which there would be thousands of: `tests/accounts` has those.
    """
    first = await accounts.add_person(session, name, role, scope)
    return await accounts.change_password(session, name, first, "một mật khẩu dài 1", hours)


def client_of(app: FastAPI, signed_in: accounts.SignedIn) -> httpx.AsyncClient:
    """The client of somebody who is signed in."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
        base_url="http://test",
        cookies={COOKIE: signed_in.secret},
        headers={"X-CSRF-Token": signed_in.caller.csrf or ""},
    )


async def sign_in_as(app: FastAPI, database: Database, name: str, role: str, scope: str) -> httpx.AsyncClient:
    """A client of a new person with that role and scope, signed in with a changed password."""
    async with database.transaction(SYSTEM) as session:
        signed_in = await add_signed_in(session, name, role, scope)
    await app.state.follower.catch_up()
    return client_of(app, signed_in)


@pytest.fixture
async def signed_in(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client signed in as an administrator of the whole country."""
    opened = await sign_in_as(app, fresh_db, "quan-tri", "admin", "vn")
    yield opened
    await opened.aclose()


@pytest.fixture
def unused_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def context(scope: str, space: str = "live", actor: str = "test") -> Context:
    """A context for a scope as people write it."""
    return Context(actor=actor, scope=Scope.parse(scope), space=space)


__all__ = ["asyncio", "context", "sign_in_as"]
