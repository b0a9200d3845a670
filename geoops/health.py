"""Alive, ready, metrics: for whoever watches the service."""

import asyncio

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from geoops.kit.errors import Problem
from geoops.kit.http import database_of
from geoops.kit.i18n import Text
from geoops.migrations.run import head

router = APIRouter(tags=["health"])


class NotReady(Problem):
    """The service is up, but cannot serve yet."""

    status = 503
    code = "not_ready"
    title = Text("Hệ thống chưa sẵn sàng", "The service is not ready")


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """The database answers and is at this program's version. Raises NotReady."""
    try:
        async with asyncio.timeout(5), database_of(request).engine.connect() as connection:
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except Exception as error:
        raise NotReady(Text("Cơ sở dữ liệu không trả lời", "The database does not answer")) from error
    if revision != head():
        raise NotReady(Text("Cơ sở dữ liệu chưa được nâng cấp", "The database is not migrated"))
    return {"status": "ready", "database": "ok", "migration": str(revision)}


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    """Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
