"""The page of a station: its series with sums, flags and downloads, on a desktop and on a phone."""

import csv
import io
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import new_context, picture
from tests.e2e.program import Program
from tests.e2e.test_command_map import space_of


def wettest(page: Page, program: Program) -> str:
    """The gauge with the most rain at the clock's reading."""
    space = space_of(page, program.address)
    rows = page.request.get(
        f"{program.address}/api/layers/rain_gauges/values", params={"space": space}
    ).json()["rows"]
    return str(max(rows, key=lambda row: row[1] or 0)[0])


def test_a_stations_page_shows_its_series_and_sums(admin_at_rest: Page, program: Program) -> None:
    station = wettest(admin_at_rest, program)
    space = space_of(admin_at_rest, program.address)
    said = admin_at_rest.request.get(
        f"{program.address}/api/stations/{quote(station, safe='')}", params={"space": space}
    ).json()
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/stations/{quote(station, safe='')}")
    expect(page.get_by_role("heading", name=said["name"])).to_be_visible()
    page.get_by_label("Khoảng thời gian").select_option("all")
    chart = page.locator(".chart")
    expect(chart.locator("canvas")).to_be_visible()
    assert int(chart.get_attribute("data-points") or 0) >= 1
    day = page.get_by_role("row", name="24 giờ")
    expect(day).to_contain_text("mm")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    text = waiting.value.path().read_text("utf-8-sig")
    assert {row["station"] for row in csv.DictReader(io.StringIO(text))} == {station}
    page.close()


def test_the_page_fits_a_phone(admin_at_rest: Page, program: Program, browser: Browser) -> None:
    station = wettest(admin_at_rest, program)
    context = new_context(browser, 390, 844, storage_state=admin_at_rest.context.storage_state())
    page = context.new_page()
    page.goto(f"{program.address}/stations/{quote(station, safe='')}")
    expect(page.locator(".chart canvas")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, f"{wide} px wide"
    picture(page, "station-phone")
    context.close()


def test_a_station_that_is_not_there_says_so(admin_at_rest: Page, program: Program) -> None:
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/stations/none")
    expect(page.get_by_text("Không có trạm này")).to_be_visible()
    page.close()
