"""Feeds over HTTP: what they bring is kept once, what goes wrong is recorded, nobody is held up."""

import gzip
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from geoops.hydromet import jobs
from geoops.hydromet.feeds import fetch, registry
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.kit import jobs as kit_jobs
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.guard import AddressRefused
from geoops.settings import Settings
from tests.hydromet.feeds_kit import last_run
from tests.hydromet.recorded import VRAIN, nchmf_body, vrain_body
from tests.hydromet.source_server import Answer, breaks_off, floods, hangs, says, source


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry.VRain, "time_limit", timedelta(seconds=1))
    monkeypatch.setattr(registry.VRain, "body_limit", 1_000_000)


async def run(database: Database, url: str, feed: str = "vrain") -> Any:
    settings = Settings(feed_vrain_url=url, feed_nchmf_url=url, feeds_raw_days=0)
    return await jobs.run_feed(database, settings, feed, first_wait_s=0.01)


async def test_a_run_brings_gauges_and_is_recorded(country_db: Database) -> None:
    async with source(says(vrain_body())) as server:
        result = await run(country_db, server.url)
        assert (result.new, result.refused_count) == (3, 0)
        assert server.asked[0].startswith(b"GET /public/current/all.json")
    recorded = await last_run(country_db)
    assert recorded["error"] is None and recorded["finished_at"] is not None
    assert (recorded["decoded"], recorded["new"], recorded["fetched_bytes"]) == (3, 3, len(vrain_body()))


async def test_rows_that_were_refused_are_recorded_with_their_reasons(country_db: Database) -> None:
    async with source(says(vrain_body({**VRAIN[0], "sn": "Hỏng", "d": -5}))) as server:
        result = await run(country_db, server.url)
    assert (result.new, result.refused_count) == (3, 1)
    (fault,) = (await last_run(country_db))["refused"]
    assert (fault["row"], fault["field"]) == (4, "d") and "âm" in fault["reason"]["vi"]


async def test_gzip_on_the_way(country_db: Database) -> None:
    async with source(says(gzip.compress(vrain_body()), Content_Encoding="gzip")) as server:
        assert (await run(country_db, server.url)).new == 3


async def test_a_source_that_stumbles_is_asked_again(country_db: Database) -> None:
    async with source(says(b"", "502 Bad Gateway"), breaks_off, says(vrain_body())) as server:
        assert (await run(country_db, server.url)).new == 3
        assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("answer", "attempts"),
    [
        (says(b"", "500 Internal Server Error"), 3),
        (says(b"", "429 Too Many Requests"), 3),
        (says(b"no", "403 Forbidden"), 1),
        (says(b"no", "404 Not Found"), 1),
        (breaks_off, 3),
        (floods, 1),
        (says(b"", "302 Found", Location="/public/current/all.json"), None),
    ],
    ids=["500", "429", "403", "404", "breaks off", "floods", "round and round"],
)
async def test_a_source_that_does_not_answer(
    country_db: Database, answer: Answer, attempts: int | None
) -> None:
    async with source(answer) as server:
        with pytest.raises(fetch.SourceUnavailable):
            await run(country_db, server.url)
        assert attempts is None or len(server.asked) == attempts
    recorded = await last_run(country_db)
    assert recorded["error"]["code"] == "source_unavailable" and recorded["error"]["vi"]
    assert recorded["new"] == 0 and recorded["finished_at"] is not None


async def test_a_source_that_hangs_costs_a_bounded_time(country_db: Database) -> None:
    began = time.perf_counter()
    async with source(hangs) as server:
        with pytest.raises(fetch.SourceUnavailable):
            await run(country_db, server.url)
    assert time.perf_counter() - began < 3 * 1.0 + 2


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://không-có.invalid/", "ftp://x/", "không phải url"]
)
async def test_an_address_where_nobody_is(country_db: Database, url: str) -> None:
    with pytest.raises((fetch.SourceUnavailable, AddressRefused)):
        await run(country_db, url)
    assert (await last_run(country_db))["error"] is not None


