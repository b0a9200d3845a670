"""A click on the command map asks what gets there in so many minutes, and on what the answer rests."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import picture
from tests.e2e.test_dispatch_page import Officer, officer

__all__ = ["officer"]

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]
MAP = "document.querySelector('main [role=application]').map"


def test_what_gets_here_in_half_an_hour_is_a_click_away(officer: Officer) -> None:
    page = officer.page
    commune = officer.get("/api/communes", province="15", limit=3)["items"][2]
    name = f"Xuồng gần đây {uuid.uuid4().hex[:6]}"
    boat = {
        "id": str(uuid.uuid4()),
        "kind": "motor_boat",
        "name": name,
        "quantity": 2,
        "position": {"lon": commune["lon"], "lat": commune["lat"]},
    }
    officer.post("/api/resources?space=live", boat)
    page.goto(f"{officer.at}/?space=live")
    page.wait_for_function(f"() => document.querySelector('main [role=application]')?.map && {MAP}.loaded()")
    page.evaluate(
        f"(to) => {MAP}.jumpTo({{center: to, zoom: 10}})",
        [commune["lon"], commune["lat"]],
    )
    page.get_by_role("button", name="Đến được trong bao nhiêu phút").click()
    card = page.get_by_role("region", name="Đến được chỗ này")
    expect(card.get_by_text("Chạm một điểm trên bản đồ")).to_be_visible()
    here = page.evaluate(f"(at) => {MAP}.project(at)", [commune["lon"], commune["lat"]])
    canvas = page.locator("main [role=application] canvas.maplibregl-canvas")
    canvas.click(position={"x": here["x"] + 5, "y": here["y"] + 5})
    expect(card.get_by_role("button", name=re.compile(name))).to_contain_text("1 phút")
    expect(card.get_by_role("status")).to_contain_text(re.compile("khoảng cách thẳng|mạng đường đã nạp"))
    picture(page, "reach")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider
    page.close()
