"""What people see and do: sign in, see the gauges, report, and see it on a second screen."""

import re
import uuid

import mapbox_vector_tile
import mercantile
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, new_context, picture, settled, sign_in
from tests.e2e.program import Program

pytestmark = pytest.mark.slow
VIETNAM = (102.0, 6.0, 118.0, 24.0)


def space_of(page: Page, address: str) -> str:
    """The space that a newly opened map shows."""
    return str(page.request.get(f"{address}/api/config").json()["default_space"])


def test_every_screen_says_what_it_is(admin: Page, program: Program) -> None:
    if program.has_reference_data:
        expect(admin.get_by_text("XEM LẠI").first).to_be_visible()
        expect(admin.get_by_text("Ranh giới tham khảo, không phải ranh giới pháp lý").first).to_be_visible()
    else:
        expect(admin.get_by_text("DIỄN TẬP").first).to_be_visible()
        expect(admin.get_by_text(re.compile("Ranh giới gần đúng")).first).to_be_visible()
    expect(admin.get_by_text(re.compile("[Mm]inh họa")).first).to_be_visible()


def test_the_gauges_are_in_the_tiles_and_agree_with_the_values(admin: Page, program: Program) -> None:
    space = space_of(admin, program.address)
    spaces = admin.request.get(f"{program.address}/api/spaces").json()["items"]
    now = next(item["now"] for item in spaces if item["name"] == space)
    asked = {"space": space, "at": now, "known_at": now}
    rows = admin.request.get(f"{program.address}/api/layers/rain_gauges/values", params=asked).json()["rows"]
    values = {row[0]: row[1] for row in rows}
    in_tiles: dict[str, float | None] = {}
    for tile in mercantile.tiles(*VIETNAM, 5):
        answer = admin.request.get(
            f"{program.address}/tiles/rain_gauges/{tile.z}/{tile.x}/{tile.y}.mvt", params=asked
        )
        assert answer.status in (200, 204)
        if answer.status == 200:
            for feature in mapbox_vector_tile.decode(answer.body())["rain_gauges"]["features"]:
                found = feature["properties"]
                in_tiles[found["id"]] = found.get("value")
    assert len(in_tiles) > (2500 if program.has_reference_data else 20)
    assert {key: value for key, value in in_tiles.items() if value is not None} == {
        key: value for key, value in values.items() if value is not None and key in in_tiles
    }
    assert set(values) <= set(in_tiles)


def test_a_commune_is_found_without_tone_marks(admin: Page) -> None:
    admin.keyboard.press("Escape")
    admin.keyboard.press("/")
    admin.keyboard.type("bat xat")
    admin.get_by_text("Xã Bát Xát").first.wait_for()
    admin.keyboard.press("Enter")
    expect(admin.get_by_role("heading", name=re.compile("Bát Xát")).first).to_be_visible()
    admin.keyboard.press("Escape")


def test_a_report_reaches_the_second_screen(admin: Page, duty: Page, program: Program) -> None:
    note = f"Đá lăn chặn nửa đường {uuid.uuid4().hex[:6]}"
    duty.keyboard.press("b")
    duty.get_by_text("Sạt lở đất").first.click()
    duty.get_by_role("button", name="Dùng vị trí của tôi").click()
    duty.get_by_text("Bát Xát").first.wait_for()
    duty.get_by_label(re.compile("Ghi chú")).fill(note)
    with duty.expect_response(lambda answer: answer.request.method == "POST") as sent:
        duty.get_by_role("button", name="Gửi báo cáo").click()
    assert sent.value.status == 201
    expect(admin.get_by_text(note).first).to_be_visible()
    expect(duty.get_by_text("Đã nhận").first).to_be_visible()
    space = space_of(admin, program.address)
    listed = admin.request.get(f"{program.address}/api/incidents", params={"space": space}).json()["items"]
    assert [item["commune_name"] for item in listed if item["note"] == note] == ["Xã Bát Xát"]
    live = admin.request.get(f"{program.address}/api/incidents").json()["items"]
    assert note not in [item["note"] for item in live], "what is reported in a replay or drill stays there"
    duty.keyboard.press("Escape")


def test_a_second_tab_is_signed_in_and_a_sign_out_ends_both(program: Program, browser: Browser) -> None:
    first = program.add_person("ke-hoach", "planner", "vn")
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, "ke-hoach", first, at="/")
    settled(page)
    second = context.new_page()
    second.goto(program.address + "/")
    settled(second)
    page.request.delete(f"{program.address}/api/session", headers={"X-CSRF-Token": _csrf(page, program)})
    assert second.request.get(f"{program.address}/api/changes").status == 401
    context.close()


def _csrf(page: Page, program: Program) -> str:
    return str(page.request.get(f"{program.address}/api/session").json()["csrf"])


def test_pictures_of_day_and_night(admin: Page) -> None:
    for theme in ("day", "night"):
        shown = admin.evaluate("document.documentElement.dataset.theme")
        if shown != theme:
            admin.keyboard.press("d")
        admin.wait_for_function(f"() => document.documentElement.dataset.theme === '{theme}'")
        settled(admin)
        picture(admin, f"map-{theme}-1920")


def test_the_report_form_on_a_phone(program: Program, browser: Browser, duty: Page) -> None:
    assert duty  # the person exists, with a password of their own
    context = new_context(browser, 360, 780, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    page.goto(program.address + "/")
    page.get_by_label("Tên đăng nhập").fill("truc-ban")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name="Báo cáo").first.click()
    for kind in ("Sạt lở đất", "Lũ quét", "Dịch bệnh"):
        expect(page.get_by_text(re.compile(kind)).first).to_be_visible()
    box = page.locator("fieldset label").first.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["width"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "report-phone")
    context.close()
