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


def test_places_of_forecasts_are_known_from_their_first_forecast_on(cluster: TestCluster) -> None:
    url = cluster.new_database()
    downgrade(url, "hydromet_forecast_corrections")
    engine = _engine(url)
    place = (
        "INSERT INTO forecast_places (space, id, geom, commune_codes)"
        " VALUES ('live', 'p', ST_SetSRID(ST_MakePoint(104, 22), 4326), '{90001}')"
    )
    value = (
        "INSERT INTO forecasts (space, source, place, variable, issued_at, starts_at, ends_at, value, unit, known_at)"
        " VALUES ('live', 's', 'p', 'rain', :at, :at, CAST(:at AS timestamptz) + interval '1 hour', 1, 'mm', :at)"
    )
    with engine.begin() as connection:
        connection.execute(text(place))
        for at in ("2026-07-22T05:00Z", "2026-07-22T04:00Z"):
            connection.execute(text(value), {"at": at})
    migrate(url)
    with engine.begin() as connection:
        known = connection.execute(text("SELECT known_at, superseded_at FROM forecast_places")).one()
        assert (known[0].isoformat(), known[1]) == ("2026-07-22T04:00:00+00:00", None)
        connection.execute(text("UPDATE forecast_places SET superseded_at = known_at + interval '1 hour'"))
        connection.execute(
            text(
                "INSERT INTO forecast_places (space, id, geom, commune_codes, known_at)"
                " SELECT space, id, geom, '{90002}', superseded_at FROM forecast_places"
            )
        )
    downgrade(url, "hydromet_forecast_corrections")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT commune_codes FROM forecast_places")) == ["90002"]
    engine.dispose()
