"""Files dropped into a folder or fetched from a real SFTP server: whole ones, once each, bad ones named."""

import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh
import pytest
import yaml

from geoops.hydromet import jobs
from geoops.hydromet.feeds import fetch, raw
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.files.choosing import Found, choose
from geoops.kit.db import Database
from geoops.kit.guard import AddressRefused
from geoops.settings import Settings
from tests.hydromet.feeds_kit import all_runs, last_run, rows
from tests.hydromet.test_feed_configs import feed, table

LONG_AGO = 120.0


def drop(folder: Path, name: str, body: bytes, *, age_s: float = LONG_AGO) -> Path:
    path = folder / name
    path.write_bytes(body)
    moment = time.time() - age_s
    os.utime(path, (moment, moment))
    return path


def settings_for(tmp_path: Path, *feeds: dict[str, Any], **more: Any) -> Settings:
    file = tmp_path / "feeds.yaml"
    file.write_text(yaml.safe_dump({"feeds": list(feeds)}, allow_unicode=True), "utf-8")
    return Settings(home=tmp_path / "home", feeds_file=file, feeds_secrets=tmp_path, **more)


async def run(database: Database, settings: Settings) -> Any:
    return await jobs.run_feed(database, settings, "so-nnmt", first_wait_s=0.01)


