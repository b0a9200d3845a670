"""A loaded grid is drawn in the browser, follows the time bar, and plays."""

import math
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.e2e.conftest import Program, settled
from tests.e2e.test_command_map import _csrf, space_of
from tests.hydromet.grids import makers

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]
STEPS = 8
LAYER = "grid_mua_ve_tinh_rain"
TITLE = re.compile("Mưa vệ tinh thử")
DESCRIPTION = """
id: mua_ve_tinh
title: {vi: Mưa vệ tinh thử, en: Test satellite rain}
kind: observed
format: netcdf
credit: tạo ra để thử
licence: không
rhythm_minutes: 30
late_minutes: 600
fields:
  - {name: rain, variable: rain, time: {stamp: end, length: PT30M}}
"""


def storm(step: int) -> Any:
    """20 mm of rain in half a degree, which moves east by two cells with every half-hour (rows from the south)."""
    rain = np.zeros((30, 30), "float32")
    rain[10:15, 2 + 2 * step : 7 + 2 * step] = 20
    return rain


def centre_of(step: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of the storm (EPSG:4326)."""
    return 102.5 + 0.1 * (4.5 + 2 * step), 21.0 + 0.1 * 12.5


@pytest.fixture(scope="module")
def newest(admin: Page, program: Program, tmp_path_factory: pytest.TempPathFactory) -> datetime:
    """Load four hours of a storm into the space that the map shows; the end of its last step."""
    folder: Path = tmp_path_factory.mktemp("imerg")
    space = space_of(admin, program.address)
    spaces = admin.request.get(f"{program.address}/api/spaces").json()["items"]
    now = next(datetime.fromisoformat(item["now"]) for item in spaces if item["name"] == space)
    half_hours = math.floor((now - datetime(2000, 1, 1, tzinfo=UTC)) / timedelta(minutes=30))
    ends_at = datetime(2000, 1, 1, tzinfo=UTC) + half_hours * timedelta(minutes=30)
    path = makers.netcdf(
        folder / "storm.nc",
        np.stack([storm(step) for step in range(STEPS)]),
        lon=102.55 + 0.1 * np.arange(30),
        lat=21.05 + 0.1 * np.arange(30),
        times=[0.5 * (step + 1 - STEPS) for step in range(STEPS)],
        time_units=f"hours since {ends_at:%Y-%m-%d %H:%M:%S}",
    )
    answer = admin.request.post(
        f"{program.address}/api/grids",
        params={"space": space, "name": path.name, "description": DESCRIPTION},
        data=path.read_bytes(),
        headers={"X-CSRF-Token": _csrf(admin, program)},
        timeout=400_000,
    )
    assert answer.status == 201, answer.text()
    assert answer.json()["new"] == STEPS
    admin.reload()
    settled(admin)
    admin.get_by_role("switch", name=TITLE).first.click()
    admin.wait_for_function("() => document.querySelector('[role=application]')?.map", timeout=180_000)
    admin.evaluate(
        "() => document.querySelector('[role=application]').map.jumpTo({center: [103.7, 22.2], zoom: 7})"
    )
    return ends_at


def quiet(page: Page) -> None:
    """Wait until every tile of the moment on the screen is drawn."""
    page.wait_for_function("() => document.querySelector('[role=application]').map.areTilesLoaded()")
    page.wait_for_timeout(700)


def colour_at(page: Page, place: tuple[float, float]) -> tuple[int, int, int]:
    """What the person sees at a place on the map."""
    point = page.evaluate("p => document.querySelector('[role=application]').map.project(p)", list(place))
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    seen = Image.open(BytesIO(page.screenshot(timeout=180_000))).convert("RGB")
    x, y = round(box["x"] + point["x"]), round(box["y"] + point["y"])
    around = np.asarray(seen)[y - 6 : y + 7, x - 6 : x + 7].reshape(-1, 3)
    red, green, blue = np.median(around, axis=0)
    return int(red), int(green), int(blue)


def back_to(page: Page, moment: datetime) -> None:
    """Step back by hours until the screen shows that moment or an earlier one: a drill's clock runs on meanwhile."""
    track = page.locator(".track")
    for _ in range(48):
        track.press("ArrowLeft")
        if float(track.get_attribute("aria-valuenow") or 0) / 1000 <= moment.timestamp():
            return


def apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    return math.dist(one, other)


def test_play_shows_one_step_after_the_other(admin: Page, newest: datetime) -> None:
    moments: set[str] = set()

    def hear(request: Any) -> None:
        if f"/tiles/{LAYER}/" in request.url:
            moments.update(parse_qs(urlsplit(request.url).query).get("at", ()))

    admin.on("request", hear)
    track = admin.locator(".track")
    track.focus()
    back_to(admin, newest - timedelta(hours=3))
    admin.locator("button.play").click()
    try:
        admin.wait_for_timeout(20_000)
    finally:
        admin.remove_listener("request", hear)
        admin.keyboard.press("n")
    assert len(moments) >= 3, moments


def test_the_panel_tells_what_the_colours_mean_and_how_old_it_is(admin: Page, newest: datetime) -> None:
    card = admin.locator("li.card", has_text=TITLE)
    card.scroll_into_view_if_needed()
    text = card.inner_text()
    assert "mm" in text
    assert "0,2–1" in text
    assert "≥ 40" in text
    assert re.search(r"phút|giờ|ngày", text), "its age"
