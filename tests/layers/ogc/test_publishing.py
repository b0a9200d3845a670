"""Publishing: the views follow the declarations, stay out of the way of migrations, and open no way around."""

import dataclasses

import pytest
from sqlalchemy import create_engine, make_url, text

from geoops.domains import registry
from geoops.layers.model import Geometry, Style
from geoops.layers.ogc import publishing
from geoops.layers.registry import Registry
from geoops.migrations.run import downgrade, migrate
from tests.conftest import TestCluster


def test_the_views_follow_the_declarations(cluster: TestCluster, published: str) -> None:
    """Made again only where something is other than it was: by a declaration, by a migration, by who owns them."""
    url = cluster.new_database(template=published)
    engine = create_engine(url)

    def made() -> int:
        with engine.connect() as connection:
            return int(connection.execute(text("SELECT 'published.communes'::regclass::oid")).scalar_one())

    first = made()
    publishing.publish(url, registry())
    assert made() == first
    with engine.begin() as connection:
        connection.execute(text("ALTER VIEW published.communes OWNER TO CURRENT_USER"))
    publishing.publish(url, registry())
    assert made() != first
    engine.dispose()


def test_what_is_published_is_out_of_the_way_of_migrations(cluster: TestCluster, published: str) -> None:
    """A view holds fast to the columns that it reads: down and up again, it is gone before they are."""
    url = cluster.new_database()
    engine = create_engine(url)

    def stands() -> bool:
        with engine.connect() as connection:
            return bool(
                connection.execute(text("SELECT to_regnamespace('published') IS NOT NULL")).scalar_one()
            )

    publishing.publish(url, registry())
    migrate(url)
    assert stands(), "where no revision runs it stays"
    downgrade(url, "-1")
    assert not stands()
    with engine.begin() as connection:  # as the program of that revision had published
        connection.execute(text("CREATE SCHEMA published"))
        connection.execute(text("CREATE VIEW published.forecasts AS SELECT * FROM geoops.forecasts"))
    migrate(url)
    assert not stands()
    publishing.publish(url, registry())
    downgrade(url, "base")
    engine.dispose()


@pytest.mark.parametrize(
    "way",
    [
        "CREATE VIEW geoops.around AS SELECT id::text AS id, geom_3857 AS geom FROM geoops.incidents",
        "CREATE FUNCTION geoops.around() RETURNS TABLE (id text, geom extensions.geometry) LANGUAGE sql STABLE"
        " SECURITY DEFINER AS 'SELECT id::text, geom_3857 FROM geoops.incidents'",
    ],
)
def test_no_way_around_row_level_security_is_published(cluster: TestCluster, way: str) -> None:
    """What runs as the owner of the tables sees every space: a layer made of that is refused."""
    url = cluster.new_database()
    with create_engine(url).begin() as connection:
        connection.execute(text(way))
    stations = registry().static("stations")
    assert stations is not None
    name = "around()" if "FUNCTION" in way else "around"
    around = dataclasses.replace(
        stations, fields=(), source=Geometry(sql=f"SELECT id, geom FROM {name}", shape="point")
    )
    with pytest.raises(RuntimeError, match="around"):
        publishing.publish(url, Registry([dataclasses.replace(around, style=Style("circle"))]))


def test_an_owner_without_the_right_is_told_and_nothing_breaks(
    cluster: TestCluster, country: str, published: str
) -> None:
    url = make_url(cluster.new_database(template=country)).set(username="geoops_reader")
    refused = publishing.publish(url.render_as_string(hide_password=False), registry())
    assert refused is not None and "/ogc" in refused.vi