async def test_dropped_files_are_taken_whole_once_and_put_aside(country_db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "thả vào"
    folder.mkdir()
    settings = settings_for(tmp_path, feed(f"folder:{folder}/*.csv"))
    assert (await run(country_db, settings)).new == 0
    assert await all_runs(country_db, "so-nnmt") == [], "an empty folder leaves no record"
    drop(folder, "a.csv", table(("A", 1)))
    drop(folder, "b.csv", table(("B", 2)))
    half = drop(folder, "c.csv", table(("C", 3))[:-4], age_s=1)
    drop(folder, "d.csv.part", table(("D", 4)))
    drop(folder, ".e.csv", table(("E", 5)))
    drop(folder, "f.txt", table(("F", 6)))
    (folder / "g.csv").symlink_to("/etc/hostname")
    assert (await run(country_db, settings)).new == 2
    assert {path.name.partition("-")[2] for path in (folder / "done").iterdir()} == {"a.csv", "b.csv"}
    assert half.exists(), "it may still be written to"
    half.unlink()
    drop(folder, "d.csv.part", table(("D", 4))).rename(folder / "d.csv")
    assert (await run(country_db, settings)).new == 1
    kept = await rows(country_db, "SELECT station_id FROM observations ORDER BY 1")
    assert [row["station_id"][-1] for row in kept] == ["A", "B", "D"]


async def test_a_dropped_file_that_cannot_be_read(country_db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    settings = settings_for(tmp_path, feed(f"folder:{folder}/*.csv"))
    drop(folder, "bad.csv", b"<html></html>")
    with pytest.raises(NotThisFormat):
        await run(country_db, settings)
    (put,) = (folder / "refused").iterdir()
    assert put.name.endswith("-bad.csv")
    failed = await last_run(country_db, "so-nnmt")
    assert raw.read(settings.home, failed["raw"]).body == b"<html></html>"
    drop(folder, "good.csv", table(("A", 1)))
    drop(folder, "bad.csv", b"<html></html>")
    assert (await run(country_db, settings)).new == 1
    (fault,) = (await last_run(country_db, "so-nnmt"))["refused"]
    assert fault["file"] == "bad.csv"


async def test_a_folder_that_cannot_be_changed_is_read_once_all_the_same(
    country_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    drop(folder, "a.csv", table(("A", 1)))
    settings = settings_for(tmp_path, feed(f"folder:{folder}/*.csv"))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "mkdir", _only(folder, Path.mkdir, refuse))
    assert (await run(country_db, settings)).new == 1
    assert (folder / "a.csv").exists()
    assert (await run(country_db, settings)).new == 0
    assert len(await all_runs(country_db, "so-nnmt")) == 1


def _only(folder: Path, real: Any, instead: Any) -> Any:
    def mkdir(self: Path, *arguments: Any, **named: Any) -> None:
        (instead if self.parent == folder else real)(self, *arguments, **named)

    return mkdir


async def test_a_file_too_large_and_a_folder_that_is_gone(country_db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    settings = settings_for(tmp_path, feed(f"folder:{folder}/*.csv", body_limit_mb=1))
    with pytest.raises(fetch.SourceUnavailable):
        await run(country_db, settings)
    folder.mkdir()
    drop(folder, "a.csv", b"x" * (2**20 + 1))
    with pytest.raises(fetch.SourceUnavailable):
        await run(country_db, settings)


def test_the_oldest_come_first_and_never_too_many() -> None:
    now = 1_000_000.0
    found = [Found(f"{n:04d}.csv", 5, now - 1000 - n) for n in range(500)]
    found += [Found("zero.csv", 0, now - 100), Found("ahead.csv", 5, now + 5), Found("far.csv", 5, now + 500)]
    chosen = choose(found, pattern="*.csv", seen={found[499].mark}, now=now, settle_s=10)
    assert len(chosen) == 200 and chosen[0].name == "0498.csv"
    late = choose(found[500:], pattern="*.csv", seen=(), now=now, settle_s=10)
    assert [file.name for file in late] == ["far.csv"]


@dataclass
class Server:
    port: int
    host_key: str
    folder: Path


class _Login(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("may-do", "bi-mat-123")


@pytest.fixture
async def sftp(tmp_path: Path) -> AsyncIterator[Server]:
    """A real SFTP server on this machine."""
    folder = tmp_path / "sftp"
    (folder / "ra").mkdir(parents=True)
    key = asyncssh.generate_private_key("ssh-ed25519")
    person = asyncssh.generate_private_key("ssh-ed25519")
    (tmp_path / "so-key").write_bytes(person.export_private_key())
    (tmp_path / "so-nnmt").write_text("bi-mat-123")
    authorized = asyncssh.import_authorized_keys(person.export_public_key().decode())
    server = await asyncssh.create_server(
        _Login,
        "127.0.0.1",
        0,
        server_host_keys=[key],
        authorized_client_keys=authorized,
        sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder)),
    )
    yield Server(server.sockets[0].getsockname()[1], key.export_public_key().decode().strip(), folder / "ra")
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("auth", ["basic", "key"])
async def test_files_of_an_sftp_server(country_db: Database, tmp_path: Path, sftp: Server, auth: str) -> None:
    drop(sftp.folder, "a.csv", table(("A", 1)))
    drop(sftp.folder, "b.csv", table(("B", 2)), age_s=1)
    drop(sftp.folder, "c.csv.tmp", table(("C", 3)))
    secret = "so-nnmt" if auth == "basic" else "so-key"
    settings = settings_for(
        tmp_path,
        feed(
            f"sftp://127.0.0.1:{sftp.port}/ra/*.csv",
            auth={"kind": auth, "username": "may-do", "secret": secret},
            host_key=sftp.host_key,
        ),
    )
    assert (await run(country_db, settings)).new == 1
    assert (sftp.folder / "a.csv").exists(), "the server's folder is only read"
    drop(sftp.folder, "b.csv", table(("B", 2)))
    assert (await run(country_db, settings)).new == 1
    assert (await run(country_db, settings)).new == 0
    assert len(await all_runs(country_db, "so-nnmt")) == 2, "nothing new leaves no record"
    drop(sftp.folder, "a.csv", table(("A", 1), ("A2", 7)), age_s=60)
    assert (await run(country_db, settings)).new >= 1, "written anew under the same name"


async def test_an_sftp_server_that_is_another_or_says_no(
    country_db: Database, tmp_path: Path, sftp: Server
) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    address = f"sftp://127.0.0.1:{sftp.port}/ra/*.csv"
    login = {"kind": "basic", "username": "may-do", "secret": "so-nnmt"}
    for config in (
        feed(address, auth=login, host_key=other),
        feed(address, auth={**login, "username": "khac"}, host_key=sftp.host_key),
        feed("sftp://127.0.0.1:1/ra/*.csv", auth=login, host_key=sftp.host_key),
        feed(f"sftp://127.0.0.1:{sftp.port}/khong-co/*.csv", auth=login, host_key=sftp.host_key),
    ):
        with pytest.raises(fetch.SourceUnavailable) as refused:
            await run(country_db, settings_for(tmp_path, config))
        assert "bi-mat" not in str(refused.value)


async def test_an_sftp_address_from_the_api_leads_not_inside(
    country_db: Database, tmp_path: Path, sftp: Server
) -> None:
    from geoops.hydromet.feeds import sources
    from geoops.kit.context import SYSTEM

    body = feed(
        f"sftp://127.0.0.1:{sftp.port}/ra/*.csv",
        auth={"kind": "basic", "username": "may-do", "secret": "so-nnmt"},
        host_key=sftp.host_key,
    )
    settings = Settings(home=tmp_path / "home", feeds_secrets=tmp_path)
    async with country_db.transaction(SYSTEM) as session:
        await sources.put(session, settings, "so-nnmt", body)
    with pytest.raises(AddressRefused):
        await run(country_db, settings)
