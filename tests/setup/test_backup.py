"""A backup holds all that was acknowledged, a restore puts it back whole, and what is no backup changes nothing."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from geoops import backup
from geoops.domains import registry
from geoops.kit.errors import CommandRefused
from geoops.layers.ogc.publishing import publish
from geoops.layers.ogc.publishing import views as every_view
from tests.conftest import TestCluster

PHOTO = "attachments/a1/019f/original.jpg"
MAP = "rasters/slope-1234.tif"
GRID = "grids/live/imerg/2026/07/rain.tif"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one file of each kind, and what does not belong into a backup."""
    home = tmp_path / "home"
    for name in (PHOTO, MAP, GRID, "attachments/incoming/half.part", "raw/vrain/1.zip", "secrets/cap.key"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(name.encode() * 1000)
    return home


def do(url: str, sql: str) -> object:
    engine = create_engine(
        url, connect_args={"options": "-c search_path=geoops,extensions,public"}, isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            result = connection.execute(text(sql))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


NEW = (
    "INSERT INTO spaces (name, kind, title_vi, title_en, anchor_event, anchor_wall)"
    " VALUES ('{}', 'drill', 'Diễn tập', 'Drill', now(), now())"
)
NAMES = "SELECT string_agg(name, ',' ORDER BY name) FROM spaces"


@pytest.fixture
def url(cluster: TestCluster) -> str:
    url = cluster.new_database()
    do(url, NEW.format("truoc"))
    return url


def test_all_comes_back_and_nothing_else(url: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sao lưu.tar"
    assert backup.backup(url, home, file) == 3
    before = do(url, NAMES)
    do(url, "DELETE FROM spaces WHERE name = 'truoc'")
    do(url, NEW.format("sau"))
    elsewhere = tmp_path / "other home"
    assert backup.restore(url, elsewhere, file) == 3
    assert do(url, NAMES) == before
    kept = {str(path.relative_to(elsewhere)) for path in elsewhere.rglob("*") if path.is_file()}
    assert kept == {PHOTO, MAP, GRID}, "neither half uploads, raw answers nor keys"
    assert (elsewhere / PHOTO).read_bytes() == (home / PHOTO).read_bytes()
    assert backup.check(url)[-1].startswith("migration ")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_published_is_no_part_of_it(url: str, home: Path, tmp_path: Path) -> None:
    """Views would come back as the owner's, to whom row-level security does not apply."""
    views = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('published')"
    publish(url, registry())
    before = do(url, views)
    backup.backup(url, home, tmp_path / "b.tar")
    assert backup.restore(url, tmp_path / "other home", tmp_path / "b.tar") == 3
    assert (before, do(url, views)) == (len(list(every_view(registry()))), 0)
    publish(url, registry())
    assert do(url, views) == before
    assert do(url, f"{views} AND relowner <> 'geoops_publisher'::regrole") == 0


def test_grids_can_be_left_out(url: str, home: Path, tmp_path: Path) -> None:
    assert backup.backup(url, home, tmp_path / "b.tar", folders=["attachments", "rasters"]) == 2


def test_a_backup_is_never_written_over(url: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.tar"
    file.write_bytes(b"yesterday's")
    with pytest.raises(CommandRefused):
        backup.backup(url, home, file)
    assert file.read_bytes() == b"yesterday's"


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def climbs(_: bytes) -> bytes:
    return tar(("geoops-backup.json", b"{}"), ("files/attachments/../../../evil", b"x"))


def other(_: bytes) -> bytes:
    return tar(("readme.txt", b"hello"))


def no_database(_: bytes) -> bytes:
    return tar(("geoops-backup.json", b"{}"))


def bad_dump(_: bytes) -> bytes:
    return tar(("geoops-backup.json", b"{}"), ("database.dump", b"PGDMP but not really"))


def link(_: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        put(archive, "geoops-backup.json", b"{}")
        pointing = tarfile.TarInfo("files/attachments/a")
        pointing.type, pointing.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(pointing)
    return out.getvalue()


def put(archive: tarfile.TarFile, name: str, body: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(body)
    archive.addfile(info, io.BytesIO(body))


def tar(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, body in entries:
            put(archive, name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    "spoil", [cut, climbs, other, no_database, bad_dump, link, lambda _: b"", lambda _: b"PGDMP" * 99]
)
def test_what_is_no_backup_changes_nothing(
    spoil: Callable[[bytes], bytes], url: str, home: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole.tar"
    backup.backup(url, home, whole)
    broken = tmp_path / "broken.tar"
    broken.write_bytes(spoil(whole.read_bytes()))
    elsewhere = tmp_path / "elsewhere"
    before = do(url, NAMES)
    with pytest.raises(CommandRefused):
        backup.restore(url, elsewhere, broken)
    assert do(url, NAMES) == before
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "elsewhere" in path.parts] == []
    assert not (tmp_path / "evil").exists()


def test_not_while_somebody_is_connected(url: str, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.tar"
    backup.backup(url, home, file)
    engine = create_engine(url)
    try:
        with engine.connect(), pytest.raises(CommandRefused, match="stop it"):
            backup.restore(url, tmp_path / "elsewhere", file)
    finally:
        engine.dispose()
