"""The raw answers of runs, kept for a while so that a run can be done again.

Each is a ZIP file (deflate, an entry per part) under the home folder: `raw/<feed>/<day>/<run>.zip`. On disk and not in
a table, because they are large, are never queried, should not pass through every backup of the database, and an
operator opens a ZIP with what every office has. Written beside and renamed, so that there is never half of one.
"""

import contextlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import orjson

from geoops.hydromet.feeds.answer import Answer, Part
from geoops.kit.errors import NotFound
from geoops.kit.i18n import Text

_INDEX = "parts.json"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LEVEL = 6


class RawGone(NotFound):
    """The raw answer of the run was not kept, or not any more."""

    code = "raw_gone"
    title = Text("Câu trả lời gốc không còn được giữ", "The raw answer is no longer kept")


def root(home: Path) -> Path:
    """The folder of all raw answers."""
    return home / "raw"


def keep(home: Path, feed: str, run_id: int, started_at: datetime, answer: Answer) -> tuple[str, int]:
    """Keep an answer; its name under the folder, and its size packed in bytes."""
    name = f"{feed}/{started_at:%Y-%m-%d}/{run_id}.zip"
    path = root(home) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    index = []
    beside = path.with_suffix(".tmp")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for number, part in enumerate(answer.parts, 1):
            entry = f"{number:05d}-{_UNSAFE.sub('_', part.name)[-80:]}"
            archive.writestr(entry, part.body)
            index.append({"entry": entry, "name": part.name, "encoding": part.encoding})
        archive.writestr(_INDEX, orjson.dumps(index))
    size = beside.stat().st_size
    beside.replace(path)
    return name, size


def read(home: Path, name: str) -> Answer:
    """A kept answer. Raises RawGone."""
    with _opened(home, name) as archive:
        index = orjson.loads(archive.read(_INDEX))
        return Answer([Part(item["name"], archive.read(item["entry"]), item["encoding"]) for item in index])


def packed(home: Path, name: str) -> bytes:
    """The ZIP file itself. Raises RawGone."""
    try:
        return _path(home, name).read_bytes()
    except OSError:
        raise RawGone from None


def prune(home: Path, before: date) -> int:
    """Remove what was kept before that day (UTC); how many days' folders."""
    removed = 0
    for folder in root(home).glob("*/????-??-??"):
        with contextlib.suppress(ValueError):
            if date.fromisoformat(folder.name) < before:
                shutil.rmtree(folder, ignore_errors=True)
                removed += 1
    return removed


@contextlib.contextmanager
def _opened(home: Path, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(packed(home, name)))
    except zipfile.BadZipFile:
        raise RawGone(Text("Tệp câu trả lời gốc bị hỏng", "The file of the raw answer is damaged")) from None
    with archive:
        yield archive


def _path(home: Path, name: str) -> Path:
    path = (root(home) / name).resolve()
    if not path.is_relative_to(root(home).resolve()):
        raise RawGone
    return path
