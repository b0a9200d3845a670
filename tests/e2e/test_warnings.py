"""A warning in a real browser: drafted by one, reviewed and issued by another, seen on the map, cancelled."""

import os
from collections.abc import Iterator
from pathlib import Path

import mapbox_vector_tile
import mercantile
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import LAPTOP, new_context, settled, sign_in
from tests.e2e.program import Program

pytestmark = pytest.mark.slow


def shot(page: Page, name: str) -> None:
    """Keep a picture for whoever looks at them, where GEOOPS_SHOTS names a folder."""
    if folder := os.environ.get("GEOOPS_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def people(program: Program, browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Two duty officers of Lào Cai."""
    contexts, pages = [], []
    for name in ("soan-canh-bao", "duyet-canh-bao"):
        first = program.add_person(name, "duty", "15")
        context = new_context(browser)
        page = context.new_page()
        sign_in(page, program.address, name, first)
        contexts.append(context)
        pages.append(page)
    yield pages[0], pages[1]
    for context in contexts:
        context.close()


def open_warnings(page: Page, program: Program) -> None:
    page.goto(f"{program.address}/warnings")
    page.get_by_role("heading", name="Cảnh báo", exact=True).wait_for()


def step(page: Page, name: str, note: str = "") -> None:
    """Press the button of a step and confirm it."""
    page.get_by_role("button", name=name, exact=True).first.click()
    dialog = page.get_by_role("dialog")
    if note:
        dialog.get_by_label("Lý do, ghi chú").fill(note)
    dialog.get_by_role("button", name=name, exact=True).click()
    dialog.wait_for(state="detached")


def on_the_map(page: Page, program: Program) -> int:
    """How many warnings the tiles of the space on the screen have."""
    spaces = page.request.get(f"{program.address}/api/spaces").json()["items"]
    space = next(item["name"] for item in spaces if item["default"])
    found = set()
    for tile in mercantile.tiles(103, 22, 105, 23, 7):
        address = f"{program.address}/tiles/alerts/7/{tile.x}/{tile.y}.mvt?space={space}"
        answer = page.request.get(address)
        if answer.status == 200:
            features = mapbox_vector_tile.decode(answer.body())["alerts"]["features"]
            found |= {feature["properties"]["id"] for feature in features}
    return len(found)


def test_drafted_by_one_issued_by_another_seen_and_cancelled(
    people: tuple[Page, Page], program: Program
) -> None:
    author, reviewer = people
    open_warnings(author, program)
    author.get_by_role("button", name="Soạn cảnh báo").click()
    author.get_by_label("Thêm xã theo tên").fill("bat xat")
    author.get_by_role("button", name="Bát Xát").first.click()
    author.get_by_label("Mưa đã đo").fill("120")
    author.get_by_label("trong số giờ").fill("6")
    author.get_by_role("textbox", name="Nguồn số liệu").fill("trạm đo mưa VRain")
    author.get_by_text("Vùng bao thừa").first.wait_for()
    author.get_by_text("Đã đo được 120 mm mưa trong 6 giờ").first.wait_for()
    author.wait_for_timeout(2500)
    shot(author, "warnings-editor")
    author.get_by_role("button", name="Lưu và trình duyệt").click()
    author.get_by_role("dialog").get_by_role("button", name="Trình duyệt", exact=True).click()
    author.get_by_role("dialog").wait_for(state="detached")
    author.get_by_text("Bạn là người soạn nên không tự duyệt được").first.wait_for()
    assert author.get_by_role("button", name="Duyệt", exact=True).count() == 0

    open_warnings(reviewer, program)
    reviewer.get_by_role("tab", name="Nháp, chờ duyệt").click()
    reviewer.get_by_role("button", name="Cảnh báo lũ quét").first.click()
    reviewer.get_by_role("button", name="Duyệt", exact=True).wait_for()
    reviewer.wait_for_timeout(2000)
    shot(reviewer, "warnings-review")
    step(reviewer, "Duyệt")
    step(reviewer, "Phát cảnh báo")
    reviewer.get_by_role("link", name="Tải tài liệu CAP").wait_for()
    reviewer.wait_for_timeout(1500)
    shot(reviewer, "warnings-issued")

    author.goto(program.address + "/")
    settled(author)
    assert on_the_map(author, program) == 1
    shot(author, "warnings-on-map")

    reviewer.set_viewport_size({"width": 390, "height": 844})
    reviewer.wait_for_timeout(800)
    shot(reviewer, "warnings-phone")
    assert reviewer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    reviewer.set_viewport_size(LAPTOP)
    step(reviewer, "Hủy cảnh báo", "mưa đã ngớt")
    reviewer.get_by_text("Đã hủy").first.wait_for()
    shot(reviewer, "warnings-cancelled")


def test_the_address_of_a_recipient_is_put_in_again(duty_at_rest: Page, program: Program) -> None:
    page = duty_at_rest
    page.goto(f"{program.address}/warnings?space=live")
    page.get_by_role("tab", name="Nơi nhận").click()
    page.get_by_role("button", name="Thêm nơi nhận").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Tên", exact=True).fill("Trực ban tỉnh")
    form.get_by_label("Cách gửi").select_option(label="Thư điện tử")
    form.get_by_label("Địa chỉ").fill("truongca.bimat@laocai.example")
    form.get_by_role("button", name="Thêm nơi nhận").click()
    row = page.get_by_role("row").filter(has_text="Trực ban tỉnh")
    expect(row).to_contain_text("tr…@laocai.example")

    row.get_by_role("button", name="Sửa: Trực ban tỉnh").click()
    expect(form.get_by_label("Địa chỉ")).to_have_value("")
    expect(form.get_by_label("Khóa ký")).to_have_count(0)
    form.get_by_label("Địa chỉ").fill("moi.bimat@laocai.example")
    shot(page, "warnings-recipient")
    form.get_by_role("button", name="Lưu").click()
    expect(row).to_contain_text("mo…@laocai.example")
    assert "bimat" not in page.content()
    row.get_by_role("button", name="Bỏ nơi nhận: Trực ban tỉnh").click()
    page.get_by_text("Chưa có nơi nhận nào").wait_for()
