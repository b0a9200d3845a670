"""The reader has rights to the published views alone, and they hold nothing but what is open."""

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine, text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.layers.ogc.reader import Reader, reader_url
from geoops.migrations.run import owner_engine
from geoops.settings import Settings
from tests.conftest import TestCluster
from tests.layers.ogc.conftest import open_up, report


async def test_the_views_themselves_hold_nothing_of_what_is_closed(
    admin: httpx.AsyncClient, ogc_app: FastAPI, anybody: httpx.AsyncClient
) -> None:
    """Even where a process has not heard yet that the layer was closed."""
    await open_up(admin, "communes")
    await admin.delete("/api/layers/communes/public")
    ogc_app.state.tiles.public = frozenset({"communes"})
    answer = await anybody.get("/ogc/collections/communes/items")
    assert (answer.status_code, answer.json()["numberMatched"]) == (200, 0)


async def test_the_reader_may_read_the_views_and_nothing_else(ogc_db: Database, settings: Settings) -> None:
    with owner_engine(ogc_db.url).connect() as owner:
        tables = (
            owner.execute(
                text(
                    "SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace"
                    " WHERE nspname IN ('geoops', 'jobs') AND relkind IN ('r', 'p', 'v', 'm', 'S')"
                )
            )
            .scalars()
            .all()
        )
        functions = (
            owner.execute(
                text(
                    "SELECT format('%I.%I', nspname, proname) FROM pg_proc JOIN pg_namespace AS n ON n.oid = pronamespace"
                    " WHERE nspname IN ('geoops', 'jobs') AND pronargs = 0 AND prokind = 'f'"
                    " AND prorettype <> 'trigger'::regtype"
                )
            )
            .scalars()
            .all()
        )
        rights = owner.execute(
            text(
                "SELECT count(*) FROM pg_class AS c, aclexplode(c.relacl) AS a WHERE a.grantee = 'geoops_reader'::regrole"
                " AND NOT (c.relnamespace = 'published'::regnamespace AND a.privilege_type = 'SELECT')"
            )
        ).scalar_one()
        member = owner.execute(
            text("SELECT count(*) FROM pg_auth_members WHERE member = 'geoops_reader'::regrole")
        ).scalar_one()
        owned = owner.execute(
            text(
                "SELECT (SELECT count(*) FROM pg_class WHERE relowner = 'geoops_reader'::regrole)"
                " + (SELECT count(*) FROM pg_proc WHERE proowner = 'geoops_reader'::regrole)"
            )
        ).scalar_one()
    assert len(tables) > 60 and functions
    assert (rights, member, owned) == (0, 0, 0)
    reader = Reader(reader_url(settings, ogc_db.url))
    async with reader.acquire() as connection:
        assert await connection.fetchval(
            "SELECT session_user = 'geoops_reader' AND current_user = session_user"
        )
        assert await connection.fetchval("SELECT count(*) FROM published.communes") == 0
        for statement in (
            *(f"SELECT * FROM {table}" for table in tables),
            *(f"SELECT {function}()" for function in functions),
            "CREATE TABLE published.mine (a int)",
            "CREATE VIEW published.mine AS SELECT 1",
            "SET ROLE geoops_app",
            "SET ROLE geoops_publisher",
            "SELECT set_config('role', 'geoops_owner', false)",
            "SELECT publishing.current_space()",
            "INSERT INTO published.communes (id) VALUES ('x')",
            "DELETE FROM published.provinces",
        ):
            with pytest.raises(asyncpg.PostgresError) as refused:
                await connection.execute("SET default_transaction_read_only = off")
                await connection.execute(statement)
            assert refused.value.sqlstate in ("42501", "22023", "55000", "42704"), (statement, refused.value)
    reader.close()


async def test_what_a_session_sets_changes_nothing(
    admin: httpx.AsyncClient, ogc_db: Database, settings: Settings
) -> None:
    """Rows of a drill stay out even if somebody found a way to set what row-level security reads elsewhere."""
    async with ogc_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "INSERT INTO spaces (name, kind, title_vi, title_en, starts_at, anchor_event, anchor_wall, runs_until)"
                " VALUES ('dien-tap', 'drill', 'd', 'd', now(), now(), now(), now())"
            )
        )
    assert (await admin.post("/api/incidents?space=dien-tap", json=report("90001"))).status_code == 201
    await open_up(admin, "incidents")
    reader = Reader(reader_url(settings, ogc_db.url))
    async with reader.acquire() as connection:
        for space in ("live", "dien-tap", "*"):
            await connection.execute(f"SET geoops.space = '{space}'")
            await connection.execute("SET geoops.scope = 'vn'")
            assert await connection.fetchval("SELECT count(*) FROM published.incidents") == 0, space
    reader.close()


def test_every_function_that_reads_the_context_is_pinned(cluster: TestCluster, published: str) -> None:
    """What policies and layers may ask about the caller, and every policy of the application, has its like."""
    engine = create_engine(cluster.new_database(template=published))
    with engine.connect() as connection:
        context_functions = (
            connection.execute(
                text(
                    "SELECT proname FROM pg_proc WHERE pronamespace = 'geoops'::regnamespace"
                    " AND prosrc ~ 'geoops\\.(space|scope|actor)|current_space|current_actor|scope_'"
                    " AND prorettype <> 'trigger'::regtype AND NOT prosecdef"
                )
            )
            .scalars()
            .all()
        )
        pinned = (
            connection.execute(
                text("SELECT proname FROM pg_proc WHERE pronamespace = 'publishing'::regnamespace")
            )
            .scalars()
            .all()
        )
        loose = (
            connection.execute(
                text(
                    "SELECT polname FROM pg_policy WHERE 'geoops_publisher'::regrole = ANY (polroles)"
                    " AND pg_get_expr(polqual, polrelid) ~ 'geoops\\.(current|scope|space)_|current_setting'"
                    " UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'published'::regnamespace"
                    " AND pg_get_viewdef(oid) ~ 'geoops\\.(current|scope|space)_|current_setting'"
                )
            )
            .scalars()
            .all()
        )
        for_all = connection.execute(
            text("SELECT count(*) FROM pg_policy WHERE 0 = ANY (polroles)")
        ).scalar_one()
        owners = (
            connection.execute(
                text(
                    "SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relnamespace = 'published'::regnamespace"
                )
            )
            .scalars()
            .all()
        )
    engine.dispose()
    assert set(context_functions) <= set(pinned) | {"space_clock"}
    assert loose == []
    assert for_all == 0, "a policy for every role would not be pinned"
    assert owners == ["geoops_publisher"]
