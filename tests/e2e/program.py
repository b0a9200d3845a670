"""The program as `make run` starts it, on a home of its own."""

import asyncio
import contextlib
import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from geoops.accounts import service as accounts
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import database_urls
from geoops.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL_SENDER = "kttv.test"
"""Whose bulletins are official in the running program."""


@dataclass
class Program:
    """The running program: its address, and what it said."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)
    address: str = ""
    first_password: str = ""
    has_reference_data: bool = False

    def read(self) -> None:
        """Keep every line it says (in a thread of its own)."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def command(self, *words: str) -> str:
        """Run a command of the program beside it; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "geoops", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add_person(self, name: str, role: str, scope: str) -> str:
        """Add a person, as `geoops user add` does but without its process of two seconds; their first password."""

        async def add(url: str) -> str:
            database = Database(url, pool_size=1)
            try:
                async with database.transaction(SYSTEM) as session:
                    return await accounts.add_person(session, name, role, scope)
            finally:
                await database.close()

        settings = Settings(home=Path(self.environment["GEOOPS_HOME"]), database_url=None)
        # In a thread of its own: Playwright's loop runs in this one.
        with database_urls(settings) as urls, ThreadPoolExecutor(1) as beside:
            return beside.submit(asyncio.run, add(urls.application)).result()


@dataclass(frozen=True)
class FirstStart:
    """A home as the first start left it, and the administrator's first password."""

    home: Path
    password: str
    environment: dict[str, str]


def first_start_in(folder: Path) -> FirstStart:
    """`geoops up` on nothing, with the reference data where they are: once for all processes that name this folder, for
    it takes half a minute. Whoever comes second waits for the first."""
    folder.mkdir(exist_ok=True)
    data = Path(os.environ.get("GEOOPS_DATA") or ROOT.parent / "shared" / "data").resolve()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GEOOPS_")}
    environment |= {"GEOOPS_FEED_OPEN_METEO_URL": "off", "GEOOPS_CAP_OFFICIAL_SENDERS": OFFICIAL_SENDER}
    if data.is_dir():
        environment["GEOOPS_DATA"] = str(data)
    home, kept = folder / "home", folder / "password"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with running(home, environment) as program:
                found = re.search(r"admin  (\S+)", "".join(program.lines))
                if found is None:
                    raise RuntimeError("no first password:\n" + "".join(program.lines))
                _slow_down(program)
            kept.write_text(found[1])
    return FirstStart(home, kept.read_text(), environment)


@contextlib.contextmanager
def running(home: Path, environment: dict[str, str]) -> Iterator[Program]:
    """The program on that home, ready; ended as by Ctrl-C."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = environment | {"GEOOPS_HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "geoops", "up", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started = Program(process, environment, has_reference_data="GEOOPS_DATA" in environment)
    threading.Thread(target=started.read, daemon=True).start()
    try:
        _wait_until_ready(started)
        yield started
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(started: Program, patience_s: float = 600) -> None:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if found := re.search(r"ready: (http://\S+?)/?\s", "".join(started.lines)):
            started.address = found[1]
            return
        if started.process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError("the program did not start:\n" + "".join(started.lines))


def _slow_down(started: Program) -> None:
    """Let the replay run at thirty times the time of the day: at the speed it starts with, the danger of 3,321 communes
    is worked out anew every two and a half seconds, and takes the browser its processor."""
    token = started.command("token", "add", "dong-ho", "--role", "admin", "--scope", "vn").strip()
    with httpx.Client(base_url=started.address, headers={"Authorization": f"Bearer {token}"}) as client:
        for space in client.get("/api/spaces").raise_for_status().json()["items"]:
            if space["kind"] == "replay":
                client.post(f"/api/spaces/{space['name']}/clock", json={"speed": 30}).raise_for_status()


if __name__ == "__main__":
    first_start_in(Path(sys.argv[1]))
