"""The commands that run the service, whole or in part, and the one that writes a page of its map."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from geoops.domains import registry
from geoops.embedded import EmbeddedCluster
from geoops.hydromet.danger import jobs as danger
from geoops.kit.context import LIVE, Context, Scope
from geoops.kit.db import Database
from geoops.kit.jobs import run_worker
from geoops.layers.ogc.publishing import publish
from geoops.maps.commands import write_map
from geoops.migrations.run import migrate
from geoops.resources.assessing import jobs as readiness
from geoops.runtime import DATABASE_NAME, Urls, announce, database_urls, refusing
from geoops.serving import listen, run, serve
from geoops.settings import Settings, get_settings
from geoops.startup import load_missing
from geoops.stopping import Ending, Stopped

Port = Annotated[int | None, typer.Option("--port", help="Cổng / Port (GEOOPS_PORT)")]
Host = Annotated[str | None, typer.Option("--host", help="Địa chỉ / Address (GEOOPS_HOST)")]


def up(port: Port = None, host: Host = None) -> None:
    """Start everything: the private cluster if no database is named, migrations, missing data, the service."""
    settings = _with_address(host, port)
    cluster = None if settings.database_url else EmbeddedCluster(settings.home, say=announce)

    def stop_cluster() -> None:
        if cluster is not None:
            cluster.stop(patience_s=0.5)

    try:
        with refusing(), Ending(when_late=stop_cluster) as ending:
            sock = listen(settings.host, settings.port)
            with sock, _service_database(settings, cluster) as urls:
                announce("Nâng cấp cơ sở dữ liệu / Migrating the database")
                migrate(urls.owner)
                if (refused := publish(urls.owner, registry())) is not None:
                    announce(f"{refused.vi} / {refused.en}")
                if not run(_up(settings, urls, sock, ending, cluster)):
                    raise typer.Exit(1)
    except Stopped:
        announce("Đã dừng trước khi sẵn sàng / Stopped before it was ready")
        raise typer.Exit(130) from None
    announce("Đã dừng / Stopped")


async def _up(
    settings: Settings, urls: Urls, sock: socket.socket, ending: Ending, cluster: EmbeddedCluster | None
) -> bool:
    loading = Database(urls.application, pool_size=2, statement_timeout_s=3600)
    try:
        started = await load_missing(loading, settings)
    finally:
        await loading.close()
    if started.first_password:  # at once: it is kept nowhere, and a start may be cut off
        announce(
            f"Quản trị viên đầu tiên / First administrator:  admin  {started.first_password}"
            "  (đổi ở lần đăng nhập đầu / to be changed at first sign-in)"
        )
    database = _database(settings, urls)

    def greet() -> None:
        host, port = sock.getsockname()[:2]
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not listened on
        announce(f"GeoOps sẵn sàng / ready: http://{shown}:{port}/")

    async def watch_cluster() -> None:
        while cluster is None or cluster.alive:  # noqa: ASYNC110 - it ends in a thread without a loop
            await asyncio.sleep(1)
        announce("Cơ sở dữ liệu đã dừng đột ngột; hãy chạy lại / The database ended by itself; start again")
        if ending.gently:
            ending.gently()

    tasks = [*started.tasks, watch_cluster]
    try:
        served = await serve(settings, database, sock, ending, tasks=tasks, when_started=greet)
        return served and (cluster is None or cluster.alive)
    finally:
        await database.close()


def serve_only(port: Port = None, host: Host = None) -> None:
    """The web application alone, against GEOOPS_DATABASE_URL."""
    settings = _with_address(host, port)

    async def work(urls: Urls) -> bool:
        database = _database(settings, urls)
        try:
            return await serve(settings, database, sock, ending)
        finally:
            await database.close()

    with refusing(), Ending() as ending:
        sock = listen(settings.host, settings.port)
        with sock, database_urls(settings) as urls:
            if not run(work(urls)):
                raise typer.Exit(1)


def worker() -> None:
    """The job worker alone, against GEOOPS_DATABASE_URL."""
    settings = get_settings()
    with refusing(), database_urls(settings) as urls:
        asyncio.run(_work(urls.application))


async def _work(url: str) -> None:
    """Do jobs until told to stop, with danger and readiness worked out beside them."""
    database = Database(url, pool_size=3)
    beside = [asyncio.create_task(watch(database)) for watch in (danger.watch, readiness.watch)]
    try:
        await run_worker(url)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await database.close()


def write_page(
    out: Annotated[Path, typer.Argument(help="Tệp HTML / The HTML file to write")],
    layer: Annotated[
        list[str], typer.Option("--layer", help="Mã lớp, lặp lại được / Layer id, may be repeated")
    ],
    space: Annotated[str, typer.Option("--space", help="live, or a replay or drill")] = LIVE,
    at: Annotated[str | None, typer.Option("--at", help="Thời điểm / Time (RFC 3339)")] = None,
    scope: Annotated[str, typer.Option("--scope", help="vn, 15, 03388,…")] = "vn",
    lang: Annotated[str, typer.Option("--lang", help="vi, en")] = "vi",
) -> None:
    """Write any layers as a stand-alone page."""
    with refusing():
        context = Context(actor="command line", scope=Scope.parse(scope), space=space)
    write_map(registry(), out, layer, context, at, "en" if lang == "en" else "vi")
    announce(f"Đã ghi / written: {out}")


def _with_address(host: str | None, port: int | None) -> Settings:
    changed: dict[str, object] = {}
    if host is not None:
        changed["host"] = host
    if port is not None:
        changed["port"] = port
    return get_settings().model_copy(update=changed)


def _database(settings: Settings, urls: Urls) -> Database:
    return Database(
        urls.application, pool_size=settings.pool_size, statement_timeout_s=settings.statement_timeout_s
    )


@contextlib.contextmanager
def _service_database(settings: Settings, cluster: EmbeddedCluster | None) -> Iterator[Urls]:
    """The database of `geoops up`: a second one on the same home is told so and leaves."""
    if cluster is None:
        with database_urls(settings) as urls:
            yield urls
        return
    announce("Khởi động cơ sở dữ liệu riêng / Starting the private database")
    handle = cluster.start()
    try:
        handle.ensure_database(DATABASE_NAME)
        url = handle.url_for(DATABASE_NAME)
        yield Urls(url, url)
    finally:
        cluster.stop()
