"""`geoops up` as a process: how it starts, refuses and ends."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from geoops.embedded.folder import DataFolder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
READY = "GeoOps sẵn sàng"
FIRST_PASSWORD = "Quản trị viên đầu tiên"
STOP_WITHIN_S = 5.0


class Program:
    """A running `geoops up`, with what it has said so far."""

    def __init__(self, home: Path, port: int, **settings: str) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("GEOOPS_")}
        self.home = home
        self.env = (
            env
            | {
                "GEOOPS_HOME": str(home),
                "GEOOPS_DATA": "",
                "GEOOPS_FEED_OPEN_METEO_URL": "off",
                "PYTHONUNBUFFERED": "1",
            }
            | settings
        )
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "geoops", "up", "--port", str(port)],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    def said(self, words: str) -> bool:
        return any(words in line for line in list(self.lines))

    def wait_for(self, words: str, seconds: float = 240) -> None:
        assert until(lambda: self.said(words) or self.process.poll() is not None, seconds), "".join(
            self.lines
        )
        assert self.said(words), "".join(self.lines)

    def wait_end(self, seconds: float = 60) -> int:
        code = self.process.wait(seconds)
        self._reader.join(5)
        return code

    def command(self, *words: str) -> str:
        """What another command prints on this home."""
        done = subprocess.run(
            [sys.executable, "-m", "geoops", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def kill_everything(self) -> None:
        """As a machine that loses its power: nobody gets to clean up."""
        for pid in [self.process.pid, *self.server_processes()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def server_processes(self) -> list[int]:
        if not (self.home / "pg").exists():
            return []
        with DataFolder(self.home / "pg") as folder:
            return folder.processes()


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.01)
    return true()


@pytest.fixture
def port() -> int:
    return free_port()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> list[Program]:
    """Two starts on a new home: one that loses its power while it migrates, and the one after it, both ended.

    The other tests of this file use their home one after the other, because only its first start is slow.
    """
    home = tmp_path_factory.mktemp("home") / "nhà đã dùng"
    cut = Program(home, free_port())
    cut.wait_for("Nâng cấp cơ sở dữ liệu")
    cut.kill_everything()
    whole = Program(home, free_port())
    try:
        whole.wait_for(READY)
        whole.process.terminate()
        whole.wait_end()
    finally:
        whole.kill_everything()
    return [cut, whole]


@pytest.fixture(scope="module")
def used_home(first_start: list[Program]) -> Path:
    return first_start[0].home


@pytest.fixture
def new_home(tmp_path: Path) -> Path:
    return tmp_path / "nhà mới"


@pytest.fixture
def up(used_home: Path) -> Iterator[Callable[..., Program]]:
    started: list[Program] = []

    def start(port: int, home: Path = used_home, **settings: str) -> Program:
        started.append(Program(home, port, **settings))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.kill_everything()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_stops_in_time_with_an_open_stream_and_leaves_nothing(
    up: Callable[..., Program], port: int, number: signal.Signals
) -> None:
    program = up(port)
    program.wait_for(READY)
    assert httpx.get(f"{program.url}/readyz").json()["status"] == "ready"
    token = program.command("token", "add", f"xem {number}", "--role", "duty", "--scope", "vn")
    with socket.create_connection(("127.0.0.1", port)) as listener:
        request = f"GET /api/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
        listener.sendall(request.encode())
        assert b"text/event-stream" in listener.recv(4096)
        began = time.monotonic()
        program.process.send_signal(number)
        assert program.wait_end() == 0
        assert time.monotonic() - began < STOP_WITHIN_S
    assert program.server_processes() == []
    assert program.said("Đã dừng")
    assert not (program.home / "socket").is_symlink()


def test_ctrl_c_in_a_terminal_reaches_everybody_and_twice_is_the_same(
    up: Callable[..., Program], port: int
) -> None:
    program = up(port)
    program.wait_for(READY)
    for _ in range(2):
        os.killpg(program.process.pid, signal.SIGINT)
        time.sleep(0.05)
    assert program.wait_end() == 0
    assert program.server_processes() == []
    log = (program.home / "postgres.log").read_text()
    assert log.rstrip().endswith("database system is shut down")


@pytest.mark.parametrize(
    "words", ["Khởi động cơ sở dữ liệu", "Đang tạo cơ sở dữ liệu", "Nâng cấp cơ sở dữ liệu"]
)
def test_told_to_stop_while_it_starts(
    up: Callable[..., Program], port: int, new_home: Path, words: str
) -> None:
    program = up(port, new_home)
    program.wait_for(words)
    began = time.monotonic()
    program.process.terminate()
    assert program.wait_end() == 130, "".join(program.lines)
    assert time.monotonic() - began < STOP_WITHIN_S
    assert until(lambda: not program.server_processes(), 2)


def test_first_start_that_was_cut_off_is_made_good(first_start: list[Program]) -> None:
    cut, whole = first_start
    assert not cut.said(FIRST_PASSWORD)
    assert whole.said(FIRST_PASSWORD)


def test_taken_port_is_one_line_before_anything_is_started(
    up: Callable[..., Program], port: int, new_home: Path
) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        program = up(port, new_home)
        assert program.wait_end() == 2
    assert program.said(f"Cổng {port} đang được chương trình khác dùng")
    assert not program.home.exists()


def test_second_on_one_home_says_so_and_the_first_goes_on(up: Callable[..., Program], port: int) -> None:
    first = up(port)
    first.wait_for(READY)
    second = up(free_port(), first.home)
    assert second.wait_end() == 2
    assert second.said(f"pid {first.process.pid}")
    assert httpx.get(f"{first.url}/readyz").status_code == 200


def test_killed_and_started_again_and_ended_with_its_database(up: Callable[..., Program], port: int) -> None:
    program = up(port)
    program.wait_for(READY)
    program.kill_everything()
    again = up(port)
    again.wait_for(READY)
    assert not again.said(FIRST_PASSWORD), "it is said once"
    assert httpx.get(f"{again.url}/readyz").status_code == 200
    for pid in again.server_processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert again.wait_end() == 1
    assert again.said("Cơ sở dữ liệu đã dừng đột ngột")
