"""A click on the command map asks what gets there in so many minutes, and on what the answer rests."""

import re
import uuid

from playwright.sync_api import expect

from tests.e2e.conftest import picture, settled
from tests.e2e.test_dispatch_page import Officer, officer

__all__ = ["officer"]

MAP = "document.querySelector('main [role=application]').map"


def test_what_gets_here_in_half_an_hour_is_a_click_away(officer: Officer) -> None:
    page = officer.page
    commune = officer.get("/api/communes", province="15", limit=3)["items"][2]
    here = [commune["lon"], commune["lat"]]
    name = f"Xuồng gần đây {uuid.uuid4().hex[:6]}"
    boat = {
        "id": str(uuid.uuid4()),
        "kind": "motor_boat",
        "name": name,
        "quantity": 2,
        "position": {"lon": here[0], "lat": here[1]},
    }
    officer.post("/api/resources?space=live", boat)
    page.goto(f"{officer.at}/?space=live")
    settled(page)
    page.get_by_role("button", name="Đến được trong bao nhiêu phút").click()
    card = page.get_by_role("region", name="Đến được chỗ này")
    expect(card.get_by_text("Chạm một điểm trên bản đồ")).to_be_visible()
    point = page.evaluate(f"(at) => {{ const {{ x, y }} = {MAP}.project(at); return [x, y]; }}", here)
    box = page.locator("main [role=application] canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + point[0], box["y"] + point[1])
    expect(card.get_by_role("button", name=re.compile(name))).to_contain_text(re.compile(r"\d+ phút"))
    expect(card.get_by_role("status")).to_contain_text(re.compile("khoảng cách thẳng|mạng đường đã nạp"))
    expect(card.get_by_role("button", name="30 phút", exact=True)).to_have_attribute("aria-pressed", "true")
    picture(page, "reach")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.close()
