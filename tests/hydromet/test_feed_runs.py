"""Runs of feeds: the raw answer is kept and can be decoded again, the breaker opens and closes, nobody waits for another."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from geoops.hydromet import jobs
from geoops.hydromet.feeds import breaker, fetch, raw, registry, vrain
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.breaker import LONGEST, OPENS_AFTER, Breaker
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.jobs import CONCURRENCY, defer, open_queue
from geoops.settings import Settings
from tests.conftest import sign_in_as
from tests.hydromet.feeds_kit import all_runs, execute, last_run, rows
from tests.hydromet.recorded import VRAIN, vrain_body
from tests.hydromet.source_server import hangs, says, source

NOW = datetime(2026, 7, 21, 3, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def at(tmp_path: Path):  # type: ignore[no-untyped-def]
    def settings(url: str | None, **more: object) -> Settings:
        return Settings(home=tmp_path, feed_vrain_url=url, feed_nchmf_url=None, **more)  # type: ignore[arg-type]

    return settings


async def test_a_run_is_done_again_from_what_was_kept(country_db: Database, at, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settings = at("unset")

    def broken(body: bytes, read_at: datetime) -> None:
        raise RuntimeError("a fault of the decoder")

    async with source(says(vrain_body())) as server:
        settings = at(server.url)
        with monkeypatch.context() as patch, pytest.raises(RuntimeError):
            patch.setattr(vrain, "decode", broken)
            await jobs.run_feed(country_db, settings, "vrain", first_wait_s=0.01)
        asked = len(server.asked)
    failed = await last_run(country_db)
    assert "a fault of the decoder" in failed["error"]["en"] and failed["raw"]
    assert raw.read(settings.home, failed["raw"]).body == vrain_body()
    result = await jobs.run_again(country_db, settings, "vrain", failed["id"], actor="truc-ban")
    assert result.new == 3 and asked == 1
    again = await last_run(country_db)
    assert (again["cause"], again["again_of"], again["actor"]) == ("again", failed["id"], "truc-ban")
    stored = await rows(country_db, "SELECT DISTINCT ends_at, known_at FROM observations")
    assert [row["ends_at"] for row in stored] == [failed["started_at"]], "as of the time it was read"
    assert stored[0]["known_at"] == again["started_at"], "known only since it was done again"
    assert (await jobs.run_again(country_db, settings, "vrain", failed["id"])).unchanged == 3
    async with country_db.transaction(SYSTEM) as session:
        (state,) = [s for s in await feeds.feed_states(session, settings) if s.name == "vrain"]
    assert state.state == "failed", "a run done again says nothing about the source"


async def test_raw_answers_go_after_their_days(country_db: Database, at) -> None:  # type: ignore[no-untyped-def]
    async with source(says(vrain_body())) as server:
        settings = at(server.url, feeds_raw_days=3, feeds_runs_days=10)
        await jobs.run_feed(country_db, settings, "vrain")
        kept = await last_run(country_db)
        path = raw.root(settings.home) / kept["raw"]
        assert path.is_file() and not list(path.parent.glob("*.tmp"))
        await jobs.prune_feeds(country_db, settings)
        assert path.is_file()
        old = path.parent.parent / f"{datetime.now(UTC) - timedelta(days=5):%Y-%m-%d}" / path.name
        old.parent.mkdir()
        path.rename(old)
        await execute(
            country_db,
            "UPDATE feed_runs SET raw = :raw, started_at = started_at - interval '5 days'",
            raw=str(old.relative_to(raw.root(settings.home))),
        )
        await jobs.prune_feeds(country_db, settings)
        assert not old.exists() and (await last_run(country_db))["raw"] is None
        with pytest.raises(raw.RawGone):
            await jobs.run_again(country_db, settings, "vrain", kept["id"])
        with pytest.raises(feeds.UnknownRun):
            await jobs.run_again(country_db, settings, "vrain", 987654)
        await execute(country_db, "UPDATE feed_runs SET started_at = started_at - interval '9 days'")
        await jobs.prune_feeds(country_db, settings)
        assert await all_runs(country_db) == []


async def test_a_full_disk_costs_the_raw_answer_and_not_the_rain(country_db: Database, at) -> None:  # type: ignore[no-untyped-def]
    async with source(says(vrain_body())) as server:
        settings = at(server.url)
        (settings.home / "raw").write_text("no folder")
        assert (await jobs.run_feed(country_db, settings, "vrain")).new == 3
    assert (await last_run(country_db))["raw"] is None


def test_raw_answers_keep_every_part_and_lead_nowhere_else(tmp_path: Path) -> None:
    answer = Answer([Part("a/../b.csv", b"1" * 5000, "utf-16"), Part("trạm 2.csv", b"", None)])
    name, size = raw.keep(tmp_path, "so-nnmt", 7, NOW, answer)
    assert list(raw.read(tmp_path, name).parts) == list(answer.parts) and size < 2000
    (tmp_path / "secret").write_text("x")
    for strange in ("../secret", "/etc/passwd", "so-nnmt/2026-07-21/8.zip"):
        with pytest.raises(raw.RawGone):
            raw.packed(tmp_path, strange)
    (raw.root(tmp_path) / name).write_bytes(b"PK damaged")
    with pytest.raises(raw.RawGone):
        raw.read(tmp_path, name)


def test_the_breaker_opens_waits_longer_and_never_longer_than_an_hour() -> None:
    held = Breaker()
    for _ in range(OPENS_AFTER - 1):
        held = held.failed(NOW, QUARTER)
        assert held.state(NOW) == "closed"
    held = held.failed(NOW, QUARTER)
    assert held.state(NOW) == "open" and held.retry_at == NOW + QUARTER
    later = NOW + QUARTER
    assert held.state(later) == "half_open"
    assert held.probing(later, QUARTER).state(later) == "open", "one probe at a time"
    held = held.failed(later, QUARTER)
    assert (held.retry_at, held.opened_at) == (later + 2 * QUARTER, NOW)
    for _ in range(20):
        held = held.failed(later, QUARTER)
    assert held.retry_at == later + LONGEST
    assert breaker.wait(OPENS_AFTER, timedelta(days=1)) == LONGEST


async def test_a_feed_that_keeps_failing_is_left_alone_then_probed(country_db: Database, at) -> None:  # type: ignore[no-untyped-def]
    bad = says(b"no", "403 Forbidden")
    async with source(bad) as server:
        settings = at(server.url)
        for _ in range(OPENS_AFTER):
            await jobs.ask(country_db, settings, "vrain")
        assert len(server.asked) == OPENS_AFTER
        await jobs.ask(country_db, settings, "vrain")
        assert len(server.asked) == OPENS_AFTER, "the breaker is open: nobody is asked"
        with pytest.raises(fetch.SourceUnavailable):
            await jobs.run_feed(country_db, settings, "vrain", first_wait_s=0.01)
        assert len(server.asked) == OPENS_AFTER + 1, "by hand it is asked all the same"
        (standing,) = await rows(country_db, "SELECT * FROM feed_standings WHERE feed = 'vrain'")
        assert standing["failures"] == OPENS_AFTER + 1 and standing["retry_at"] > standing["asked_at"]
        await execute(country_db, "UPDATE feed_standings SET retry_at = now() - interval '1 second'")
        server.answers[:] = [says(vrain_body())]
        await jobs.ask(country_db, settings, "vrain")
        (standing,) = await rows(country_db, "SELECT * FROM feed_standings WHERE feed = 'vrain'")
        assert (standing["failures"], standing["retry_at"], standing["opened_at"]) == (0, None, None)
    told = await rows(country_db, "SELECT op, payload FROM changes WHERE entity = 'feed' ORDER BY seq")
    assert [row["op"] for row in told] == ["failed", "recovered"]


async def test_a_feed_that_hangs_holds_up_no_other(
    country_db: Database,
    at,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry.VRain, "time_limit", timedelta(seconds=20))
    async with source(hangs) as stuck, source(says(b"[]")) as quick:
        settings = at(stuck.url).model_copy(update={"feed_nchmf_url": quick.url})
        monkeypatch.setattr(jobs, "get_settings", lambda: settings)
        async with open_queue(country_db.url) as app:
            for name in ("vrain", "nchmf_warnings"):
                assert await defer(app, "hydromet.feed", queueing_lock=f"feed:{name}", name=name)
                assert not await defer(app, "hydromet.feed", queueing_lock=f"feed:{name}", name=name)
            began = time.perf_counter()
            worker = asyncio.create_task(
                app.run_worker_async(
                    concurrency=CONCURRENCY,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=0.1,
                    additional_context={"database": country_db},
                )
            )
            try:
                while not [r for r in await all_runs(country_db, "nchmf_warnings") if r["finished_at"]]:
                    assert time.perf_counter() - began < 15
                    await asyncio.sleep(0.1)
                assert (await last_run(country_db))["finished_at"] is None, "the other still hangs"
            finally:
                worker.cancel()
                await asyncio.gather(worker, return_exceptions=True)


async def test_runs_over_http(country_app: FastAPI, duty: httpx.AsyncClient, country_db: Database) -> None:
    async with source(says(vrain_body({**VRAIN[0], "sn": "Hỏng", "d": -5}))) as server:
        country_app.state.settings = country_app.state.settings.model_copy(
            update={"feed_vrain_url": server.url + "?token=giau"}
        )
        answer = await duty.post("/api/feeds/vrain/run")
        assert answer.status_code == 200 and answer.json()["new"] == 3
        await duty.post("/api/feeds/vrain/run")
    runs = (await duty.get("/api/feeds/vrain/runs", params={"limit": 1})).json()
    (second,) = runs["items"]
    assert second["actor"] == "truc-ban" and second["raw_kept"] and second["cause"] == "hand"
    (first,) = (await duty.get("/api/feeds/vrain/runs", params={"after": runs["next"]})).json()["items"]
    assert first["id"] < second["id"]
    assert (first["refused"][0]["row"], first["refused"][0]["field"]) == (4, "d")
    assert "âm" in first["refused"][0]["reason"]["vi"]
    packed = await duty.get(f"/api/feeds/vrain/runs/{first['id']}/raw")
    assert packed.headers["content-type"] == "application/zip" and packed.content[:2] == b"PK"
    again = await duty.post(f"/api/feeds/vrain/runs/{first['id']}/again")
    assert again.status_code == 200 and again.json()["unchanged"] == 3
    shown = (await duty.get("/api/feeds/vrain")).text
    assert "giau" not in shown and "/public/current/all.json" in shown
    assert (await duty.get("/api/feeds/vrain/runs/99999")).json()["code"] == "unknown_run"
    assert (await duty.get("/api/feeds/khong-co")).json()["code"] == "unknown_feed"
    planner = await sign_in_as(country_app, country_db, "ke-hoach", "planner", "91")
    for method, path in (("GET", "raw"), ("POST", "again")):
        refused = await planner.request(method, f"/api/feeds/vrain/runs/{first['id']}/{path}")
        assert refused.status_code == 403
    await planner.aclose()


async def test_an_answer_that_cannot_be_read_is_kept_to_be_looked_at(country_db: Database, at) -> None:  # type: ignore[no-untyped-def]
    async with source(says(b"<html>B\xe1\xba\xa3o tr\xc3\xac</html>")) as server:
        settings = at(server.url)
        with pytest.raises(NotThisFormat):
            await jobs.run_feed(country_db, settings, "vrain")
    run = await last_run(country_db)
    assert raw.read(settings.home, run["raw"]).body.startswith(b"<html>")
