"""One GeoOps at a time on a home folder."""

import contextlib
import fcntl
import json
import os
import sys
import time
from pathlib import Path
from typing import Literal

from geoops.embedded.errors import HomeInUse

Purpose = Literal["service", "command"]


class HomeLock:
    """The lock on a home folder, held for as long as this process works there.

    The kernel gives it back when the process ends, however it ends. A ``command`` is short, so others
    wait for it; a ``service`` stays.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / "geoops.lock"
        self._fd: int | None = None

    def acquire(self, purpose: Purpose, *, patience_s: float) -> bool:
        """Take the lock; False where a service holds it.

        Raises ``HomeInUse`` where a command still holds it after ``patience_s`` seconds.
        """
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        give_up = time.monotonic() + patience_s
        while not _locked(fd):
            holder = _read(fd)
            if holder.get("purpose") == "service":
                os.close(fd)
                return False
            if time.monotonic() > give_up:
                os.close(fd)
                raise in_use(self._path.parent)
            time.sleep(0.05)
        note = {"pid": os.getpid(), "purpose": purpose, "command": " ".join(sys.argv)[:200]}
        self._fd = fd
        os.ftruncate(fd, 0)
        os.pwrite(fd, json.dumps(note, ensure_ascii=False).encode(), 0)
        return True

    @property
    def held(self) -> bool:
        return self._fd is not None

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self._fd is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, 0)
            os.close(self._fd)
            self._fd = None


def in_use(home: Path) -> HomeInUse:
    """The error that names who works in ``home``."""
    holder: dict[str, object] = {}
    with contextlib.suppress(OSError):
        fd = os.open(home / "geoops.lock", os.O_RDONLY)
        holder = _read(fd)
        os.close(fd)
    who = f"pid {holder.get('pid', '?')}"
    return HomeInUse(
        vi=f"Một GeoOps khác ({who}) đang chạy trên thư mục {home}.",
        en=f"Another GeoOps ({who}) is running on {home}.",
    )


def _locked(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(fd: int) -> dict[str, object]:
    """What the holder wrote; empty in the moment before it has written."""
    try:
        note = json.loads(os.pread(fd, 4096, 0))
    except ValueError:
        return {}
    return note if isinstance(note, dict) else {}
