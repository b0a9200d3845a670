"""The page of diseases in a real browser: an outbreak reported, its zones drawn, figures of a period, on a phone too."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import LAPTOP, PLACE, picture
from tests.e2e.program import Program


def shot(page: Page, name: str) -> None:
    """Keep a picture for whoever looks at them, where GEOOPS_SHOTS names a folder."""
    if folder := os.environ.get("GEOOPS_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def choice(box: Locator, title: str) -> Locator:
    """The list to choose from under a title."""
    return box.locator("label", has_text=title).locator("select").first


def test_an_outbreak_is_reported_and_its_zones_are_seen(duty_at_rest: Page, program: Program) -> None:
    duty_at_rest.goto(f"{program.address}/disease?space=live")
    duty_at_rest.get_by_role("heading", name="Dịch bệnh", exact=True).wait_for()
    duty_at_rest.get_by_text("Chưa có ổ dịch nào").wait_for()
    duty_at_rest.get_by_role("button", name="Báo ổ dịch").click()
    form = duty_at_rest.get_by_role("dialog")
    choice(form, "Bệnh").select_option(label="Dịch tả lợn châu Phi")
    form.get_by_label("Thôn, bản, tổ dân phố").fill("Thôn Bản Vược")
    form.get_by_role("button", name="Lấy vị trí của tôi").click()
    expect(form.get_by_label("Kinh độ")).to_have_value(str(PLACE["longitude"]).replace(".", ","))
    choice(form, "Trạng thái").select_option(label="Đã xác định")
    form.get_by_role("button", name="Lưu").click()

    whole = duty_at_rest.get_by_role("dialog", name="Dịch tả lợn châu Phi – Thôn Bản Vược")
    expect(whole.get_by_role("row", name="Vùng đệm")).to_contain_text("10.000")
    expect(whole.get_by_role("row", name="Vùng dịch")).to_contain_text("giả định địa phương")
    whole.get_by_role("button", name="Báo số liệu").click()
    choice(whole, "Cách tính").select_option(label="Cộng dồn từ đầu ổ dịch")
    whole.get_by_label("Số con mắc bệnh").fill("1200")
    whole.get_by_label("Số con chết do dịch").fill("35")
    whole.get_by_role("button", name="Lưu").click()
    expect(whole.get_by_text("1.200").first).to_be_visible()
    shot(duty_at_rest, "disease-outbreak")
    duty_at_rest.keyboard.press("Escape")
    expect(whole).to_have_count(0)

    expect(duty_at_rest.get_by_role("button", name="Thôn Bản Vược")).to_contain_text("1.200")
    duty_at_rest.wait_for_function("() => document.querySelector('aside [role=application]')?.map")
    drawn = duty_at_rest.evaluate(
        """async () => {
          const map = document.querySelector('aside [role=application]').map;
          for (let tries = 0; tries < 60; tries++) {
            const zones = map.queryRenderedFeatures({ layers: ['disease-zones'] });
            const found = [...new Set(zones.map((one) => one.properties.zone))].sort();
            if (found.length === 3) return found;
            await new Promise((done) => setTimeout(done, 500));
          }
          return null;
        }"""
    )
    assert drawn == ["buffer", "epidemic", "threatened"]
    duty_at_rest.wait_for_timeout(1500)
    picture(duty_at_rest, "disease-1920")
    shot(duty_at_rest, "disease")
    duty_at_rest.get_by_role("tab", name="Xã trong vùng dịch").click()
    expect(duty_at_rest.get_by_role("row", name="Bát Xát")).to_contain_text("%")
    duty_at_rest.get_by_role("tab", name="Theo xã, theo kỳ").click()
    expect(duty_at_rest.get_by_role("row", name="Bát Xát")).to_contain_text("+1.200")
    shot(duty_at_rest, "disease-communes")

    duty_at_rest.set_viewport_size({"width": 390, "height": 844})
    duty_at_rest.wait_for_timeout(1000)
    shot(duty_at_rest, "disease-phone")
    assert duty_at_rest.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    duty_at_rest.get_by_role("tab", name="Ổ dịch", exact=False).first.click()
    duty_at_rest.get_by_role("button", name="Thôn Bản Vược").click()
    expect(whole).to_be_visible()
    shot(duty_at_rest, "disease-outbreak-phone")
    assert whole.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
    duty_at_rest.keyboard.press("Escape")
    duty_at_rest.set_viewport_size(LAPTOP)
