"""Feeds that operators add: by file and over the API, with secrets that stay where they are, and hosts that are judged."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI

from geoops.hydromet import jobs
from geoops.hydromet.feeds import fetch, secrets
from geoops.hydromet.feeds.config import ConfigRefused, read_file
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.service import ClockTurnedBack
from geoops.kit import guard
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.conftest import sign_in_as
from tests.hydromet.feeds_kit import last_run, rows
from tests.hydromet.source_server import breaks_off, floods, hangs, says, source

MAPPING = {
    "station": "tram",
    "name": "ten",
    "lon": "kd",
    "lat": "vd",
    "time": "luc",
    "values": [{"column": "mua", "variable": "rain", "unit": "mm", "minutes": 10}],
}


def table(*rows: tuple[str, float], at: datetime | None = None) -> bytes:
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    lines = [f"{name},{name},103.9,22.4,{moment.isoformat()},{mm}" for name, mm in rows]
    return "\n".join(["tram,ten,kd,vd,luc,mua", *lines]).encode()


def feed(url: str, name: str = "so-nnmt", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "title": {"vi": "Sở Nông nghiệp và Môi trường", "en": "Department"},
        "kind": "delimited",
        "address": url,
        "rhythm_minutes": 10,
        "mapping": MAPPING,
        "attempts": 2,
        **more,
    }


@pytest.fixture
def operator(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Settings with these feeds in the operator's file and these secrets in his folder."""

    def settings(*feeds: dict[str, Any], secret: str | None = None, **more: Any) -> Settings:
        file = tmp_path / "feeds.yaml"
        file.write_text(yaml.safe_dump({"feeds": list(feeds)}, allow_unicode=True), "utf-8")
        folder = tmp_path / "secrets"
        folder.mkdir(exist_ok=True)
        if secret is not None:
            (folder / "so-nnmt").write_text(secret + "\n")
        return Settings(home=tmp_path / "home", feeds_file=file, feeds_secrets=folder, **more)

    return settings


async def run(database: Database, settings: Settings, name: str = "so-nnmt") -> Any:
    return await jobs.run_feed(database, settings, name, first_wait_s=0.01)


async def test_a_feed_of_the_file_brings_readings(country_db: Database, operator: Any) -> None:
    async with source(says(table(("A", 1.5), ("B", 0)))) as server:
        settings = operator(feed(server.url))
        assert (await run(country_db, settings)).new == 2
        tick = datetime(2026, 7, 21, 3, 10, tzinfo=UTC)
        assert "so-nnmt" in await jobs.due(country_db, settings, tick)
        assert "so-nnmt" not in await jobs.due(country_db, settings, tick + timedelta(minutes=1))
        off = operator(feed(server.url, on=False))
        assert "so-nnmt" not in await jobs.due(country_db, off, tick)
    kept = await rows(country_db, "SELECT * FROM observations ORDER BY station_id")
    assert [row["station_id"] for row in kept] == ["so-nnmt:A", "so-nnmt:B"]
    (station, _) = await rows(country_db, "SELECT * FROM stations ORDER BY id")
    assert (station["source"], station["rhythm_s"]) == ("so-nnmt", 600)


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        (
            {"kind": "basic", "username": "may", "secret": "so-nnmt"},
            b"Authorization: Basic " + base64.b64encode(b"may:bi-mat-123"),
        ),
        ({"kind": "bearer", "secret": "so-nnmt"}, b"Authorization: Bearer bi-mat-123"),
        ({"kind": "header", "header": "X-API-Key", "secret": "so-nnmt"}, b"X-API-Key: bi-mat-123"),
        ({"kind": "query", "parameter": "apikey", "secret": "so-nnmt"}, b"?apikey=bi-mat-123"),
    ],
    ids=["basic", "bearer", "header", "query"],
)
async def test_secrets_reach_the_source_and_nothing_else(
    country_db: Database, operator: Any, auth: dict[str, str], expected: bytes
) -> None:
    async with source(says(b"no", "403 Forbidden"), says(table(("A", 1)))) as server:
        settings = operator(feed(server.url, auth=auth), secret="bi-mat-123")
        with pytest.raises(fetch.SourceUnavailable) as refused:
            await run(country_db, settings)
        assert expected in server.asked[0]
        await run(country_db, settings)
    assert "bi-mat" not in str(refused.value)
    everything = await rows(country_db, "SELECT to_jsonb(r) AS row FROM feed_runs r")
    assert "bi-mat" not in str(everything)


