"""Backup, restore and check of the whole database, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import text

from geoops.kit.db import libpq_url
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.migrations.run import current, head, owner_engine


def backup(owner_url: str, file: Path) -> None:
    """Write a compressed archive; the file appears only when it is whole. Raises CommandRefused."""
    if file.exists():
        raise CommandRefused(
            Text(f"Tệp {file} đã có; hãy chọn tên khác", f"{file} exists; choose another name")
        )
    part = file.with_name(file.name + ".part")
    try:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={part}", libpq_url(owner_url))
        with part.open("rb") as handle:
            os.fsync(handle.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def restore(owner_url: str, file: Path) -> None:
    """Put back what the archive holds, all of it or nothing. Raises CommandRefused."""
    if not file.is_file():
        raise CommandRefused(Text(f"Không có tệp {file}", f"There is no file {file}"))
    _run("pg_restore", "--list", str(file))
    engine = owner_engine(owner_url)
    try:
        with engine.begin() as connection:
            others = connection.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
            )
            if others:
                raise CommandRefused(
                    Text(
                        "GeoOps đang chạy; hãy dừng trước khi phục hồi",
                        "GeoOps is running; stop it before restoring",
                    )
                )
    finally:
        engine.dispose()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={libpq_url(owner_url)}",
        str(file),
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
