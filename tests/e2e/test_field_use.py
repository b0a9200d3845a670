"""The field app in the hand: one thumb, large text, day and night, read aloud, without signal, with a wrong clock."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.conftest import picture
from tests.e2e.phones import Phone, field_person, finish, photograph, report
from tests.e2e.program import ROOT, Program

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SHOWN = {"home", "what", "where", "send"}
"""What the documentation shows, by day and by night."""
SMALL = """() => [...document.querySelectorAll('button, summary, input:not([type=file]), textarea, label.button')]
  .filter((one) => one.checkVisibility() && !one.closest('.maplibregl-control-container, label.check'))
  .map((one) => [one.textContent.trim() || one.ariaLabel || one.name, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < 48 || box.width < 44))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && !one.closest('.map, .visually-hidden'))
  .filter((one) => one.getBoundingClientRect().right > 361).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def phone(
    program: Program, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Phone]:
    made = Phone(playwright, tmp_path_factory.mktemp("phone") / "profile", program.address)
    made.switch_on()
    yield made
    made.switch_off()


@pytest.fixture(scope="module")
def signed_in(phone: Phone, program: Program) -> Phone:
    phone.sign_in("my", field_person(program, "my"))
    return phone


def looked_over(page: Page, name: str) -> None:
    """What every screen has to be, by day and by night, and with letters twice as large."""
    for theme in ("day", "night"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        page.wait_for_timeout(250)
        assert page.evaluate(SMALL) == [], f"{name}: targets under 48 px"
        assert page.evaluate(WIDE) == [], f"{name}: wider than the screen"
        page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"
        )
        assert faults == [], f"{name}, {theme}: " + json.dumps(
            [(fault["id"], [node["html"][:160] for node in fault["nodes"]]) for fault in faults],
            ensure_ascii=False,
        )
        if name in SHOWN:
            picture(page, f"field-{name}-{theme}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(150)
    assert page.evaluate(WIDE) == [], f"{name}: wider than the screen at 200 %"
    page.evaluate("document.documentElement.style.fontSize = ''")


def test_the_sign_in(phone: Phone) -> None:
    page = phone.open()
    page.get_by_label("Tên đăng nhập").wait_for()
    looked_over(page, "sign-in")


def test_every_screen_fits_a_thumb_and_can_be_read_aloud(signed_in: Phone) -> None:
    page = signed_in.page
    looked_over(page, "home-empty")
    page.get_by_role("button", name=re.compile("^Báo cáo")).first.click()
    looked_over(page, "what")
    page.get_by_role("button", name="Sạt lở đất").click()
    page.get_by_text("Sai số khoảng 12 m").wait_for()
    looked_over(page, "where")
    page.get_by_role("button", name="Cách khác").click()
    for way in ("Gần một nơi dễ nhận", "Tuyến đường và lý trình", "Chỉ biết xã"):
        page.get_by_role("button", name=way).click()
        page.get_by_label("Tìm xã, phường").wait_for()
        looked_over(page, "where-other")
    page.get_by_role("button", name="Đúng chỗ này").click()
    page.get_by_role("button", name="Nặng", exact=True).click()
    page.get_by_label("Ghi chú").fill("Đá lấp nửa mặt đường, xe máy còn qua được")
    page.get_by_label("Chọn ảnh").set_input_files(
        {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photograph(7)}
    )
    page.get_by_role("img", name=re.compile("Ảnh 1")).wait_for()
    page.get_by_text("Thêm chi tiết").click()
    looked_over(page, "send")
    finish(page)
    expect(page.locator("[data-tick=received]")).to_have_count(1)
    looked_over(page, "home")
    page.locator("[data-report]").first.click()
    page.get_by_text("Biên nhận lúc").wait_for()
    looked_over(page, "report")
    for room in ("carry", "me"):
        page.goto(f"{signed_in.address}/field/#{room}")
        page.get_by_role("heading", level=1).first.wait_for()
        looked_over(page, room)


def test_three_taps_are_enough(signed_in: Phone) -> None:
    page = signed_in.open()
    taps = 0
    page.get_by_role("button", name=re.compile("^Báo cáo")).first.click()
    for name in ("Ngập lụt", "Đúng chỗ này", "Gửi báo cáo"):
        page.get_by_role("button", name=name).click()
        taps += 1
    page.get_by_text("Đã giữ trên máy").wait_for()
    assert taps == 3


def test_only_the_commune_is_known_and_the_place_is_far(signed_in: Phone) -> None:
    page = signed_in.open()
    page.get_by_role("button", name=re.compile("^Báo cáo")).first.click()
    page.get_by_role("button", name="Dịch bệnh").click()
    page.get_by_role("button", name="Cách khác").click()
    page.get_by_role("button", name="Chỉ biết xã").click()
    page.get_by_label("Tìm xã, phường").fill("muong khuong")
    page.get_by_role("button", name=re.compile("Mường Khương")).first.click()
    page.get_by_role("button", name="Dùng nơi này").click()
    finish(page)
    expect(page.locator("[data-report]").first).to_contain_text("Mường Khương")
    expect(page.locator("[data-report]").first).to_contain_text("Trung tâm đã nhận")


def test_the_map_is_taken_along_and_used_without_signal(signed_in: Phone) -> None:
    page = signed_in.page
    page.goto(f"{signed_in.address}/field/#map")
    page.get_by_text(re.compile(r"Dung lượng: [\d,]+ MB")).wait_for()
    looked_over(page, "map-offer")
    page.get_by_role("button", name="Tải về máy").click()
    page.get_by_text("Có trên máy").or_(page.get_by_role("alert")).first.wait_for()
    expect(page.get_by_text("Có trên máy"), "it came, and no fault is told").to_be_visible(timeout=1000)
    signed_in.offline()
    page.reload()
    page.get_by_role("button", name=re.compile("Báo cáo|Mở bản đồ")).first.wait_for()
    page.goto(f"{signed_in.address}/field/#report")
    page.get_by_role("button", name="Sạt lở đất").click()
    page.get_by_role("button", name="Cách khác").click()
    page.get_by_role("button", name="Chấm trên bản đồ").click()
    page.locator("canvas.maplibregl-canvas").wait_for()
    page.wait_for_timeout(3000)
    canvas = page.locator("canvas.maplibregl-canvas")
    colours = page.evaluate(
        """async (bytes) => {
          const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext('2d');
          context.drawImage(bitmap, 0, 0);
          const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          return seen.size;
        }""",
        list(canvas.screenshot()),
    )
    assert colours > 20, "boundaries and names are drawn from the file on the phone"
    picture(page, "field-map-offline")
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 60, steps=5)
    page.mouse.up()
    page.locator(".way").get_by_role("button", name="Đúng chỗ này").click()
    finish_or_far(page)
    signed_in.offline(False)
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_text("Đã giữ trên máy").wait_for()
    page.goto(f"{signed_in.address}/field/#map")
    page.get_by_role("button", name="Xóa bản đồ khỏi máy").click()
    page.get_by_role("button", name="Tải về máy").wait_for()


