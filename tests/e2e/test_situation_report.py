"""The situation report from the menu of pages: asked for in a dialog, read in a tab of its own, kept as a Word file."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import picture
from tests.e2e.program import Program


def test_the_report_of_what_the_screen_shows_opens_and_downloads(
    program: Program, duty_at_rest: Page
) -> None:
    page = duty_at_rest.context.new_page()
    page.goto(f"{program.address}/feeds")
    menu = page.get_by_role("button", name="Các trang")
    menu.click()
    page.get_by_role("button", name="Báo cáo tình hình").click()
    dialog = page.get_by_role("dialog", name="Báo cáo tình hình")
    expect(dialog.get_by_label("PDF, để in và gửi")).to_be_checked()
    expect(dialog.get_by_label("Phạm vi")).to_have_value("")
    picture(page, "situation-dialog")
    dialog.get_by_label("Trang web, để xem ngay").check()
    with page.context.expect_page() as opening:
        dialog.get_by_role("link", name="Mở báo cáo").click()
    report = opening.value
    expect(report.get_by_role("heading", name="BÁO CÁO TÌNH HÌNH THIÊN TAI")).to_be_visible()
    expect(report.get_by_text("Số liệu đến")).to_be_visible()
    expect(report.get_by_role("heading", name="I. Tình hình thiên tai")).to_be_visible()
    picture(report, "situation-report")
    report.set_viewport_size({"width": 360, "height": 740})
    assert not report.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    report.close()
    expect(dialog).to_be_hidden()
    menu.click()
    page.get_by_role("button", name="Báo cáo tình hình").click()
    dialog.get_by_label("Word, để sửa rồi gửi").check()
    with page.expect_download() as loading:
        dialog.get_by_role("link", name="Tải báo cáo").click()
    assert loading.value.suggested_filename.startswith("bao-cao-tinh-hinh-")
    assert loading.value.suggested_filename.endswith(".docx")
    page.close()
