"""Run the revisions as the owner, one process at a time."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from geoops.kit.db import SEARCH_PATH, driver_url
from geoops.migrations.publishing import withdraw

_LOCK = 0x47454F4F5053  # "GEOOPS": advisory lock held while migrating


def owner_engine(url: str) -> Engine:
    """A plain engine as the owner; dispose of it after use."""
    return create_engine(
        driver_url(url),
        connect_args={"options": f"-c search_path={SEARCH_PATH} -c timezone=UTC"},
        pool_size=1,
    )


def include_object(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave out of comparisons what is not ours: PostGIS's own table, and partitions of partitioned tables."""
    foreign = kind == "table" and reflected and compare_to is None
    return not (foreign and (name == "spatial_ref_sys" or (name or "").startswith("observations_")))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def prepare(connection: Connection) -> None:
    """The schemas, extensions and roles that the first revision stands on; all of it may be there already."""
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS geoops"))
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS extensions"))
    for extension in ("postgis", "pg_trgm", "unaccent", "btree_gist"):
        connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA extensions"))
    for role in ("geoops_app", "geoops_reader"):
        connection.execute(
            text(
                f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
        )
        connection.execute(text(f"GRANT USAGE ON SCHEMA extensions TO {role}"))
        connection.execute(
            text(
                f"DO $$ BEGIN IF current_user <> '{role}' AND NOT pg_has_role(current_user, '{role}', 'MEMBER') "
                f"THEN EXECUTE format('GRANT {role} TO %I', current_user); END IF; END $$"
            )
        )
    connection.execute(text("GRANT USAGE ON SCHEMA geoops TO geoops_app"))


def alone(connection: Connection) -> None:
    """Wait for another process that migrates or publishes, and keep others waiting to the end of the transaction."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at `url` (as its owner) to the revision; waits for another process that migrates."""
    engine = owner_engine(url)
    try:
        with engine.begin() as connection:
            alone(connection)
            prepare(connection)
            if current(connection) != (head() if revision == "head" else revision):
                withdraw(connection)
            command.upgrade(_config(connection), revision)
            connection.execute(text("GRANT SELECT ON alembic_version TO geoops_app"))
    finally:
        engine.dispose()


def downgrade(url: str, revision: str) -> None:
    """Bring the database at `url` down to the revision."""
    engine = owner_engine(url)
    try:
        with engine.begin() as connection:
            alone(connection)
            withdraw(connection)
            command.downgrade(_config(connection), revision)
    finally:
        engine.dispose()


def head() -> str:
    """The newest revision of this program."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None
    return newest


def current(connection: Connection) -> str | None:
    """The revision that the database is at."""
    return MigrationContext.configure(connection).get_current_revision()
