"""WIS2 over a real broker: notifications checked, data fetched with their checksum or taken from within, once each."""

import asyncio
import base64
import getpass
import hashlib
import os
import shutil
import subprocess
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiomqtt
import orjson
import pytest
import yaml

from geoops.hydromet import jobs
from geoops.hydromet.feeds import fetch, wis2
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.wis2 import BadNotification, check_integrity, read_notification
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.hydromet.feeds_kit import last_run, rows
from tests.hydromet.source_server import says, source

TOPIC = "origin/a/wis2/vn-nchmf/data/core/weather/surface-based-observations/synop"


def notification(
    body: bytes, href: str | None = None, *, embed: bool = False, **changed: Any
) -> dict[str, Any]:
    """A notification of these data, as WNM 1.1.0 has it."""
    properties: dict[str, Any] = {
        "data_id": "vn-nchmf/data/core/weather/synop/48803_2018110212",
        "pubtime": "2018-11-02T12:10:00Z",
        "datetime": "2018-11-02T12:00:00Z",
        "integrity": {"method": "sha512", "value": base64.b64encode(hashlib.sha512(body).digest()).decode()},
    }
    if embed:
        properties["content"] = {
            "encoding": "base64",
            "value": base64.b64encode(body).decode(),
            "size": len(body),
        }
    properties.update(changed.pop("properties", {}))
    return {
        "id": str(uuid.uuid4()),
        "conformsTo": ["http://wis.wmo.int/spec/wnm/1/conf/core"],
        "type": "Feature",
        "geometry": None,
        "properties": {name: value for name, value in properties.items() if value is not None},
        "links": [{"href": href or "https://example.invalid/x.bufr", "rel": "canonical"}],
        **changed,
    }


def test_a_notification_is_read() -> None:
    read = read_notification(orjson.dumps(notification(b"BUFR", "https://h/x")))
    assert (read.data_id[:8], read.href, read.method) == ("vn-nchmf", "https://h/x", "sha512")
    assert check_integrity(read, b"BUFR") and not check_integrity(read, b"BUFr")
    inside = read_notification(orjson.dumps(notification(b"BUFR7777", embed=True)))
    assert inside.content == b"BUFR7777"


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Event"},
        {"id": ""},
        {"conformsTo": []},
        {"geometry": 5},
        {"links": []},
        {"links": [{"href": "https://h/", "rel": "license"}]},
        {"properties": {"data_id": None}},
        {"properties": {"datetime": None}},
        {"properties": {"start_datetime": "2018-11-02T12:00:00Z", "end_datetime": "2018-11-02T12:00:00Z"}},
        {"properties": {"pubtime": "hôm qua"}},
        {"properties": {"integrity": {"method": "md5", "value": "x"}}},
        {"properties": {"content": {"encoding": "base64", "value": "###"}}},
        {"properties": {"content": {"encoding": "utf-8", "value": "x" * 9000}}},
    ],
)
def test_a_notification_that_is_wrong_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadNotification):
        read_notification(orjson.dumps(notification(b"BUFR", **change)))
    for other in (b"", b"[]", b"{", b"\xff"):
        with pytest.raises(BadNotification):
            read_notification(other)


def test_wrong_checksums_and_other_data_are_refused_by_name() -> None:
    good = orjson.dumps(notification(b"BUFR"))
    answer = Answer(
        [
            Part("00001.notification", good),
            Part("00001.data", b"BUFR changed on the way"),
            Part("00002.notification", orjson.dumps(notification(b"<alert/>"))),
            Part("00002.data", b"<alert/>"),
            Part("00003.notification", b"{}"),
            Part("00004.notification", good),
            Part("00004.error", b"HTTP 404"),
        ]
    )
    with pytest.raises(NotThisFormat) as refused:
        wis2.Decoder("wis2", timedelta(hours=3), None)(answer, datetime(2018, 11, 2, 12, 30, tzinfo=UTC))
    said = [fault.reason.en for fault in refused.value.faults]
    assert ["checksum" in said[0], "not BUFR" in said[1], "wrong at" in said[2], "404" in said[3]] == [
        True
    ] * 4


