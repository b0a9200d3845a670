"""The private cluster from its first start to its last, on the real programs."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from geoops.embedded import DiskFull, EmbeddedCluster, ForeignFolder, HomeInUse, WrongVersion
from geoops.embedded.folder import DataFolder

ROOT = Path(__file__).parents[2]
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")

HOLD = """
import sys, time
from pathlib import Path
from geoops.embedded import EmbeddedCluster
handle = EmbeddedCluster(Path(sys.argv[1])).start()
print(handle.socket_folder, flush=True)
time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "nhà có dấu cách"
    yield folder
    for pid in server_processes(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def server_processes(home: Path) -> list[int]:
    if not (home / "pg").exists():
        return []
    with DataFolder(home / "pg") as folder:
        return folder.processes()


def wait_until(true, seconds: float = 10.0) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.02)
    return False


def hold(home: Path) -> tuple[subprocess.Popen[str], str]:
    """Another process that runs the service's cluster; its socket folder."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    return child, child.stdout.readline().strip()


def rows(host: str | Path) -> list[int]:
    with psycopg.connect(host=str(host), user="geoops_owner", dbname="geoops") as connection:
        return [row[0] for row in connection.execute("SELECT n FROM kept ORDER BY n")]


def add_row(host: str | Path, n: int) -> None:
    with psycopg.connect(host=str(host), user="geoops_owner", dbname="geoops") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (%s)", (n,))


def test_starts_serves_stops_and_starts_again(home: Path) -> None:
    cluster = EmbeddedCluster(home)
    handle = cluster.start()
    assert handle.ensure_database("geoops") is True
    assert handle.ensure_database("geoops") is False
    add_row(handle.socket_folder, 1)
    with psycopg.connect(host=str(handle.socket_folder), user="geoops_owner", dbname="geoops") as connection:
        settings = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings WHERE name IN "
                "('fsync', 'data_checksums', 'listen_addresses', 'full_page_writes', 'synchronous_commit',"
                " 'shared_preload_libraries')"
            ).fetchall()
        )
        assert settings == {
            "fsync": "on",
            "data_checksums": "on",
            "shared_preload_libraries": "postgis-3",
            "listen_addresses": "",
            "full_page_writes": "on",
            "synchronous_commit": "on",
        }
        connection.execute("CREATE SCHEMA extensions")
        connection.execute("CREATE EXTENSION postgis SCHEMA extensions")
    assert len(f"{handle.socket_folder}/.s.PGSQL.5432") < 107
    cluster.stop()
    assert server_processes(home) == []
    assert not handle.socket_folder.exists()
    cluster.stop()
    with EmbeddedCluster(home) as again:
        assert rows(again.socket_folder) == [1]


def test_url_names_the_role_and_the_socket(home: Path) -> None:
    with EmbeddedCluster(home, durable=False) as handle:
        assert handle.url_for("geoops") == (
            f"postgresql+psycopg://geoops_owner@/geoops?host={handle.socket_folder}&port=5432"
        )
        assert handle.url_for("geoops", "geoops_app").startswith("postgresql+psycopg://geoops_app@/")


def test_second_service_is_refused_and_the_first_goes_on(home: Path) -> None:
    first = EmbeddedCluster(home, durable=False)
    handle = first.start()
    with pytest.raises(HomeInUse, match=str(os.getpid())):
        EmbeddedCluster(home, durable=False).start()
    handle.ensure_database("geoops")
    first.stop()


def test_command_joins_the_running_service_and_leaves_it_running(home: Path) -> None:
    service = EmbeddedCluster(home, durable=False)
    handle = service.start()
    command = EmbeddedCluster(home, durable=False)
    assert command.join().socket_folder == handle.socket_folder
    command.stop()
    assert service.alive
    service.stop()


def test_command_alone_starts_a_server_for_itself(home: Path) -> None:
    command = EmbeddedCluster(home, durable=False)
    command.join().ensure_database("geoops")
    command.stop()
    assert server_processes(home) == []


def test_command_waits_for_another_command(home: Path) -> None:
    first, second = EmbeddedCluster(home, durable=False), EmbeddedCluster(home, durable=False)
    first.join()
    with ThreadPoolExecutor() as threads:
        joining = threads.submit(second.join)
        time.sleep(0.5)
        assert not joining.done()
        first.stop()
        joining.result(30).ensure_database("geoops")
    second.stop()


def test_server_ends_with_a_killed_geoops(home: Path) -> None:
    child, _ = hold(home)
    assert server_processes(home)
    child.kill()
    child.wait()
    assert wait_until(lambda: not server_processes(home))


def test_rows_are_kept_when_everything_is_killed(home: Path) -> None:
    child, host = hold(home)
    EmbeddedCluster(home).join().ensure_database("geoops")
    add_row(host, 1)
    add_row(host, 2)
    victims = server_processes(home)
    assert len(victims) > 1
    for pid in [*victims, child.pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    child.wait()
    assert (home / "pg" / "postmaster.pid").exists()
    with EmbeddedCluster(home) as handle:
        assert rows(handle.socket_folder) == [1, 2]
        assert str(handle.socket_folder) != host
    assert not Path(host).exists()


def test_leftover_server_is_stopped_even_with_a_busy_backend(home: Path) -> None:
    child, host = hold(home)
    EmbeddedCluster(home).join().ensure_database("geoops")
    add_row(host, 1)
    with DataFolder(home / "pg") as folder:
        postmaster = folder.postmaster()
    assert postmaster
    busy = psycopg.connect(host=host, user="geoops_owner", dbname="geoops", autocommit=True)
    backend = busy.info.backend_pid
    os.kill(backend, signal.SIGSTOP)  # a backend that does not notice its server's end
    os.kill(postmaster, signal.SIGKILL)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert backend in server_processes(home)
    with EmbeddedCluster(home) as handle:
        assert backend not in server_processes(home)
        assert rows(handle.socket_folder) == [1]


def test_stale_pid_file_that_names_a_living_stranger(home: Path) -> None:
    with EmbeddedCluster(home) as handle:
        handle.ensure_database("geoops")
        add_row(handle.socket_folder, 1)
    owner = (home / "pg").stat()
    as_server = {} if owner.st_uid == os.geteuid() else {"user": owner.st_uid}
    stranger = subprocess.Popen(["sleep", "60"], **as_server)
    try:
        pid_file = home / "pg" / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n/proc/self/fd/4\n1\n5432\n/run/none\n\n1 1\nready\n")
        os.chown(pid_file, owner.st_uid, owner.st_gid)
        with EmbeddedCluster(home) as handle:
            assert rows(handle.socket_folder) == [1]
        assert stranger.poll() is None
    finally:
        stranger.kill()


@pytest.mark.parametrize("wait_s", [0.02, 0.2, 0.5])
def test_first_start_that_was_cut_off_is_made_again(home: Path, wait_s: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(home)], cwd=ROOT, start_new_session=True)
    assert wait_until(lambda: (home / "pg.making").exists() or (home / "pg").exists(), 20)
    time.sleep(wait_s)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    with EmbeddedCluster(home) as handle:
        handle.ensure_database("geoops")
    assert not (home / "pg.making").exists()


def test_folder_of_somebody_else_is_not_touched(home: Path) -> None:
    (home / "pg").mkdir(parents=True)
    (home / "pg" / "thư.txt").write_text("của tôi")
    with pytest.raises(ForeignFolder, match="GeoOps"):
        EmbeddedCluster(home).start()
    assert (home / "pg" / "thư.txt").read_text() == "của tôi"


def test_data_of_a_version_that_is_not_installed(home: Path) -> None:
    with EmbeddedCluster(home, durable=False):
        pass
    (home / "pg" / "PG_VERSION").write_text("12\n")
    with pytest.raises(WrongVersion, match="postgresql-12-postgis-3"):
        EmbeddedCluster(home, durable=False).start()
    assert (home / "pg" / "base").exists()


def test_long_path(tmp_path: Path) -> None:
    home = tmp_path.joinpath(*["một thư mục có tên khá là dài " + "x" * 60] * 12)
    assert len(bytes(home)) > 1024
    with EmbeddedCluster(home, durable=False) as handle:
        handle.ensure_database("geoops")


@needs_root
def test_home_that_the_server_user_may_not_enter(tmp_path: Path) -> None:
    closed = tmp_path / "root alone"
    closed.mkdir(mode=0o700)
    with EmbeddedCluster(closed / "var", durable=False) as handle:
        handle.ensure_database("geoops")
        (pid, *_) = server_processes(closed / "var")
        assert Path(f"/proc/{pid}").stat().st_uid != 0
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that a new cluster does not fit on."""
    folder = tmp_path / "đĩa nhỏ"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=90m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@needs_root
def test_full_disk_is_named_at_the_first_start_and_later(small_disk: Path) -> None:
    filler = small_disk / "đầy"
    filler.write_bytes(bytes(70_000_000))
    with pytest.raises(DiskFull, match="đầy"):
        EmbeddedCluster(small_disk / "var", durable=False).start()
    filler.unlink()
    with EmbeddedCluster(small_disk / "var", durable=False) as handle:
        handle.ensure_database("geoops")
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(65536))
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"0")
    with pytest.raises(DiskFull, match="đầy"):
        EmbeddedCluster(small_disk / "var", durable=False).start()
    filler.unlink()
    with EmbeddedCluster(small_disk / "var", durable=False) as handle:
        assert handle.ensure_database("geoops") is False
