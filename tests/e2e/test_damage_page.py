"""The damage table: what communes report adds up, a death waits for a second person, and every figure can be taken apart."""

import re
import uuid
from datetime import timedelta

from playwright.sync_api import Page, expect

from geoops.kit.clock import VN, utc_now
from tests.e2e.conftest import LAPTOP, picture
from tests.e2e.program import Program


def report(page: Page, commune: str, figures: dict[str, str]) -> None:
    """Report as the page's person, through the form."""
    page.get_by_role("button", name="Báo cáo thiệt hại").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Xã, phường").select_option(label=commune)
    form.locator("summary", has_text="Nhà ở").click()
    for item, quantity in figures.items():
        form.get_by_label(item).fill(quantity)
    form.get_by_role("button", name="Gửi báo cáo").click()
    expect(form).to_have_count(0)


def test_reports_add_up_and_a_death_waits_for_a_second_person(
    duty_at_rest: Page, admin_at_rest: Page, program: Program
) -> None:
    page, second = duty_at_rest, admin_at_rest
    event = f"Mưa lũ thử {uuid.uuid4().hex[:6]}"
    found = page.request.get(f"{program.address}/api/communes", params={"province": "15", "limit": 2}).json()
    upper, lower = found["items"]
    names = {one["code"]: f"{one['full_name_vi']}, {one['province_name']}" for one in (upper, lower)}

    page.goto(f"{program.address}/damage?space=live")
    page.get_by_role("button", name="Mở đợt thiên tai").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Tên đợt").fill(event)
    began = (utc_now() - timedelta(hours=3)).astimezone(VN)
    form.get_by_label("Bắt đầu").fill(f"{began:%Y-%m-%dT%H:%M}")
    form.locator("button.primary").click()
    expect(page.get_by_role("combobox", name="Đợt thiên tai")).to_have_value(re.compile("^[0-9a-f-]{36}$"))
    expect(page.get_by_text("Chưa xã nào báo cáo thiệt hại cho đợt này.")).to_be_visible()

    report(page, names[upper["code"]], {"Người chết": "2", "Nhà thiệt hại hoàn toàn": "1.204"})
    report(page, names[lower["code"]], {"Người bị thương": "7", "Nhà thiệt hại hoàn toàn": "3"})

    # What nobody reported is empty and not nought; what waits says so.
    row = page.get_by_role("row").filter(has_text=upper["full_name_vi"])
    expect(row.get_by_role("button", name=re.compile(r"^2\*$"))).to_be_visible()
    expect(row.get_by_role("button", name="1.204")).to_be_visible()
    other = page.get_by_role("row").filter(has_text=lower["full_name_vi"])
    expect(other.get_by_role("cell").nth(0)).to_have_text("")
    expect(
        page.get_by_role("button", name=re.compile(r"Nhà thiệt hại hoàn toàn.*1\.207 cái"))
    ).to_be_visible()
    dead = page.get_by_role("button", name=re.compile(r"^Người chết 2 người"))
    expect(dead).to_contain_text("chưa xác nhận")
    picture(page, "damage-1920")

    # Who reported may not confirm; a second person may, and the first sees it.
    page.get_by_role("tab", name="Chờ xác nhận").click()
    expect(page.get_by_text("Người chết: 2 người")).to_be_visible()
    expect(page.get_by_role("button", name="Xác nhận", exact=True)).to_have_count(0)
    chosen = page.get_by_role("combobox", name="Đợt thiên tai").input_value()
    second.goto(f"{program.address}/damage?space=live&event={chosen}")
    second.get_by_role("tab", name="Chờ xác nhận").click()
    second.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(second.get_by_text("Không có số liệu nào chờ xác nhận.")).to_be_visible()
    second.goto("about:blank")
    expect(dead).not_to_contain_text("chưa xác nhận")

    # Every figure can be taken apart.
    dead.click()
    parts = page.get_by_role("dialog")
    expect(parts.get_by_role("row").filter(has_text=upper["name_vi"])).to_contain_text("xác nhận: admin")
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="Theo xã").click()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(row.get_by_role("button", name="1.204")).to_be_visible()
    picture(page, "damage-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size(LAPTOP)
    page.goto("about:blank")
