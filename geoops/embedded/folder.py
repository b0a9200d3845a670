"""The cluster's data folder, reached through an open directory.

PostgreSQL is given ``/proc/self/fd/N`` as its data directory, where N is the folder opened by us and
inherited by the server. The server's user therefore needs no right to walk the path above the folder
(a root user's home is closed to it), and the path may be of any length and hold any character.
The same open directory carries a lock: every server process inherits it, so the lock is free exactly
when the last of them is gone.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import signal
import time
from pathlib import Path

from geoops.embedded.errors import ForeignFolder, HomeInUse
from geoops.embedded.programs import ServerUser

MARKER = "GEOOPS_CLUSTER"


class DataFolder:
    """An open data folder. Close it, or use it in a ``with`` block."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)

    @property
    def for_server(self) -> str:
        """The data directory as the server and initdb must name it."""
        return f"/proc/self/fd/{self.fd}"

    def __enter__(self) -> "DataFolder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        os.close(self.fd)

    def read(self, name: str) -> str | None:
        """A small text file of the folder, None where it is missing."""
        try:
            fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=self.fd)
        except FileNotFoundError:
            return None
        with os.fdopen(fd, encoding="utf-8", errors="replace") as file:
            return file.read(8192)

    def write(self, name: str, text: str, owner: ServerUser) -> None:
        """Put a small file in place, owned by ``owner`` and safe on disk; never through a link."""
        draft = f"{name}.new"
        self.remove(draft)
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=self.fd)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            if owner.uid != os.geteuid():
                os.fchown(fd, owner.uid, owner.gid)
            file.write(text)
            file.flush()
            os.fsync(fd)
        os.rename(draft, name, src_dir_fd=self.fd, dst_dir_fd=self.fd)

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self.fd)

    def lock(self) -> bool:
        """Take the lock that the server's processes will share; False while an old one lives."""
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def processes(self) -> list[int]:
        """The server processes that work in this folder: their working directory is it."""
        mine = os.fstat(self.fd)
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                there = (entry / "cwd").stat()
                name = (entry / "comm").read_text().strip()
            except OSError:
                continue
            if name == "postgres" and (there.st_dev, there.st_ino) == (mine.st_dev, mine.st_ino):
                found.append(int(entry.name))
        return found

    def postmaster(self) -> int | None:
        """The living server's process id, proved to work in this folder, else None."""
        first = (self.read("postmaster.pid") or "").split("\n", 1)[0]
        return int(first) if first.isdigit() and int(first) in self.processes() else None

    def clear_leftovers(self) -> bool:
        """End the server of a GeoOps that was killed, and take the lock; True where one was found.

        Raises ``HomeInUse`` where somebody that this process cannot see or end still works here.
        """
        if self.lock():
            self.remove("postmaster.pid")  # nobody holds the folder, so whatever the file says is stale
            return False
        for number, seconds in ((signal.SIGINT, 8.0), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 5.0)):
            self._signal(number)
            give_up = time.monotonic() + seconds
            while time.monotonic() < give_up:
                if self.lock():
                    self.remove("postmaster.pid")
                    return True
                time.sleep(0.02)
        raise HomeInUse(
            vi=f"Một máy chủ PostgreSQL khác đang mở thư mục {self.path} và không dừng được.",
            en=f"Another PostgreSQL server has {self.path} open and cannot be stopped.",
        )

    def _signal(self, number: signal.Signals) -> None:
        parent = self.postmaster()
        targets = [parent] if parent and number != signal.SIGKILL else self.processes()
        for pid in targets:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)


def recognise(path: Path) -> bool:
    """Whether a whole cluster of ours lies at ``path``; False where nothing is there.

    A cluster is made beside its place and moved there when it is whole, so what lies there without
    our mark is somebody else's, and ``ForeignFolder`` is raised instead of touching it.
    """
    try:
        with DataFolder(path) as folder:
            if folder.read(MARKER) is not None and folder.read("PG_VERSION"):
                return True
            if not any(path.iterdir()):
                path.rmdir()
                return False
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno not in (errno.ENOTDIR, errno.ELOOP, errno.EACCES):
            raise
    raise ForeignFolder(
        vi=f"{path} có nội dung nhưng không phải cơ sở dữ liệu do GeoOps tạo. "
        "Hãy chuyển nó đi chỗ khác rồi chạy lại.",
        en=f"{path} holds something that is not a cluster made by GeoOps. Move it away and run again.",
    )


def discard(path: Path) -> None:
    """Remove a half-made cluster."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
