"""The program as `make run` starts it, and people in front of it in a real browser."""

import asyncio
import contextlib
import fcntl
import os
import re
import shutil
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
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from geoops.accounts import service as accounts
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import database_urls
from geoops.settings import Settings
from tests.e2e.waiting import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "img"
OFFICIAL_SENDER = "kttv.test"
"""Whose bulletins are official in the running program."""
PASSWORD = "đêm mưa ở Bát Xát 2026"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages live for seconds: compiling them to the last costs half a second of a processor for each map, and saves less.
    "--js-flags=--no-turbofan",
]
PATIENCE_MS = PATIENCE_S * 1000
expect.set_options(timeout=PATIENCE_MS)
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
WALL: ViewportSize = {"width": 1920, "height": 1080}
PLACE = {"longitude": 103.8947, "latitude": 22.5412, "accuracy": 12}
"""In Bát Xát, Lào Cai (EPSG:4326)."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in this folder drives the program in a browser, and has time for its start on a busy machine."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(1200))


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


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> FirstStart:
    """`geoops up` on nothing, with the reference data where they are: once for all test processes, for it takes both
    processors for half a minute."""
    if not (ROOT / "geoops" / "static" / "index.html").is_file():
        pytest.fail("the browser side is not built: run make test")
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "first-start"
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
            with _running(home, environment) as program:
                found = re.search(r"admin  (\S+)", "".join(program.lines))
                assert found is not None, "".join(program.lines)
                _slow_down(program)
            kept.write_text(found[1])
    return FirstStart(home, kept.read_text(), environment)


@pytest.fixture(scope="session")
def program(first_start: FirstStart, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`geoops up` in a home of its own, a copy of that of the first start."""
    home = tmp_path_factory.mktemp("e2e") / "home"
    subprocess.run(["cp", "-a", first_start.home, home], check=True)
    with _running(home, first_start.environment) as running:
        running.first_password = first_start.password
        yield running


@contextlib.contextmanager
def _running(home: Path, environment: dict[str, str]) -> Iterator[Program]:
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
    running = Program(process, environment, has_reference_data="GEOOPS_DATA" in environment)
    threading.Thread(target=running.read, daemon=True).start()
    try:
        _wait_until_ready(running)
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(running: Program, patience_s: float = 600) -> None:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if found := re.search(r"ready: (http://\S+?)/?\s", "".join(running.lines)):
            running.address = found[1]
            return
        if running.process.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail("the program did not start:\n" + "".join(running.lines))


def _slow_down(running: Program) -> None:
    """Let the replay run at thirty times the time of the day: at the speed it starts with, the danger of 3,321 communes
    is worked out anew every two and a half seconds, and takes the browser its processor."""
    token = running.command("token", "add", "dong-ho", "--role", "admin", "--scope", "vn").strip()
    with httpx.Client(base_url=running.address, headers={"Authorization": f"Bearer {token}"}) as client:
        for space in client.get("/api/spaces").raise_for_status().json()["items"]:
            if space["kind"] == "replay":
                client.post(f"/api/spaces/{space['name']}/clock", json={"speed": 30}).raise_for_status()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    assert path is not None, "chromium is missing: run make test"
    opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield opened
    opened.close()


def new_context(
    browser: Browser, width: int = LAPTOP["width"], height: int = LAPTOP["height"], **more: object
) -> BrowserContext:
    """A window of somebody in Vietnam, at `PLACE`."""
    opened = browser.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        geolocation=PLACE,
        permissions=["geolocation"],
        reduced_motion="reduce",
        **more,
    )
    opened.set_default_timeout(PATIENCE_MS)
    return opened


def sign_in(page: Page, address: str, name: str, first: str, at: str = "/feeds") -> None:
    """Sign in as a person does the first time, choosing a password. `at` is the page that they come for: without a
    graphics card a map takes ten seconds of a processor to open."""
    page.goto(address + at)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(first)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_label("Mật khẩu hiện tại").fill(first)
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Lưu và vào bản đồ").click()
    page.get_by_role("heading", name="Đặt mật khẩu mới").wait_for(state="detached")


def settled(page: Page) -> None:
    """Wait until the map draws the communes by their values and nothing more is on its way."""
    page.get_by_text("Mưa 24 giờ theo xã").first.wait_for()
    page.wait_for_function(
        """() => {
            const { map } = document.querySelector('[role=application]') ?? {};
            return map?.getSource('tiles:communes') && map.isSourceLoaded('tiles:communes');
        }""",
        polling=250,
    )


AT_REST = "about:blank"
"""A page that draws nothing. A map of a replay, drawn without a graphics card, costs more than half a processor."""


@contextlib.contextmanager
def at_the_map(page: Page, address: str) -> Iterator[Page]:
    """The page at the map, for the length of the block."""
    page.goto(address + "/")
    settled(page)
    yield page
    page.goto(AT_REST)


@pytest.fixture(scope="session")
def admin_at_rest(program: Program, browser: Browser) -> Iterator[Page]:
    """The administrator at the first start, signed in, for what is asked without looking at the map."""
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, "admin", program.first_password)
    page.goto(AT_REST)
    yield page
    context.close()


@pytest.fixture(scope="module")
def admin(admin_at_rest: Page, program: Program) -> Iterator[Page]:
    """The administrator at the map."""
    with at_the_map(admin_at_rest, program.address) as page:
        yield page


@pytest.fixture(scope="session")
def duty_at_rest(program: Program, browser: Browser) -> Iterator[Page]:
    """A second person, signed in: the duty officer of Lào Cai."""
    first = program.command("user", "add", "truc-ban", "--role", "duty", "--scope", "15").strip()
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, "truc-ban", first)
    page.goto(AT_REST)
    yield page
    context.close()


@pytest.fixture(scope="module")
def duty(duty_at_rest: Page, program: Program) -> Iterator[Page]:
    """The duty officer at the map."""
    with at_the_map(duty_at_rest, program.address) as page:
        yield page


def picture(page: Page, name: str) -> None:
    """Take the picture that the documentation shows, where GEOOPS_PICTURES says so: `…-1920` on a wall's screen."""
    if not os.environ.get("GEOOPS_PICTURES"):
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    seen = page.viewport_size
    if name.endswith("-1920"):
        page.set_viewport_size(WALL)
        page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / f"{name}.png")
    if seen:
        page.set_viewport_size(seen)