def finish_or_far(page: Page) -> None:
    """The question about a far place is asked only where the map was moved that far."""
    far = page.get_by_role("button", name="Đúng, ở nơi khác")
    page.wait_for_timeout(300)
    if far.is_visible():
        far.click()
    page.get_by_role("button", name="Gửi báo cáo").wait_for()


def test_a_wrong_clock_is_told_and_both_times_are_kept(signed_in: Phone) -> None:
    page = signed_in.page
    page.add_init_script(
        """{ const real = Date.now, Real = Date; const off = -2 * 3600_000;
            Date = class extends Real { constructor(...given) { given.length ? super(...given) : super(real() + off); }
              static now() { return real() + off; } }; }"""
    )
    signed_in.open()
    expect(page.get_by_text(re.compile("Đồng hồ máy chậm 2 giờ"))).to_be_visible()
    report(page, "Cháy", "Đồng hồ sai")
    row = page.locator("[data-report]", has_text="Cháy").first
    expect(row).to_contain_text("Trung tâm đã nhận")
    row.click()
    expect(page.get_by_text("Đồng hồ máy chậm 2 giờ so với trung tâm")).to_be_visible()


def test_leaving_and_coming_back_without_signal(signed_in: Phone, tmp_path: Path) -> None:
    signed_in.switch_off()
    page = signed_in.switch_on(offline=True)
    signed_in.open()
    expect(page.get_by_role("button", name="my")).to_be_visible()
    expect(page.get_by_text("Ngoại tuyến")).to_be_visible()