async def test_a_secret_that_is_not_there_and_one_that_leads_outside(
    country_db: Database, operator: Any
) -> None:
    async with source(says(table(("A", 1)))) as server:
        settings = operator(feed(server.url, auth={"kind": "bearer", "secret": "so-nnmt"}))
        with pytest.raises(secrets.SecretMissing):
            await run(country_db, settings)
        assert server.asked == []
    with pytest.raises(secrets.SecretMissing):
        secrets.secret(settings, "../feeds.yaml")
    with pytest.raises(secrets.SecretMissing):
        secrets.secret(Settings(feeds_secrets=None), "so-nnmt")


async def test_credentials_do_not_follow_a_redirect_to_another_host(
    country_db: Database, operator: Any
) -> None:
    async with source(says(table(("A", 1)))) as other:
        onward = other.url.replace("127.0.0.1", "localhost")
        async with source(says(b"", "302 Found", Location=onward)) as server:
            auth = {"kind": "header", "header": "X-API-Key", "secret": "so-nnmt"}
            settings = operator(feed(server.url, auth=auth), secret="bi-mat-123", feeds_private="localhost")
            assert (await run(country_db, settings)).new == 1
        assert b"bi-mat-123" not in other.asked[0]


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://localhost:{port}/x", "http://[::1]:{port}/x", "http://169.254.169.254/x"],
)
async def test_a_redirect_to_a_file_or_inside_is_not_followed(
    country_db: Database, operator: Any, location: str
) -> None:
    async with source(says(table(("A", 1)))) as inside:
        port = inside.url.split(":")[2].split("/")[0]
        async with source(says(b"", "302 Found", Location=location.format(port=port))) as server:
            with pytest.raises(guard.AddressRefused):
                await run(country_db, operator(feed(server.url)))
            assert len(server.asked) == 1
        assert inside.asked == []


async def test_feeds_added_over_the_api(
    country_app: FastAPI, country_db: Database, duty: httpx.AsyncClient, tmp_path: Path
) -> None:
    admin = await sign_in_as(country_app, country_db, "quan-tri", "admin", "vn")
    async with source(says(table(("A", 1)))) as server:
        body = feed(server.url, auth={"kind": "bearer", "secret": "so-nnmt"})
        (tmp_path / "so-nnmt").write_text("bi-mat-123")
        settings = country_app.state.settings.model_copy(update={"feeds_secrets": tmp_path})
        country_app.state.settings = settings
        assert (await duty.put("/api/feeds/so-nnmt", json=body)).status_code == 403
        answer = await admin.put("/api/feeds/so-nnmt", json=body)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["origin"], answer.json()["kind"], answer.json()["state"]) == (
            "api",
            "delimited",
            "never",
        )
        inside = await admin.post("/api/feeds/so-nnmt/run")
        assert (inside.status_code, inside.json()["code"]) == (422, "address_refused")
        assert server.asked == [], "a private address is not asked"
        country_app.state.settings = settings.model_copy(update={"feeds_private": "127.0.0.0/8"})
        assert (await admin.post("/api/feeds/so-nnmt/run")).json()["new"] == 1
        assert b"Bearer bi-mat-123" in server.asked[0]
    for wrong, field in (
        ({**body, "address": "folder:/etc/*"}, "address"),
        ({**body, "address": "http://u:p@host/"}, "address"),
        ({**body, "mapping": {**MAPPING, "zone": "x"}}, "mapping.zone"),
    ):
        refused = await admin.put("/api/feeds/khac", json=wrong)
        assert refused.status_code == 422 and refused.json()["code"] == "feed_config_refused"
        assert refused.json()["errors"][0]["field"] == field
    assert (await admin.put("/api/feeds/vrain", json=body)).status_code == 409
    changed = await admin.put("/api/feeds/so-nnmt", json={**body, "on": False})
    assert changed.json()["on"] is False
    kept = await rows(country_db, "SELECT config FROM feed_configs")
    assert "bi-mat" not in str(kept)
    assert (await admin.delete("/api/feeds/so-nnmt")).status_code == 204
    assert (await admin.delete("/api/feeds/so-nnmt")).status_code == 404
    told = await rows(country_db, "SELECT op FROM changes WHERE entity = 'feed_config' ORDER BY seq")
    assert [row["op"] for row in told] == ["update", "update", "delete"]
    await admin.aclose()


