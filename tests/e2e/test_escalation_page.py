"""The page of who is told of overdue incidents: added, tried, changed and taken out, and no address is shown again."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP
from tests.e2e.program import Program


def shot(page: Page, name: str) -> None:
    """Keep a picture for whoever looks at them, where GEOOPS_SHOTS names a folder."""
    if folder := os.environ.get("GEOOPS_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_somebody_is_told_tried_changed_and_taken_out(duty_at_rest: Page, program: Program) -> None:
    duty_at_rest.goto(f"{program.address}/triage?space=live")
    duty_at_rest.locator('section a[href="/escalation"]').click()
    duty_at_rest.get_by_role("heading", name="Người nhận tin quá hạn", level=1).wait_for()
    duty_at_rest.get_by_text("Chưa có ai nhận tin").wait_for()
    expect(duty_at_rest.get_by_text("Chưa ai ở cấp này được báo.")).to_have_count(3)
    shot(duty_at_rest, "escalation-empty")

    duty_at_rest.get_by_role("button", name="Thêm người nhận").click()
    form = duty_at_rest.get_by_role("dialog")
    form.get_by_label("Tên hoặc chức vụ").fill("Trưởng ca trực")
    form.get_by_label("Cách báo").select_option(label="Thư điện tử")
    form.get_by_label("Địa chỉ").fill("truongca.bimat@laocai.example")
    expect(form.get_by_text("Tỉnh Lào Cai")).to_be_visible()
    shot(duty_at_rest, "escalation-form")
    form.get_by_role("button", name="Lưu").click()
    card = duty_at_rest.get_by_role("article").filter(has_text="Trưởng ca trực")
    expect(card).to_contain_text("tr…@laocai.example")

    card.get_by_role("button", name="Gửi thử").click()
    expect(card).to_contain_text("Tin thử")
    expect(card).to_contain_text("Chưa đặt máy chủ thư")
    expect(card.get_by_role("button", name="Thử lại ngay")).to_be_enabled()
    expect(duty_at_rest.get_by_role("row", name="Tin thử")).to_contain_text("lần gửi")
    shot(duty_at_rest, "escalation")

    card.get_by_role("button", name="Sửa").click()
    expect(form.get_by_label("Địa chỉ")).to_have_value("")
    form.get_by_label("Tên hoặc chức vụ").fill("Lãnh đạo Văn phòng")
    form.get_by_label("Báo từ cấp").select_option(index=1)
    form.get_by_role("button", name="Lưu").click()
    changed = duty_at_rest.get_by_role("article").filter(has_text="Lãnh đạo Văn phòng")
    expect(changed).to_contain_text("tr…@laocai.example")
    expect(duty_at_rest.get_by_text("Chưa ai ở cấp này được báo.")).to_have_count(1)

    duty_at_rest.set_viewport_size({"width": 390, "height": 844})
    duty_at_rest.wait_for_timeout(500)
    shot(duty_at_rest, "escalation-phone")
    assert duty_at_rest.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert "truongca.bimat" not in duty_at_rest.content()
    duty_at_rest.set_viewport_size(LAPTOP)
    changed.get_by_role("button", name="Bỏ").click()
    duty_at_rest.get_by_role("dialog").get_by_role("button", name="Bỏ", exact=True).click()
    duty_at_rest.get_by_text("Chưa có ai nhận tin").wait_for()
    expect(duty_at_rest.get_by_role("row", name="Tin thử")).to_contain_text("Không gửi được")
