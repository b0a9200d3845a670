"""Models and migrations agree, and every revision can be undone."""

import importlib
import pkgutil

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

import geoops
from geoops.kit.db import SEARCH_PATH, Base
from geoops.migrations.run import downgrade, head, include_object, migrate
from tests.conftest import TestCluster

for _module in pkgutil.walk_packages(geoops.__path__, "geoops."):
    if _module.name.rsplit(".", 1)[-1] == "models":
        importlib.import_module(_module.name)  # brings in its tables


def _engine(url: str):
    return create_engine(url, connect_args={"options": f"-c search_path={SEARCH_PATH}"})


def test_models_and_migrations_agree(cluster: TestCluster) -> None:
    engine = _engine(cluster.new_database())
    with engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={
                    "include_object": include_object,
                    "compare_type": True,
                    "target_metadata": Base.metadata,
                },
            ),
            Base.metadata,
        )
    engine.dispose()
    assert found == []


def test_down_to_nothing_and_up_again(cluster: TestCluster) -> None:
    url = cluster.new_database()
    downgrade(url, "base")
    engine = _engine(url)
    assert inspect(engine).get_table_names(schema="geoops") == ["alembic_version"]
    with engine.connect() as connection:
        functions = connection.scalar(
            text("SELECT count(*) FROM pg_proc WHERE pronamespace = 'geoops'::regnamespace")
        )
    assert functions == 0
    migrate(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == head()
    engine.dispose()


def test_the_application_owns_nothing(cluster: TestCluster) -> None:
    engine = _engine(cluster.new_database())
    with engine.connect() as connection:
        owned = connection.scalar(
            text("SELECT count(*) FROM pg_class WHERE relowner = 'geoops_app'::regrole")
        )
    engine.dispose()
    assert owned == 0


def test_every_table_with_a_space_is_protected(cluster: TestCluster) -> None:
    engine = _engine(cluster.new_database())
    with engine.connect() as connection:
        bare = connection.scalars(
            text(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'space'"
                " WHERE c.relnamespace = 'geoops'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
                " AND NOT c.relrowsecurity"
            )
        ).all()
    engine.dispose()
    assert bare == []