def test_a_file_that_is_wrong_is_refused_by_feed_and_field(tmp_path: Path) -> None:
    file = tmp_path / "feeds.yaml"
    for text, row, field in (
        ("feeds: [", None, None),
        ("x: 1", None, None),
        (
            yaml.safe_dump(
                {"feeds": [feed("http://h/"), {**feed("http://h/", "khac"), "rhythm_minutes": "x"}]}
            ),
            2,
            "rhythm_minutes",
        ),
        (yaml.safe_dump({"feeds": [feed("http://h/"), feed("http://h/")]}), 2, "name"),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(ConfigRefused) as refused:
            read_file(file)
        (fault,) = refused.value.faults
        assert (fault.file, fault.row, fault.field) == ("feeds.yaml", row, field)


async def test_a_wrong_file_leaves_the_other_feeds_as_they_are(country_db: Database, operator: Any) -> None:
    settings = operator({"name": "x"}, feed_vrain_url="http://127.0.0.1:1/")
    assert "vrain" in await jobs.due(country_db, settings, datetime(2026, 7, 21, 3, 15, tzinfo=UTC))


async def test_a_source_that_turns_its_clock_back_changes_nothing(
    country_db: Database, operator: Any
) -> None:
    now = datetime.now(UTC)
    async with source(says(table(("A", 4), at=now))) as server:
        settings = operator(feed(server.url))
        await run(country_db, settings)
        server.answers[:] = [says(table(("A", 9), at=now - timedelta(hours=7)))]
        with pytest.raises(ClockTurnedBack):
            await run(country_db, settings)
        server.answers[:] = [says(table(("A", 5), at=now + timedelta(minutes=1)))]
        assert (await run(country_db, settings)).new == 1
        server.answers[:] = [says(table(("A", 9), at=now - timedelta(hours=7)))]
        assert (await run(country_db, operator(feed(server.url, may_go_back=True)))).new == 1
    values = await rows(country_db, "SELECT value FROM observations ORDER BY ends_at")
    assert [row["value"] for row in values] == [9, 4, 5]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (hangs, fetch.SourceUnavailable),
        (floods, fetch.SourceUnavailable),
        (breaks_off, fetch.SourceUnavailable),
        (says(b"<html>B\xe1\xba\xa3o tr\xc3\xac</html>"), NotThisFormat),
        (says(b"\x1f\x8b\x08\x00" + b"\0" * 9, Content_Encoding="gzip"), fetch.SourceUnavailable),
        (says(table(("A", 1)), Content_Encoding="br"), fetch.SourceUnavailable),
    ],
    ids=["hangs", "3 GB", "breaks off", "html", "cut gzip", "not asked for"],
)
async def test_a_source_that_misbehaves(
    country_db: Database, operator: Any, answer: Any, error: type
) -> None:
    async with source(answer) as server:
        with pytest.raises(error):
            await run(country_db, operator(feed(server.url, time_limit_s=1, body_limit_mb=1)))
    assert (await last_run(country_db, "so-nnmt"))["error"]["vi"]
    assert await rows(country_db, "SELECT 1 FROM observations") == []


async def test_a_small_answer_that_unpacks_to_gigabytes(country_db: Database, operator: Any) -> None:
    import zlib

    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([packer.compress(b"\0" * 2**20) for _ in range(256)] + [packer.flush()])
    async with source(says(bomb, Content_Encoding="gzip")) as server:
        with pytest.raises(fetch.SourceUnavailable) as refused:
            await run(country_db, operator(feed(server.url, body_limit_mb=2)))
        assert "2 MiB" in str(refused.value) and len(server.asked) == 1


async def test_a_name_is_judged_by_every_address_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = guard.Guard.of("10.1.0.0/16, loggers.local", "may.trong.nha")
    for address, allowed in (
        ("8.8.8.8", True),
        ("10.1.2.3", True),
        ("10.2.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("::ffff:127.0.0.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("fd00::1", False),
    ):
        if allowed:
            assert await judge.addresses(address, 80) == [address]
        else:
            with pytest.raises(guard.AddressRefused):
                await judge.addresses(address, 80)
    assert judge.trusts("May.Trong.Nha") and judge.trusts("loggers.local") and not judge.trusts("khac.vn")
