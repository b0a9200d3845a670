"""Where the files lie: `<home>/attachments/`, each attachment in a folder of its own, uploads under `incoming/`.

Whatever is acknowledged has been handed to the disk (fsync of the file and of its folder) before.
"""

import errno
import os
import shutil
import time
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from geoops.incidents.attachments.errors import StorageFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
ORIGINAL, SHOWN, THUMB = "original", "shown.jpg", "thumb.jpg"


@contextmanager
def disk_full_is_said() -> Iterator[None]:
    """A full disk becomes StorageFull."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(headers={"Retry-After": "300"}) from error
        raise


class Storage:
    """The files of one installation."""

    def __init__(self, home: Path) -> None:
        self.root = home.resolve() / "attachments"
        self.incoming = self.root / "incoming"

    def prepare(self) -> None:
        """Make the folders. Raises StorageFull."""
        with disk_full_is_said():
            self.incoming.mkdir(parents=True, exist_ok=True)

    def part(self, upload_id: uuid.UUID) -> Path:
        """The file that an upload grows in."""
        return self.incoming / f"{upload_id}.part"

    def folder(self, attachment_id: uuid.UUID) -> Path:
        """The folder of an attachment; the last digits of a version 7 id are random, its first are not."""
        name = str(attachment_id)
        return self.root / name[-2:] / name

    def file(self, attachment_id: uuid.UUID, name: str) -> Path:
        """One of an attachment's files."""
        return self.folder(attachment_id) / name

    def keep(self, attachment_id: uuid.UUID, original: Path, others: Mapping[str, bytes]) -> None:
        """Put an attachment's files in place, all or none; the original is linked, and stays where it is too.

        Raises StorageFull with nothing left behind.
        """
        target = self.folder(attachment_id)
        fresh = self.incoming / f"{attachment_id}.{uuid.uuid4().hex}.new"
        try:
            with disk_full_is_said():
                fresh.mkdir(parents=True)
                try:
                    (fresh / ORIGINAL).hardlink_to(original)
                except OSError:
                    shutil.copyfile(original, fresh / ORIGINAL)
                sync(fresh / ORIGINAL)
                for name, content in others.items():
                    write(fresh / name, content)
                sync(fresh)
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.exists():  # left by an attempt that was rolled back
                    shutil.rmtree(target)
                fresh.rename(target)
                sync(target.parent)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def discard(self, attachment_id: uuid.UUID) -> None:
        """Take an attachment's files away."""
        shutil.rmtree(self.folder(attachment_id), ignore_errors=True)

    def prune(
        self, attachments: Collection[uuid.UUID], uploads: Collection[uuid.UUID], older_than_s: float
    ) -> int:
        """Take away what belongs to no row and was not touched for a while; says how many things went.

        Under `incoming/` that is also what was being received when a process was killed, under a name of no upload.
        """
        gone = 0
        before = time.time() - older_than_s
        for path in [*self.incoming.glob("*"), *self.root.glob("[0-9a-f][0-9a-f]/*")]:
            owner, coming = _owner(path), path.parent == self.incoming
            if (owner is None and not coming) or owner in (uploads if coming else attachments):
                continue
            try:
                fresh = path.stat().st_mtime > before
            except OSError:
                continue
            if fresh:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            gone += 1
        return gone


def _owner(path: Path) -> uuid.UUID | None:
    """The attachment or upload that a file or folder is named for."""
    try:
        return uuid.UUID(path.name.split(".", 1)[0])
    except ValueError:
        return None


def write(path: Path, content: bytes) -> None:
    """Write a file and hand it to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Hand a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
