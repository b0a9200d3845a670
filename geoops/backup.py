"""Backup and restore of all that was acknowledged: the database and the files that its rows name, in one tar file.

The database is read first and the files after it: a file is on disk before the row that names it, and never changes,
so every row of the backup has its file. Restoring goes the other way round, the files first. Raw answers of feeds
(large, never asked for again in an emergency) and the keys that sign warnings (secrets) are left out.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from sqlalchemy import text

from geoops.kit.db import libpq_url
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.migrations.publishing import PUBLISHED, ensure_publisher, withdraw
from geoops.migrations.run import current, head, owner_engine

FOLDERS = ("attachments", "rasters", "grids")
"""What rows name, below `GEOOPS_HOME`: photos and recordings, risk maps, steps of grids."""

_MANIFEST, _DUMP, _FILES = "geoops-backup.json", "database.dump", "files"
_FORMAT = 1
_UNFINISHED = ("incoming",)
"""Folders of what was not acknowledged yet."""


def backup(owner_url: str, home: Path, file: Path, *, folders: Sequence[str] = FOLDERS) -> int:
    """Write the archive, which appears only when it is whole; answers how many files it holds beside the database.

    Raises CommandRefused.
    """
    if file.exists():
        raise CommandRefused(
            Text(f"Tệp {file} đã có; hãy chọn tên khác", f"{file} exists; choose another name")
        )
    part = file.with_name(file.name + ".part")
    try:
        with _disk(file), tempfile.TemporaryDirectory(dir=file.parent, prefix=".geoops-backup-") as scratch:
            dump = Path(scratch) / _DUMP
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", libpq_url(owner_url))
            with part.open("wb") as out:
                with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as archive:
                    count = _write(archive, Path(scratch), dump, home, folders)
                out.flush()
                os.fsync(out.fileno())
            part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(archive: tarfile.TarFile, scratch: Path, dump: Path, home: Path, folders: Sequence[str]) -> int:
    manifest = scratch / _MANIFEST
    manifest.write_text(
        json.dumps(
            {
                "format": _FORMAT,
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "migration": head(),
                "folders": list(folders),
            }
        ),
        encoding="utf-8",
    )
    archive.add(manifest, _MANIFEST)
    archive.add(dump, _DUMP)
    count = 0
    for folder in folders:
        for path in sorted((home / folder).rglob("*")):
            inside = path.relative_to(home)
            if path.is_symlink() or not path.is_file() or inside.parts[1] in _UNFINISHED:
                continue
            try:
                archive.add(path, f"{_FILES}/{inside.as_posix()}")
            except FileNotFoundError:
                continue  # its retention ended meanwhile, and the row that names it says so soon
            count += 1
    return count


def restore(owner_url: str, home: Path, file: Path) -> int:
    """Put back what the archive holds: all of the database or nothing; answers how many files were put back.

    Files that are there are left alone: a name is only ever given to one content. Raises CommandRefused.
    """
    if not file.is_file():
        raise CommandRefused(Text(f"Không có tệp {file}", f"There is no file {file}"))
    with _disk(file), tempfile.TemporaryDirectory(dir=_made(home), prefix=".restoring-") as scratch:
        with _refusing_damage(file), tarfile.open(file, mode="r:") as archive:
            names = _unpack(archive, Path(scratch))
        dump = Path(scratch) / _DUMP
        if not dump.is_file():
            raise _not_a_backup(file)
        _run("pg_restore", "--list", str(dump))
        _nobody_else(owner_url)
        for inside in names:
            target = home / inside
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                (Path(scratch) / _FILES / inside).replace(target)
        _publish_nothing(owner_url)
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            f"--exclude-schema={PUBLISHED}",
            "--single-transaction",
            "--exit-on-error",
            f"--dbname={libpq_url(owner_url)}",
            str(dump),
        )
        _publish_nothing(owner_url)
    return len(names)


def _publish_nothing(owner_url: str) -> None:
    """Published views keep tables from being replaced, and would come back as the owner's: they are made at the start."""
    engine = owner_engine(owner_url)
    try:
        with engine.begin() as connection:
            ensure_publisher(connection)
            withdraw(connection)
    finally:
        engine.dispose()


def _unpack(archive: tarfile.TarFile, scratch: Path) -> list[Path]:
    """Unpack what a backup may hold and nothing else: the manifest, the dump, plain files below the known folders."""
    manifest = archive.next()
    if manifest is None or manifest.name != _MANIFEST:
        raise _not_a_backup(Path(str(archive.name)))
    names = []
    for member in archive:
        path = PurePosixPath(member.name)
        if member.name == _DUMP and member.isfile():
            _copy(archive, member, scratch / _DUMP)
        elif (
            member.isfile()
            and path.parts[0] == _FILES
            and len(path.parts) > 2
            and path.parts[1] in FOLDERS
            and ".." not in path.parts
        ):
            inside = Path(*path.parts[1:])
            _copy(archive, member, scratch / _FILES / inside)
            names.append(inside)
        elif member.name != _MANIFEST:
            raise _not_a_backup(Path(str(archive.name)))
    return names


def _copy(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = archive.extractfile(member)
    if source is None:
        raise tarfile.TarError(member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def _not_a_backup(file: Path) -> CommandRefused:
    return CommandRefused(
        Text(
            f"{file.name} không phải tệp sao lưu của GeoOps, hoặc đã hỏng; chưa thay đổi gì",
            f"{file.name} is not a backup of GeoOps, or is damaged; nothing was changed",
        )
    )


@contextmanager
def _refusing_damage(file: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as error:
        raise _not_a_backup(file) from error


@contextmanager
def _disk(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommandRefused(
            Text(
                f"Không đọc hoặc ghi được ({error.strerror}): {error.filename or file}",
                f"Cannot read or write ({error.strerror}): {error.filename or file}",
            )
        ) from error


def _made(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    return home


def _nobody_else(owner_url: str) -> None:
    engine = owner_engine(owner_url)
    try:
        with engine.begin() as connection:
            others = connection.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
            )
    finally:
        engine.dispose()
    if others:
        raise CommandRefused(
            Text(
                "GeoOps đang chạy; hãy dừng trước khi phục hồi", "GeoOps is running; stop it before restoring"
            )
        )


def check(owner_url: str) -> list[str]:
    """What the database is; raises CommandRefused where this program cannot serve on it."""
    engine = owner_engine(owner_url)
    try:
        with engine.begin() as connection:
            server = connection.scalar(text("SHOW server_version"))
            postgis = connection.scalar(text("SELECT postgis_lib_version()"))
            checksums = connection.scalar(text("SHOW data_checksums"))
            fsync = connection.scalar(text("SHOW fsync"))
            revision = current(connection)
            lines = [
                f"PostgreSQL {server}, PostGIS {postgis}, checksums {checksums}, fsync {fsync}",
                f"migration {revision} (program {head()})",
            ]
    finally:
        engine.dispose()
    if revision != head():
        raise CommandRefused(
            Text(
                f"Cơ sở dữ liệu ở phiên bản {revision}, chương trình cần {head()}; chạy geoops db migrate",
                f"The database is at {revision}, the program needs {head()}; run geoops db migrate",
            )
        )
    return lines


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)),
        None,
    )
    if found is None:
        raise CommandRefused(Text(f"Thiếu chương trình {program}", f"The program {program} is missing"))
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise CommandRefused(
            Text(f"{program} thất bại: {done.stderr.strip()}", f"{program} failed: {done.stderr.strip()}")
        )
