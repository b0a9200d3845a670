"""What a province adds to the lists that the decisions leave open: proposed by one, approved by another."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import LAPTOP, PASSWORD, new_context, picture, sign_in
from tests.e2e.program import Program

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def planner(program: Program, browser: Browser) -> Iterator[Page]:
    first = program.add_person("bo-sung", "planner", "15")
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, "bo-sung", first, at="/codes?space=live")
    yield page
    context.close()


def approved(admin: Page, address: str, name: str) -> None:
    """Have an administrator approve what is called so on the page."""
    page = admin.context.new_page()
    page.goto(address)
    page.get_by_role("button", name=f"Duyệt: {name}").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Lý do").fill("Công văn của Sở Tài chính")
    dialog.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("đang dùng")
    page.close()


def fits_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, f"{name}-phone")
    page.set_viewport_size(LAPTOP)


def session_ends_with_the_post_to(page: Page, path: str) -> None:
    """The session is over when something is sent to this address: not before, when what the page follows by itself
    would ask for the password already."""

    sent = False

    def over(route: Route) -> None:
        nonlocal sent
        if route.request.method == "POST" and not sent:
            sent = True
            page.context.clear_cookies()
        route.continue_()

    page.route(f"**{path}", over)


def signs_in_again(page: Page, name: str) -> None:
    """The session ended behind an open form: the password is asked for above it, and what was sent goes out."""
    asked = page.get_by_role("dialog", name="Phiên làm việc đã hết hạn")
    expect(asked.get_by_label("Tên đăng nhập")).to_have_value(name)
    expect(asked.get_by_label("Mật khẩu", exact=True)).to_be_focused()
    asked.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    asked.get_by_role("button", name="Đăng nhập").click()
    expect(asked).to_be_hidden()


def test_a_code_of_an_open_list(planner: Page, admin_at_rest: Page, program: Program) -> None:
    address = f"{program.address}/codes?space=live"
    planner.goto(address)
    planner.get_by_role("button", name="Đề xuất mã").click()
    form = planner.get_by_role("dialog")
    form.get_by_label("Danh mục").select_option(index=1)
    form.get_by_label("Tên tiếng Việt").fill("Chim cút nuôi thử")
    form.get_by_label("Ghi chú").fill("Xã nuôi nhiều, biểu chưa có dòng")
    session_ends_with_the_post_to(planner, "/api/indicators/codes")
    form.get_by_role("button", name="Gửi đề xuất").click()
    signs_in_again(planner, "bo-sung")
    row = planner.get_by_role("row").filter(has_text="Chim cút nuôi thử")
    expect(row).to_contain_text("chờ duyệt")
    expect(row).to_contain_text("Bạn đề xuất mã này nên người khác duyệt")
    expect(row.get_by_role("button")).to_have_count(0)

    approved(admin_at_rest, address, "Chim cút nuôi thử")
    expect(row).to_contain_text("đang dùng")
    picture(planner, "codes")
    fits_a_phone(planner, "codes")


def test_a_component_indicator(planner: Page, admin_at_rest: Page, program: Program) -> None:
    address = f"{program.address}/components?space=live"
    planner.goto(address)
    planner.get_by_role("button", name="Đề xuất chỉ số").click()
    form = planner.get_by_role("dialog")
    send = form.get_by_role("button", name="Gửi đề xuất")
    form.get_by_label("Mục còn để").select_option("lai_chau.A.I.7")
    form.get_by_label("Tên tiếng Việt").fill("Doanh nghiệp chuyển đổi loại hình")
    form.get_by_label("Tên tiếng Anh").fill("Enterprises that changed their legal form")
    form.get_by_label("Loại giá trị").select_option("count")
    form.get_by_label("Vì sao cần").fill("Sở Tài chính cần theo dõi hằng tháng")
    form.get_by_label("Đơn vị").select_option("Đơn vị")
    expect(send).to_be_disabled()
    form.get_by_label("Kỳ báo cáo").select_option("Tháng")
    form.get_by_label("Cơ quan chủ trì").select_option("Sở Tài chính")
    picture(planner, "components-form")
    fits_a_phone(planner, "components-form")
    send.click()
    row = planner.get_by_role("row").filter(has_text="Doanh nghiệp chuyển đổi loại hình")
    expect(row).to_contain_text("chờ duyệt")
    expect(row).to_contain_text("Bạn đề xuất nên người khác duyệt")

    approved(admin_at_rest, address, "Doanh nghiệp chuyển đổi loại hình")
    expect(row).to_contain_text("đang dùng")
    expect(row).to_contain_text("lai_chau.A.I.7.+")
    picture(planner, "components")
    fits_a_phone(planner, "components")
    rows = planner.request.get(f"{program.address}/api/indicators?set=lai_chau&group=A&limit=1000").json()
    added = [one for one in rows["items"] if one["kind"] == "component"]
    assert [(one["parent"], one["frequencies"]) for one in added] == [("lai_chau.A.I.7", ["month"])]
