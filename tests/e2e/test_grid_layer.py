"""Loaded grids in the browser: what was observed follows the time bar and plays; what is forecast is shown for the hours
ahead, and said to be forecast."""

import math
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import new_context, picture, settled
from tests.e2e.program import Program
from tests.e2e.waiting import PATIENCE_S, until
from tests.hydromet.grids import makers
from tests.hydromet.recorded import gauge_rows, write_event

pytestmark = pytest.mark.slow
SPACE = "mua-luoi"
STEPS = 8
END = datetime(2026, 7, 21, 7, tzinfo=UTC)
"""The end of the last step, at which the clock of the space stands."""
LAYER = "grid_mua_ve_tinh_rain"
TITLE = re.compile("Mưa vệ tinh thử")
SEEN, SAME = 40.0, 12.0
"""Colours that differ by more are told apart; by less they are those of the bare map."""
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

FORECAST_HOURS = 12
FORECAST_DESCRIPTION = f"""
id: du_bao_thu
title: {{vi: Mô hình thử, en: Test model}}
kind: forecast
format: netcdf
credit: tạo ra để thử
licence: không
issued_at: "{END - timedelta(hours=4):%Y-%m-%dT%H:%M:%S+00:00}"
fields:
  - {{name: rain, variable: rain, time: {{stamp: end, length: PT3H}}}}
"""


def storm(step: int) -> Any:
    """20 mm of rain in half a degree, which moves east by two cells with every half-hour (rows from the south)."""
    rain = np.zeros((30, 30), "float32")
    rain[10:15, 2 + 2 * step : 7 + 2 * step] = 20
    return rain