@dataclass
class Broker:
    url: str
    port: int

    async def publish(self, *messages: dict[str, Any] | bytes) -> None:
        async with aiomqtt.Client("127.0.0.1", self.port, username="wis2", password="bi-mat-123") as client:
            for message in messages:
                payload = message if isinstance(message, bytes) else orjson.dumps(message)
                await client.publish(TOPIC, payload, qos=1)


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    program = shutil.which("mosquitto", path=f"{os.environ.get('PATH')}:/usr/sbin")
    if program is None:
        pytest.skip("mosquitto is not installed: run make test")
    passwords = folder / "passwords"
    subprocess.run(
        ["mosquitto_passwd", "-b", "-c", str(passwords), "wis2", "bi-mat-123"],
        check=True,
        capture_output=True,
    )
    config = folder / "mosquitto.conf"
    config.write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\n"
        f"user {getpass.getuser()}\npersistence false\n"
    )
    return subprocess.Popen(
        [program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
async def broker(tmp_path: Path, unused_port: int) -> AsyncIterator[Broker]:
    """Debian's mosquitto on a port of its own, with a password."""
    process = _start(tmp_path, unused_port)
    try:
        for _ in range(100):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", unused_port)
                writer.close()
                break
            except OSError:
                await asyncio.sleep(0.1)
        yield Broker(f"mqtt://127.0.0.1:{unused_port}", unused_port)
    finally:
        process.terminate()
        process.wait(10)


def settings_for(tmp_path: Path, broker: Broker, **more: Any) -> Settings:
    config = {
        "name": "wis2",
        "title": {"vi": "WIS2", "en": "WIS2"},
        "kind": "wis2",
        "address": broker.url,
        "rhythm_minutes": 60,
        "topics": ["origin/a/wis2/vn-nchmf/#"],
        "auth": {"kind": "basic", "username": "wis2", "secret": "wis2"},
        "attempts": 1,
    }
    file = tmp_path / "feeds.yaml"
    file.write_text(yaml.safe_dump({"feeds": [config]}), "utf-8")
    (tmp_path / "wis2").write_text("bi-mat-123")
    return Settings(home=tmp_path / "home", feeds_file=file, feeds_secrets=tmp_path, **more)


async def test_what_was_published_between_runs_is_fetched_checked_and_taken_once(
    country_db: Database, broker: Broker, tmp_path: Path, shared_data: Path
) -> None:
    try:
        import eccodes  # noqa: F401
    except RuntimeError:
        pytest.skip("the ecCodes library is not installed")
    body = (shared_data / "hydromet" / "synop_2018-11-02T12_vietnam_laos_yunnan.bufr").read_bytes()
    first = body[: body.index(b"BUFR", 4)]
    settings = settings_for(tmp_path, broker, feeds_private="127.0.0.1")
    assert (await jobs.run_feed(country_db, settings, "wis2")).new == 0, "the first run opens the session"
    async with source(says(body)) as server:
        linked = notification(body, server.url)
        await broker.publish(
            linked,
            {**linked, "id": str(uuid.uuid4())},
            b"rubbish",
            notification(first, embed=True, properties={"data_id": "vn-nchmf/inside"}),
            notification(b"other", server.url, properties={"data_id": "vn-nchmf/changed"}),
        )
        result = await jobs.run_feed(country_db, settings, "wis2")
        assert result.new > 50
        assert len(server.asked) == 2, "repeated by another broker, fetched once; the changed one once"
        recorded = await last_run(country_db, "wis2")
        reasons = [fault["reason"]["en"] for fault in recorded["refused"] if fault["row"] is None]
        assert any("JSON" in reason for reason in reasons) and any("checksum" in reason for reason in reasons)
        await broker.publish({**linked, "id": str(uuid.uuid4())})
        await jobs.run_feed(country_db, settings, "wis2")
        assert len(server.asked) == 2, "taken in an earlier run"
        again = await jobs.run_again(country_db, settings, "wis2", recorded["id"])
        assert again.new == 0 and again.unchanged > 50 and len(server.asked) == 2
    assert "bi-mat" not in str(await rows(country_db, "SELECT to_jsonb(r) AS row FROM feed_runs r"))


async def test_a_link_that_leads_inside_is_not_asked(
    country_db: Database, broker: Broker, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path, broker)
    await jobs.run_feed(country_db, settings, "wis2")
    async with source(says(b"BUFR")) as server:
        await broker.publish(notification(b"BUFR", server.url))
        with pytest.raises(NotThisFormat):
            await jobs.run_feed(country_db, settings, "wis2")
        assert server.asked == []
    assert "private network" in (await last_run(country_db, "wis2"))["refused"][0]["reason"]["en"]


async def test_a_broker_that_says_no_or_is_gone(country_db: Database, broker: Broker, tmp_path: Path) -> None:
    settings = settings_for(tmp_path, broker)
    (tmp_path / "wis2").write_text("sai")
    with pytest.raises(fetch.SourceUnavailable):
        await jobs.run_feed(country_db, settings, "wis2")
    with pytest.raises(fetch.SourceUnavailable):
        await jobs.run_feed(country_db, settings_for(tmp_path, Broker("mqtt://127.0.0.1:1", 1)), "wis2")
