"""The reader's connection: where it or the views are missing, the rest works."""

from asgi_lifespan import LifespanManager
from pydantic import SecretStr
from sqlalchemy import make_url

from geoops.kit.db import Database
from geoops.layers.ogc.reader import Reader, reader_url
from geoops.settings import Settings
from tests.conftest import TestCluster, new_app, sign_in_as
from tests.layers.ogc.conftest import open_up


async def test_without_the_views_the_rest_works(
    cluster: TestCluster, country: str, settings: Settings
) -> None:
    async with cluster.database(template=country) as database:
        application = new_app(settings, database)
        async with LifespanManager(application):
            admin = await sign_in_as(application, database, "quan-tri", "admin", "vn")
            await open_up(admin, "communes")
            answer = await admin.get("/ogc/collections/communes/items")
            assert (answer.status_code, answer.json()["code"]) == (503, "ogc_unavailable")
            assert (await admin.get("/api/layers")).status_code == 200
            await admin.aclose()


async def test_without_a_reader_the_rest_works(ogc_db: Database, settings: Settings) -> None:
    nobody = make_url(ogc_db.url).set(username="nobody_of_that_name").render_as_string(hide_password=False)
    changed = settings.model_copy(update={"database_reader_url": SecretStr(nobody)})
    application = new_app(changed, ogc_db)
    async with LifespanManager(application):
        admin = await sign_in_as(application, ogc_db, "quan-tri", "admin", "vn")
        await open_up(admin, "communes")
        answer = await admin.get("/ogc/collections/communes/items")
        assert (answer.status_code, answer.json()["code"]) == (503, "ogc_unavailable")
        assert "geoops_reader" in answer.json()["detail"]
        assert (await admin.get("/api/layers")).status_code == 200
        await admin.aclose()


async def test_an_application_that_signs_in_for_itself_takes_the_role(ogc_db: Database) -> None:
    """Where another server is named: signed in as the application, with the reader's rights."""
    settings = Settings(home="x", database_url=ogc_db.url)
    reader = Reader(reader_url(settings, ogc_db.url))
    async with reader.acquire() as connection:
        assert await connection.fetchval("SELECT current_user") == "geoops_reader"
        assert await connection.fetchval("SELECT count(*) FROM published.communes") == 0
    reader.close()
