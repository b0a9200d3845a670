"""Where the server's socket lies.

A socket's path has at most 107 bytes, so it cannot lie under the home folder. It gets a fresh folder with a
name nobody can foretell, open to the server's user (and root) alone; ``socket`` in the home folder is a link
to it, for other commands and for people with psql.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from geoops.embedded.programs import ServerUser

PREFIX = "geoops-"


def make(home: Path, user: ServerUser) -> Path:
    """A new socket folder, linked from ``home``; the one of a killed run goes away first."""
    remove(home)
    parent = "/run" if os.geteuid() == 0 and Path("/run").is_dir() else "/tmp"  # noqa: S108 - mkdtemp, 0700
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    if user.uid != os.geteuid():
        os.chown(folder, user.uid, user.gid)
    (home / "socket").symlink_to(folder)
    return folder


def current(home: Path) -> Path | None:
    """The socket folder that the link in ``home`` names."""
    with contextlib.suppress(OSError):
        return (home / "socket").readlink()
    return None


def remove(home: Path) -> None:
    """Take away the link and the folder it names, if that is one of ours."""
    folder = current(home)
    with contextlib.suppress(FileNotFoundError):
        (home / "socket").unlink()
    if folder is None or not folder.name.startswith(PREFIX) or folder.is_symlink():
        return
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            if entry.name.startswith(".s.PGSQL."):
                entry.unlink()
        folder.rmdir()
