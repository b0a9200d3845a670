"""The triage desk with two officers at it: keys, presence, holders, conflicts, undo, and the hand-over of a shift."""

import re
import time
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import new_context, picture, sign_in
from tests.e2e.program import Program

BAT_XAT = (103.8947, 22.5412)


@pytest.fixture(scope="module")
def officers(program: Program, browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Two duty officers of Lào Cai, each in a browser of their own."""
    pages = []
    for name in ("ca-mot", "ca-hai"):
        first = program.add_person(name, "duty", "15")
        page = new_context(browser).new_page()
        sign_in(page, program.address, name, first)
        pages.append(page)
    yield pages[0], pages[1]
    for page in pages:
        page.context.close()


def csrf(page: Page, address: str) -> str:
    return str(page.request.get(f"{address}/api/session").json()["csrf"])


def report(page: Page, address: str, note: str, **more: object) -> str:
    """Report as the page's person, into the live space: the clock of a replay would make everything overdue."""
    incident_id = str(uuid.uuid4())
    lon, lat = BAT_XAT
    body = {
        "id": incident_id,
        "kind": "landslide",
        "position": {"lon": lon, "lat": lat, "accuracy_m": 60, "method": "gps"},
        "severity": 4,
        "note": note,
    } | more
    answer = page.request.post(
        f"{address}/api/incidents?space=live", data=body, headers={"X-CSRF-Token": csrf(page, address)}
    )
    assert answer.status == 201, answer.text()
    return incident_id


def open_desk(page: Page, address: str) -> None:
    page.goto(f"{address}/triage?space=live")
    page.get_by_role("heading", name="Bàn xử lý tin báo").wait_for()


def chosen(page: Page) -> str:
    return str(page.locator('[aria-current="true"]').get_attribute("data-row"))


def said(page: Page) -> Locator:
    """What the desk answers to an action; the strip of the program has a status of its own."""
    return page.locator("footer").get_by_role("status")


def test_two_officers_share_the_desk(officers: tuple[Page, Page], program: Program) -> None:
    one, two = officers
    address = program.address
    lon, lat = BAT_XAT
    missing = report(
        one,
        address,
        "Hai người mất tích ở suối Quang Kim",
        kind="person",
        severity=5,
        fields={"people_missing": 2, "needs": ["rescue", "machinery"]},
        reporter_position={"lon": lon + 0.05, "lat": lat, "accuracy_m": 20},
    )
    first = report(one, address, "Sạt lở taluy dương, tắc đường tỉnh 156")
    report(one, address, "sat lo taluy duong tac duong tinh 156", position={"lon": lon + 0.001, "lat": lat})
    report(one, address, "Cây đổ ngang đường", kind="road_cut", severity=1)

    open_desk(one, address)
    open_desk(two, address)
    expect(one.locator("[data-row]")).to_have_count(4)
    assert chosen(one) == missing, "danger to life first"
    expect(one.get_by_text("Người báo cách nơi xảy ra 5,1 km")).to_be_visible()
    expect(one.get_by_text("Cứu nạn, Máy móc, phương tiện")).to_be_visible()
    expect(one.get_by_text("ca-hai đang xem").first).to_be_visible()

    two.keyboard.press("c")
    expect(one.get_by_text("ca-hai đang giữ").first).to_be_visible()
    one.keyboard.press("c")
    expect(said(one)).to_contain_text("người khác đang giữ")
    time.sleep(3)
    picture(one, "triage")
    picture(two, "triage-laptop")

    one.keyboard.press("j")
    expect(one.locator('[aria-current="true"]')).to_have_attribute("data-row", first)
    expect(one.get_by_text(re.compile(r"giống \d")).first).to_be_visible()
    one.keyboard.press("g")
    expect(one.locator("[data-row]")).to_have_count(3)
    one.keyboard.press("z")
    expect(one.locator("[data-row]")).to_have_count(4)

    one.keyboard.press("k")  # from the repeat that came back, up to what it repeats
    expect(one.locator('[aria-current="true"]')).to_have_attribute("data-row", first)
    two.keyboard.press("j")
    expect(two.locator('[aria-current="true"]')).to_have_attribute("data-row", first)
    two.keyboard.press("e")
    two.get_by_label("Mô tả").fill("Đã thông một làn")
    one.keyboard.press("e")
    one.get_by_label("Mô tả").fill("Vẫn tắc hoàn toàn")
    two.get_by_role("button", name="Lưu").click()
    expect(two.locator(".said")).to_have_text("Đã thông một làn")
    one.get_by_role("button", name="Lưu").click()
    expect(one.get_by_text("Người khác vừa sửa tin này")).to_be_visible()
    expect(one.get_by_role("dialog").get_by_text("Đã thông một làn")).to_be_visible()
    expect(one.get_by_role("dialog").get_by_text("Vẫn tắc hoàn toàn")).to_be_visible()
    expect(one.get_by_role("dialog").get_by_text("ca-hai đã viết")).to_be_visible()
    picture(one, "triage-conflict")
    one.get_by_role("dialog").get_by_text("Vẫn tắc hoàn toàn").click()
    one.get_by_role("dialog").get_by_role("button", name="Lưu").click()
    expect(two.locator(".said")).to_have_text("Vẫn tắc hoàn toàn")


def test_a_trained_hand_needs_seconds(officers: tuple[Page, Page], program: Program) -> None:
    one, _ = officers
    open_desk(one, program.address)
    expect(one.locator("[data-row]").first).to_be_visible()
    began = time.monotonic()
    one.keyboard.press("v")
    expect(said(one)).to_contain_text("Xác minh: 1 tin")
    one.keyboard.press("r")
    one.keyboard.press("1")
    expect(said(one)).to_contain_text("Loại bỏ: 1 tin")
    assert time.monotonic() - began < 10, "two reports, at most five seconds each"
    one.keyboard.press("z")
    expect(said(one)).to_contain_text("Đã hoàn tác 1 tin")
    one.keyboard.press(" ")
    one.keyboard.press("j")
    one.keyboard.press(" ")
    expect(one.get_by_text("2 tin đã đánh dấu")).to_be_visible()
    one.keyboard.press("Escape")
    one.keyboard.press("?")
    expect(one.get_by_text("Phím tắt")).to_be_visible()
    one.keyboard.press("Escape")


def test_a_shift_is_handed_over(officers: tuple[Page, Page], program: Program) -> None:
    one, two = officers
    one.keyboard.press("h")
    one.get_by_label("Giao cho").fill("ca-hai")
    one.get_by_label("Mô tả").fill("Theo dõi suối Quang Kim")
    one.get_by_role("button", name="Ký và giao").click()
    expect(one.get_by_text("Chuỗi 1 biên bản còn nguyên vẹn.")).to_be_visible()
    two.bring_to_front()
    two.keyboard.press("h")
    two.get_by_role("button", name="Nhận ca").click()
    expect(two.get_by_text("ca-hai đã nhận")).to_be_visible()
    picture(two, "triage-handover")


def test_the_desk_fits_a_phone_and_the_night(officers: tuple[Page, Page], program: Program) -> None:
    one, _ = officers
    one.keyboard.press("Escape")
    one.evaluate("document.documentElement.dataset.theme = 'night'")
    time.sleep(1)
    picture(one, "triage-night")
    one.set_viewport_size({"width": 390, "height": 844})
    time.sleep(1)
    picture(one, "triage-phone")
    wide = one.evaluate("document.querySelector('.desk').scrollWidth")
    assert wide <= 390, "nothing runs off the side"
