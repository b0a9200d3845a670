"""The page of feeds as the duty_at_rest officer sees it: which feed delivers, what a run brought, which stations are silent."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import picture
from tests.e2e.program import Program


@pytest.fixture
def page(program: Program, duty_at_rest: Page) -> Page:
    opened = duty_at_rest.context.new_page()
    opened.goto(f"{program.address}/feeds")
    expect(opened.get_by_role("heading", name="Nguồn dữ liệu")).to_be_visible()
    return opened


def test_a_feed_shows_its_runs_and_what_they_brought(page: Page) -> None:
    first = page.locator("main li a[href^='/feeds/']", has_text="mới").first
    first.wait_for()
    name = first.locator("b").inner_text()
    first.click()
    expect(page).to_have_url(re.compile(r"/feeds/.+"))
    detail = page.get_by_role("region", name=name)
    expect(detail.locator("ol > li").first).to_contain_text("phát lại")
    expect(detail.locator("ol > li").first).to_contain_text(re.compile(r"\d+ mới"))
    picture(page, "feeds")
    page.go_back()
    expect(page.get_by_text("Chọn một nguồn để xem các lần chạy.")).to_be_visible()
    page.close()


def test_silent_stations_are_told_with_the_rule_that_says_so(page: Page) -> None:
    page.get_by_role("tab", name=re.compile("Trạm im lặng")).click()
    expect(page.get_by_text("Quy ước tham chiếu của hệ thống", exact=False)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name=re.compile("^Nguồn"))).to_have_attribute("aria-selected", "true")
    page.close()


def test_the_page_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("main li a[href^='/feeds/']").first.click()
    expect(page.get_by_role("link", name="Mọi nguồn")).to_be_visible()
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider
    page.close()
