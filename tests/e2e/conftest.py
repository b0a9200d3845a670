"""The program as `make run` starts it, and people in front of it in a real browser."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

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

from tests.e2e.program import ROOT, FirstStart, Program, first_start_in, running
from tests.e2e.waiting import PATIENCE_S

PICTURES = ROOT / "docs" / "img"
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


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> FirstStart:
    """A first start for all test processes; `make test` has begun it already, beside other tests."""
    if not (ROOT / "geoops" / "static" / "index.html").is_file():
        pytest.fail("the browser side is not built: run make test")
    if begun := os.environ.get("GEOOPS_TEST_FIRST_START"):
        return first_start_in(Path(begun))
    shared = tmp_path_factory.getbasetemp()
    return first_start_in((shared if worker_id == "master" else shared.parent) / "first-start")


@pytest.fixture(scope="session")
def program(first_start: FirstStart, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`geoops up` in a home of its own, a copy of that of the first start."""
    home = tmp_path_factory.mktemp("e2e") / "home"
    subprocess.run(["cp", "-a", first_start.home, home], check=True)
    with running(home, first_start.environment) as started:
        started.first_password = first_start.password
        yield started


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
