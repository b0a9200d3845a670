"""The private PostGIS cluster: made at the first start, started and stopped with GeoOps."""

import atexit
import contextlib
import errno
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from geoops.embedded import programs, sockets
from geoops.embedded.config import HBA, IDENT_MAP, OWNER, ROLES, server_settings
from geoops.embedded.errors import DiskFull, EmbeddedError, StartFailed
from geoops.embedded.folder import MARKER, DataFolder, discard, recognise
from geoops.embedded.locks import HomeLock, in_use
from geoops.embedded.server import ServerProcess

PORT = 5432  # only a part of the socket's name
Say = Callable[[str], None]


@dataclass(frozen=True)
class ClusterHandle:
    """A running private cluster."""

    socket_folder: Path

    def url_for(self, database: str, role: str | None = None) -> str:
        """An SQLAlchemy URL for ``database`` as ``role`` (default: the owner) over the socket."""
        host = quote(str(self.socket_folder), safe="/")
        return f"postgresql+psycopg://{role or OWNER}@/{quote(database)}?host={host}&port={PORT}"

    def ensure_database(self, name: str) -> bool:
        """Make the database where it is missing; True where it was made."""
        with psycopg.connect(
            host=str(self.socket_folder), port=PORT, user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                return False
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
        return True


class EmbeddedCluster:
    """The private cluster under ``home``.

    ``start`` is for the service and refuses a second one; ``join`` is for commands, which use the
    service's server where it runs. ``durable=False`` gives up safety against power cuts for speed
    (tests). ``say`` is told, in Vietnamese, about anything that takes time.
    """

    def __init__(self, home: Path, *, durable: bool = True, say: Say = lambda _: None) -> None:
        self.home = home.absolute()
        self._data = self.home / "pg"
        self._durable = durable
        self._say = say
        self._lock = HomeLock(self.home)
        self._server: ServerProcess | None = None

    def __enter__(self) -> ClusterHandle:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> ClusterHandle:
        """Start the server, making the cluster first where there is none.

        Raises ``HomeInUse`` where another service runs here, and the other errors of
        ``geoops.embedded.errors``.
        """
        with self._undone_on_failure():
            self.home.mkdir(parents=True, exist_ok=True)
            if not self._lock.acquire("service", patience_s=30):
                raise in_use(self.home)
            return self._start_locked()

    def join(self) -> ClusterHandle:
        """Use the running service's server, else start one for this command alone."""
        with self._undone_on_failure():
            self.home.mkdir(parents=True, exist_ok=True)
            give_up = time.monotonic() + 60
            while not self._lock.acquire("command", patience_s=60):
                folder = sockets.current(self.home)
                if self._running() and folder is not None:
                    return ClusterHandle(folder)
                if time.monotonic() > give_up:
                    raise in_use(self.home)
                time.sleep(0.1)
            return self._start_locked()

    def stop(self, patience_s: float = 3.0) -> None:
        """Stop what this object started: in order, and after ``patience_s`` seconds at once, which costs a
        replay of the log at the next start and no data. Again and again is harmless."""
        server = self._server
        if server is None:
            return
        server.stop(patience_s)
        self._server = None
        sockets.remove(self.home)
        self._lock.release()
        atexit.unregister(self.stop)

    @property
    def alive(self) -> bool:
        """Whether the server started here still runs."""
        return self._server is not None and not self._server.ended.is_set()

    @contextlib.contextmanager
    def _undone_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            if self._server is not None:
                self._server.stop()
                self._server = None
            if self._lock.held:
                sockets.remove(self.home)
            self._lock.release()
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise _disk_full(self.home) from error
            raise

    def _start_locked(self) -> ClusterHandle:
        if not recognise(self._data):
            self._make()
        folder = self._launch()
        atexit.register(self.stop)
        return ClusterHandle(folder)

    def _make(self) -> None:
        """Make the cluster beside its place, mark it, and move it there whole."""
        self._say("Đang tạo cơ sở dữ liệu…")
        tools = programs.for_new_cluster()
        user = programs.server_user(self._data)
        draft = self.home / "pg.making"
        discard(draft)
        draft.mkdir(mode=0o700)
        if user.uid != os.geteuid():
            os.chown(draft, user.uid, user.gid)
        with DataFolder(draft) as folder:
            command = [*user.command(dies_with_parent=False), tools.initdb]
            command += ["-D", folder.for_server, "-U", OWNER, "--auth=peer", "--data-checksums"]
            command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
            done = subprocess.run(  # noqa: S603 - our own words, no shell
                command if self._durable else [*command, "--no-sync"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=_clean_environment(),
                pass_fds=(folder.fd,),
                text=True,
                check=False,
            )
            if done.returncode:
                raise self._explain(done.stdout[-4000:])
            folder.write(MARKER, f"{tools.version}\n", user)
        draft.rename(self._data)
        _sync(self.home)

    def _launch(self) -> Path:
        with DataFolder(self._data) as folder:
            tools = programs.for_data(folder.read("PG_VERSION") or "")
            user = programs.server_user(self._data)
            if folder.clear_leftovers():
                self._say("Đã dừng máy chủ dữ liệu còn sót của lần chạy trước.")
            names = sorted({programs.user_entry(os.geteuid()).name, user.name})
            folder.write("pg_hba.conf", HBA, user)
            lines = [f'{IDENT_MAP} "{name}" {role}\n' for name in names for role in ROLES]
            folder.write("pg_ident.conf", "".join(lines), user)
            socket_folder = sockets.make(self.home, user)
            command = [*user.command(dies_with_parent=True), tools.postgres, "-D", folder.for_server]
            for name, value in server_settings(socket_folder, PORT, durable=self._durable).items():
                command += ["-c", f"{name}={value}"]
            self._server = ServerProcess(
                command, keep_open=(folder.fd,), env=_clean_environment(), log=self.home / "postgres.log"
            )
            self._wait_ready(folder, self._server)
        return socket_folder

    def _wait_ready(self, folder: DataFolder, server: ServerProcess) -> None:
        """Wait for as long as the server is at work: after a crash it first replays its log."""
        told = time.monotonic() + 3
        while not server.ended.wait(0.01):
            lines = (folder.read("postmaster.pid") or "").split("\n")
            if len(lines) >= 8 and lines[0] == str(server.pid) and lines[7].strip() == "ready":
                return
            if time.monotonic() > told:
                self._say("Cơ sở dữ liệu đang khôi phục sau lần dừng đột ngột, xin chờ…")
                told += 5
        raise self._explain(server.log_since_start())

    def _running(self) -> bool:
        """Whether the server of another process takes connections."""
        try:
            with DataFolder(self._data) as folder:
                lines = (folder.read("postmaster.pid") or "").split("\n")
                return len(lines) >= 8 and lines[7].strip() == "ready" and folder.postmaster() is not None
        except OSError:
            return False

    def _explain(self, said: str) -> EmbeddedError:
        if "No space left on device" in said or "Disk quota exceeded" in said:
            return _disk_full(self.home)
        return StartFailed(
            vi=f"Cơ sở dữ liệu không khởi động được (nhật ký: {self.home / 'postgres.log'}).",
            en=f"The database did not start:\n{said.strip()}",
        )


def _disk_full(home: Path) -> DiskFull:
    return DiskFull(
        vi=f"Ổ đĩa chứa {home} đã đầy, cơ sở dữ liệu không chạy được. Hãy giải phóng chỗ rồi chạy lại.",
        en=f"The disk that holds {home} is full; the database cannot run. Free some space and run again.",
    )


def _clean_environment() -> dict[str, str]:
    """Our environment without PostgreSQL's variables, whose defaults would reach the server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