def centre_of(step: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of the storm (EPSG:4326)."""
    return 102.5 + 0.1 * (4.5 + 2 * step), 21.0 + 0.1 * 12.5


def put_grid(page: Page, program: Program, path: Path, description: str, steps: int) -> None:
    """Load a file into the space as the administrator does."""
    answer = page.request.post(
        f"{program.address}/api/grids",
        params={"space": SPACE, "name": path.name, "description": description},
        data=path.read_bytes(),
        headers={"X-CSRF-Token": page.request.get(f"{program.address}/api/session").json()["csrf"]},
        timeout=400_000,
    )
    assert answer.status == 201, answer.text()
    assert answer.json()["new"] == steps


@pytest.fixture(scope="module")
def screen(
    program: Program, admin_at_rest: Page, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A map of a space whose clock stands still, with four hours of a storm in it, looking at the storm."""
    folder: Path = tmp_path_factory.mktemp("imerg")
    rows = [
        row
        for hour in range(8, 15)
        for row in gauge_rows(f"2026-07-21T{hour:02}:00:00+07:00", sa_pa=0.0, bat_xat=0.0, muong_te=0.0)
    ]
    program.command("replay", str(write_event(folder / "event", rows)), "--space", SPACE)
    path = makers.netcdf(
        folder / "storm.nc",
        np.stack([storm(step) for step in range(STEPS)]),
        lon=102.55 + 0.1 * np.arange(30),
        lat=21.05 + 0.1 * np.arange(30),
        times=[0.5 * (step + 1 - STEPS) for step in range(STEPS)],
        time_units=f"hours since {END:%Y-%m-%d %H:%M:%S}",
    )
    put_grid(admin_at_rest, program, path, DESCRIPTION, STEPS)
    ahead = makers.netcdf(
        folder / "ahead.nc",
        np.full((FORECAST_HOURS // 3, 30, 30), 30.0),
        lon=102.55 + 0.1 * np.arange(30),
        lat=21.05 + 0.1 * np.arange(30),
        times=[3 * (step + 1) for step in range(FORECAST_HOURS // 3)],
        time_units=f"hours since {END:%Y-%m-%d %H:%M:%S}",
    )
    put_grid(admin_at_rest, program, ahead, FORECAST_DESCRIPTION, FORECAST_HOURS // 3)
    context = new_context(browser, storage_state=admin_at_rest.context.storage_state())
    page = context.new_page()
    page.goto(f"{program.address}/?space={SPACE}")
    settled(page)
    page.get_by_role("switch", name=TITLE).first.click()
    page.wait_for_function(
        "() => document.querySelector('[role=application]')?.map", timeout=PATIENCE_S * 1000
    )
    page.evaluate(
        "() => document.querySelector('[role=application]').map.jumpTo({center: [103.7, 22.2], zoom: 7})"
    )
    yield page
    context.close()


def drawn(page: Page, at: datetime | None) -> None:
    """Wait until the map asks for the tiles of that moment (None: of the present) and all of them are there."""
    page.wait_for_function(
        """([layer, at]) => {
          const map = document.querySelector('[role=application]').map;
          const asked = map.getSource('tiles:' + layer)?.tiles?.[0];
          if (!asked) return false;
          const told = new URL(asked).searchParams.get('at');
          return (at === null ? told === null : told !== null && Date.parse(told) === at) && map.areTilesLoaded();
        }""",
        arg=[LAYER, None if at is None else at.timestamp() * 1000],
        timeout=PATIENCE_S * 1000,
    )


def colour_at(page: Page, place: tuple[float, float]) -> tuple[int, int, int]:
    """What the person sees at a place on the map."""
    point = page.evaluate("p => document.querySelector('[role=application]').map.project(p)", list(place))
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    x, y = round(box["x"] + point["x"]), round(box["y"] + point["y"])
    around = np.asarray(seen)[y - 6 : y + 7, x - 6 : x + 7].reshape(-1, 3)
    red, green, blue = np.median(around, axis=0)
    return int(red), int(green), int(blue)


def colours(page: Page, *steps: int) -> list[tuple[int, int, int]]:
    """The colours where the storm is at these steps."""
    return [colour_at(page, centre_of(step)) for step in steps]


def apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    return math.dist(one, other)


def shown(page: Page) -> datetime:
    """The moment that the time bar says is on the screen."""
    return datetime.fromtimestamp(
        float(page.locator(".track").get_attribute("aria-valuenow") or 0) / 1000, UTC
    )


def test_the_newest_step_is_on_the_map_where_it_rains(screen: Page) -> None:
    drawn(screen, None)
    switch = screen.get_by_role("switch", name=TITLE).first
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    bare = until(screen, lambda: colours(screen, STEPS - 1, 0), lambda seen: apart(*seen) < SAME)
    switch.click()
    wet, dry = until(
        screen, lambda: colours(screen, STEPS - 1, 0), lambda seen: apart(seen[0], bare[0]) > SEEN
    )
    picture(screen, "grid-rain-1920")
    assert apart(dry, bare[1]) < SAME, "where it is dry the map is as it was"
    assert wet[2] > wet[0], "rain is blue, never a colour of danger"


def test_going_back_in_time_moves_the_rain(screen: Page) -> None:
    screen.locator(".track").press("End")
    drawn(screen, None)
    wet_now, dry_now = until(
        screen, lambda: colours(screen, STEPS - 1, 0), lambda seen: apart(seen[0], seen[1]) > SEEN
    )
    for hours in (1, 2):
        screen.locator(".track").press("ArrowLeft")
        then = END - timedelta(hours=hours)
        assert shown(screen) == then, "the clock of this space stands"
        drawn(screen, then)
        step = STEPS - 1 - 2 * hours
        there, gone = until(
            screen,
            lambda step=step: colours(screen, step, STEPS - 1),
            lambda seen: apart(seen[0], wet_now) < SEEN and apart(seen[1], wet_now) > SEEN,
        )
        assert apart(gone, dry_now) < SAME, "it does not rain there yet"
        assert there[2] > there[0], "it rains where it rained then"
    picture(screen, "grid-rain-earlier-1920")


def test_play_shows_one_step_after_the_other(screen: Page) -> None:
    track = screen.locator(".track")
    track.press("End")
    for _ in range(3):
        track.press("ArrowLeft")
    drawn(screen, END - timedelta(hours=3))
    moments: list[datetime] = []

    def hear(request: Any) -> None:
        if f"/tiles/{LAYER}/" in request.url:
            for at in parse_qs(urlsplit(request.url).query).get("at", ()):
                moments.append(datetime.fromisoformat(at.replace("Z", "+00:00")))

    screen.on("request", hear)
    screen.locator("button.play").click()
    try:
        until(screen, lambda: len(set(moments)), lambda count: count >= 3)
    finally:
        screen.remove_listener("request", hear)
        track.press("End")
    assert moments == sorted(moments), "time goes forward"
    assert all(END - timedelta(hours=3) <= moment <= END for moment in moments)


def test_the_panel_tells_what_the_colours_mean_and_how_old_it_is(screen: Page) -> None:
    card = screen.locator("li.card", has_text=TITLE)
    card.scroll_into_view_if_needed()
    expect(card).to_contain_text("mm")
    expect(card).to_contain_text("0,2–1")
    expect(card).to_contain_text("≥ 40")
    expect(card).to_contain_text(re.compile("phút|giờ|ngày|vừa xong"))


def told_at(page: Page) -> Any:
    """The classes that the map has of the forecast by commune near the middle of the picture."""
    return page.evaluate(
        """() => {
          const map = document.querySelector('[role=application]').map;
          const layer = map.getStyle().layers.find((one) => one.id === 'rain_ahead_6h/fill');
          if (!layer) return null;
          const found = map.queryRenderedFeatures(map.project([103.9, 22.3]), {layers: [layer.id]});
          return found.length ? found[0].state : null;
        }"""
    )


def shots(page: Page) -> None:
    """Keep pictures of the hours ahead for whoever looks at them, where GEOOPS_SHOTS names a folder."""
    if not (folder := os.environ.get("GEOOPS_SHOTS")):
        return
    for theme in ("day", "night"):
        if page.evaluate("document.documentElement.dataset.theme") != theme:
            page.keyboard.press("d")
        for width, height in ((390, 844), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(2500)
            page.screenshot(path=Path(folder) / f"ahead-{theme}-{width}.png")
    page.locator(".track").focus()


def test_going_ahead_shows_the_forecast_and_says_so(screen: Page, program: Program) -> None:
    track = screen.locator(".track")
    track.press("End")
    drawn(screen, None)
    banner = screen.get_by_role("status").filter(has_text="DỰ BÁO, CHƯA PHẢI SỐ ĐO")
    expect(banner).to_have_count(0)
    for _ in range(3):
        track.press("ArrowRight")
    assert shown(screen) == END + timedelta(hours=3)
    expect(banner).to_contain_text("sau 3 giờ")
    expect(banner).to_contain_text("Mô hình thử, mô hình chạy lúc 10:00")
    expect(banner).not_to_contain_text("để trống")
    expect(track).to_have_attribute("aria-valuetext", re.compile("^Dự báo: 17:00"))
    rain = "mưa trung bình các xã 10,0 mm trong giờ đó · Mô hình thử, mô hình chạy lúc 10:00"
    expect(track).to_have_attribute("aria-valuetext", re.compile(re.escape(rain)))
    hours = track.locator("pattern + path").get_attribute("d") or ""
    assert hours.count("M") == FORECAST_HOURS
    expect(track).to_have_attribute(
        "aria-valuemax", str(round((END + timedelta(hours=FORECAST_HOURS)).timestamp() * 1000))
    )
    until(screen, lambda: told_at(screen), lambda state: bool(state))
    observed = screen.evaluate(
        """() => document.querySelector('[role=application]').map.getStyle().layers.map((one) => one.id)
          .filter((id) => /^(grid_mua_ve_tinh|rain_communes|rain_gauges|danger_communes|water_levels)/.test(id))"""
    )
    assert observed == [], "nothing observed is drawn for a moment to come"
    card = screen.locator("li.card", has_text="Dự báo mưa 6 giờ tới theo xã")
    expect(card).to_contain_text("DỰ BÁO")
    expect(card).to_contain_text("Dự báo đến 02:00")
    picture(screen, "forecast-ahead-1920")
    shots(screen)

    for _ in range(6):
        track.press("ArrowRight")
    expect(banner).to_contain_text("sau 9 giờ")
    # Six hours on lie beyond the forecast's end.
    expect(banner).to_contain_text("bản đồ để trống")
    for _ in range(6):
        track.press("ArrowRight")
    assert shown(screen) == END + timedelta(hours=FORECAST_HOURS), "no further than the forecast"
    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    drawn(screen, None)
