"""A report in the browser: filled in with the network cut, sent up, returned, corrected, approved by three people."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import PASSWORD, Program, new_context, picture, sign_in

LAST_MONTH = ((datetime.now(UTC) + timedelta(hours=7)).replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
CELLS = 9
COUNT = "lao_cai.A.26.1"
"""Cases of the month: the first cell of the commune's police."""


@pytest.fixture(scope="module")
def commune(program: Program) -> str:
    """A commune of Lào Cai."""
    answer = httpx.get(f"{program.address}/api/communes?province=15&limit=1", headers=_signed_in(program))
    return str(answer.json()["items"][0]["code"])


def _signed_in(program: Program) -> dict[str, str]:
    secret = program.command(
        "token", "add", f"doc-{id(object())}", "--role", "planner", "--scope", "15"
    ).strip()
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def officer(program: Program, browser: Browser, commune: str) -> Iterator[Page]:
    """The officer of the commune's police, on a laptop."""
    first = program.command("user", "add", "can-bo", "--role", "commune", "--scope", commune).strip()
    context = new_context(browser, 1920, 1080)
    page = context.new_page()
    sign_in(page, program.address, "can-bo", first)
    page.locator("canvas.maplibregl-canvas").wait_for()
    yield page
    context.close()


def person(program: Program, name: str, role: str, scope: str) -> httpx.Client:
    """Somebody who acts without a screen."""
    first = program.command("user", "add", name, "--role", role, "--scope", scope).strip()
    client = httpx.Client(base_url=program.address, timeout=60)
    answer = client.post("/api/session", json={"name": name, "password": first})
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    answer = client.post("/api/session/password", json={"current": first, "new": PASSWORD})
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return client


def value_cells(page: Page) -> Locator:
    return page.locator("input[data-cell$='-value']")


def test_the_whole_way_of_a_report(program: Program, officer: Page, commune: str) -> None:
    page = officer
    duty = {"set": "lao_cai", "office": "commune_police", "period": LAST_MONTH, "commune_code": commune}
    head, chair = (person(program, name, "commune", commune) for name in ("truong-ca", "chu-tich"))
    planner = person(program, "so-chu-tri", "planner", "15")

    def act(client: httpx.Client, action: str, **more: Any) -> dict[str, Any]:
        answer = client.post(f"/api/reporting/{action}", json=duty | more)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def on_the_map() -> Any:
        question = {"indicator": COUNT, "period": LAST_MONTH, "province": "15"}
        table = planner.get("/api/indicators/table", params=question).json()
        return dict(zip(table["ids"], table["values"], strict=True)).get(commune)

    assert on_the_map() is None
    page.goto(f"{program.address}/reporting?space=live")
    row = page.locator("tbody tr", has_text="Công an xã, phường").filter(
        has_text=re.compile(rf"Tháng {int(LAST_MONTH[5:])}/{LAST_MONTH[:4]}")
    )
    expect(row).to_contain_text("bản nháp")
    picture(page, "reporting-todo")
    row.get_by_role("link").click()
    expect(value_cells(page)).to_have_count(CELLS)

    page.context.set_offline(True)
    expect(page.get_by_text("Ngoại tuyến: 0 mục")).to_be_visible()
    value_cells(page).first.click()
    for number in range(CELLS):
        page.keyboard.type(str(number + 2))
        page.keyboard.press("Enter" if number % 2 else "ArrowDown")
    expect(page.get_by_text(f"Ngoại tuyến: {CELLS} mục")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Đã lưu hết")).to_be_visible()
    assert on_the_map() == 2

    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("đã nộp", exact=True)).to_be_visible()
    expect(value_cells(page).first).to_have_attribute("readonly", "")
    act(head, "return", reason="thiếu một vụ ở bản Mường")
    expect(page.get_by_text("thiếu một vụ ở bản Mường")).to_be_visible()
    value_cells(page).first.fill("3")
    expect(page.get_by_text("Đã lưu hết")).to_be_visible()
    picture(page, "reporting-form")
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("đã nộp", exact=True)).to_be_visible()
    for client, state in ((head, "submitted"), (chair, "submitted"), (planner, "approved")):
        assert act(client, "approve")["state"] == state
    expect(page.get_by_text("đã duyệt", exact=True)).to_be_visible()
    assert on_the_map() == 3

    page.goto(f"{program.address}/quality?space=live")
    total = page.locator("tr.total")
    expect(total).to_contain_text(f"{CELLS}/")
    picture(page, "data-quality")
    total.get_by_role("button", name=re.compile("Đủ")).click()
    expect(page.get_by_role("dialog")).to_contain_text("ô trống")


def test_a_draft_outlives_the_page_and_two_people_on_a_cell_both_show(
    program: Program, browser: Browser, commune: str
) -> None:
    first = program.command("user", "add", "can-bo-2", "--role", "commune", "--scope", commune).strip()
    other = person(program, "can-bo-3", "commune", commune)
    context = new_context(browser, 390, 844)
    page = context.new_page()
    sign_in(page, program.address, "can-bo-2", first)
    page.locator("canvas.maplibregl-canvas").wait_for()
    year, month = int(LAST_MONTH[:4]), int(LAST_MONTH[5:])
    before = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    address = f"{program.address}/reporting/lao_cai~commune_police~{before}~{commune}?space=live"
    page.goto(address)
    expect(value_cells(page)).to_have_count(CELLS)
    context.set_offline(True)
    value_cells(page).first.fill("4")
    value_cells(page).nth(1).fill("1.234")
    expect(page.get_by_text("đọc được hai cách").first).to_be_visible()
    item = {"indicator": COUNT, "period": before, "commune_code": commune, "value": 5}
    answer = other.post("/api/indicators/values", json={"source": "biểu", "items": [item]})
    assert answer.json()["new"] == 1
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Hai người cùng sửa ô này")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Của can-bo-3: 5"))).to_be_visible()
    expect(value_cells(page).nth(1)).to_have_value("1.234")
    page.get_by_role("button", name=re.compile("Giữ của tôi")).click()
    expect(page.get_by_text("Hai người cùng sửa ô này")).to_be_hidden()
    value_cells(page).nth(1).fill("")
    expect(page.get_by_text("Đã lưu hết")).to_be_visible()
    form = other.get(
        "/api/reporting/form",
        params={"set": "lao_cai", "office": "commune_police", "period": before, "commune": commune},
    ).json()
    assert form["cells"][0]["value"] == 4
    assert form["cells"][1]["value"] is None

    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData('text/plain', '1\\t'.repeat(5_000_000));
          document.querySelector("input[data-cell='0-value']")
            .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_text("Đoạn dán quá lớn cho một biểu")).to_be_visible()
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider
    picture(page, "reporting-form-phone")
    context.close()