@pytest.mark.parametrize("body", [b"", b"<html>Bao tri</html>", b"[]", b"{}", vrain_body()[:-9]])
async def test_an_answer_of_another_kind_writes_nothing(country_db: Database, body: bytes) -> None:
    async with source(says(body)) as server:
        with pytest.raises(NotThisFormat):
            await run(country_db, server.url)
    recorded = await last_run(country_db)
    assert recorded["error"]["code"] == "not_this_format" and recorded["fetched_bytes"] == len(body)
    async with country_db.transaction(SYSTEM) as session:
        assert await session.scalar(text("SELECT count(*) FROM stations")) == 0


async def test_the_same_warnings_again_write_nothing(country_db: Database) -> None:
    async with source(says(nchmf_body())) as server:
        first = await run(country_db, server.url, "nchmf_warnings")
        again = await run(country_db, server.url, "nchmf_warnings")
        assert (first.new, again.new, again.unchanged) == (1, 0, 1)
        assert server.asked[0].startswith(b"POST ")
        assert b"sogiodubao=6&date=20" in server.asked[0]
    async with country_db.transaction(SYSTEM) as session:
        changes = await session.scalar(text("SELECT count(*) FROM changes WHERE entity = 'warning'"))
    assert changes == 1


def test_the_hour_that_is_asked_for_is_local() -> None:
    request = registry.NchmfWarnings().request(
        "http://x/", datetime.fromisoformat("2026-07-21T17:45:10+00:00")
    )
    assert request.read() == b"sogiodubao=6&date=2026-07-22+00%3A00%3A00"


async def test_a_feed_without_an_address_is_off(country_db: Database) -> None:
    with pytest.raises(CommandRefused):
        await jobs.run_feed(country_db, Settings(feed_vrain_url=None), "vrain")
    with pytest.raises(registry.UnknownFeed):
        await jobs.run_feed(country_db, Settings(), "không có")
    await jobs.ask(country_db, Settings(feed_vrain_url=None), "vrain")
    async with country_db.transaction(SYSTEM) as session:
        assert await session.scalar(text("SELECT count(*) FROM feed_runs")) == 0


async def test_states_of_feeds(country_db: Database) -> None:
    settings = Settings(feed_vrain_url="http://127.0.0.1:1/", feed_nchmf_url=None)

    async def states() -> dict[str, str]:
        async with country_db.transaction(SYSTEM) as session:
            return {state.name: state.state for state in await feeds.feed_states(session, settings)}

    first = await states()
    assert (first["vrain"], first["nchmf_warnings"]) == ("never", "off")
    async with source(says(vrain_body())) as server:
        await run(country_db, server.url)
    assert (await states())["vrain"] == "on_time"
    for hours, state in ((1, "late"), (3, "silent")):
        async with country_db.transaction(SYSTEM) as session:
            await session.execute(
                text(
                    "UPDATE feed_runs SET started_at = now() - make_interval(hours => :h), finished_at = now() - make_interval(hours => :h)"
                ),
                {"h": hours},
            )
        assert (await states())["vrain"] == state
    with pytest.raises(fetch.SourceUnavailable):
        await run(country_db, "http://127.0.0.1:1/")
    assert (await states())["vrain"] == "failed"


async def test_feeds_are_asked_when_it_is_their_turn(country_db: Database) -> None:
    periodic = kit_jobs.queue.periodic_registry.periodic_tasks
    assert {task.task.name: task.cron for task in periodic.values()}["hydromet.feeds.due"] == "* * * * *"
    settings = Settings(feed_vrain_url="http://x/", feed_nchmf_url="http://x/")

    async def turn(minute: int, settings: Settings = settings) -> set[str]:
        tick = datetime(2026, 7, 21, 3, minute, tzinfo=UTC)
        return {"vrain", "nchmf_warnings"} & set(await jobs.due(country_db, settings, tick))

    assert await turn(15) == {"vrain"} and await turn(21) == {"nchmf_warnings"} and await turn(16) == set()
    assert await turn(15, Settings(feed_vrain_url=None)) == set()
