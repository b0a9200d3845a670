"""People counted on a phone without a signal arrive at the centre once, and the centre takes a mistake off again."""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.conftest import picture
from tests.e2e.phones import Phone, field_person
from tests.e2e.program import Program
from tests.e2e.test_command_map import space_of
from tests.e2e.test_dispatch_page import Officer
from tests.e2e.test_field_use import SMALL, WIDE

ROOM = 30


@pytest.fixture
def phone(program: Program, playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    made = Phone(playwright, tmp_path / "profile", program.address)
    made.switch_on()
    yield made
    made.switch_off()


@pytest.fixture
def officer(program: Program, duty_at_rest: Page) -> Iterator[Officer]:
    page = duty_at_rest.context.new_page()
    yield Officer(page, program)
    page.close()


def ordered(officer: Officer, space: str) -> dict[str, Any]:
    """An order to leave a hamlet for a school with thirty places, in the space that phones report into."""
    commune = officer.get("/api/communes", province="15", limit=1)["items"][0]
    mark = uuid.uuid4().hex[:6]
    shelter = {
        "id": str(uuid.uuid4()),
        "kind": "school",
        "name": f"Trường {mark}",
        "capacity": ROOM,
        "occupancy": 0,
        "commune_code": commune["code"],
        "position": {"lon": commune["lon"], "lat": commune["lat"]},
    }
    officer.post(f"/api/shelters?space={space}", shelter)
    order = {
        "id": str(uuid.uuid4()),
        "commune_code": commune["code"],
        "hamlet": f"Thôn {mark}",
        "people": 60,
        "reason": "Vết nứt trên đồi",
        "ordered_by": "Trưởng ban",
        "shelter_ids": [shelter["id"]],
    }
    officer.post(f"/api/evacuations?space={space}", order)
    return order | {"shelter": shelter["name"]}


def states(page: Page) -> list[str]:
    return [str(row.get_attribute("data-state")) for row in page.locator("[data-count]").all()]


def write(page: Page, what: str, people: int, order: dict[str, Any]) -> None:
    page.get_by_role("button", name=what, exact=True).click()
    page.get_by_role("radio", name=re.compile(order["hamlet"])).check()
    if what != "Người đi":
        page.get_by_role("radio", name=re.compile(order["shelter"])).check()
    page.get_by_label("Số người").fill(str(people))
    page.get_by_role("button", name="Ghi số đếm").click()
    expect(page.get_by_text(f"Đã giữ {people} người trên máy")).to_be_visible()


def count_page(phone: Phone) -> Page:
    page = phone.page
    page.get_by_role("button", name="Đếm người").last.click()
    expect(page.get_by_role("heading", name="Đếm người", level=1)).to_be_visible()
    return page


def test_counted_in_a_valley_sent_once_and_voided_by_the_centre(
    phone: Phone, officer: Officer, program: Program
) -> None:
    space = space_of(officer.page, officer.at)
    order = ordered(officer, space)

    def told() -> dict[str, Any]:
        answer = officer.page.request.get(f"{officer.at}/api/evacuations/{order['id']}?space={space}")
        assert answer.ok, answer.text()
        return json.loads(answer.body())

    phone.sign_in("dem-nguoi", field_person(program, "dem-nguoi"))
    page = count_page(phone)
    expect(page.get_by_role("radio", name=re.compile(order["hamlet"]))).to_be_visible()
    assert page.evaluate(SMALL) == [], "targets under 48 px"
    assert page.evaluate(WIDE) == [], "wider than the screen"

    phone.offline()
    write(page, "Người đi", 12, order)
    write(page, "Người đến", 9, order)
    assert states(page) == ["here", "here"]
    picture(page, "field-count")
    phone.kill()
    phone.switch_on()
    phone.offline()
    page = phone.open()
    expect(page.get_by_text("2 lần đếm người chờ gửi")).to_be_visible()
    page = count_page(phone)
    expect(page.locator("[data-state=here]")).to_have_count(2)
    assert (told()["out"], told()["arrived"]) == (0, 0)
    phone.offline(False)
    expect(page.locator("[data-state=received]")).to_have_count(2)
    assert (told()["out"], told()["arrived"], told()["on_the_road"]) == (12, 9, 3)

    write(page, "Người đến", ROOM, order)
    refused = page.locator("[data-state=refused]")
    expect(refused).to_contain_text("còn 21 chỗ")
    refused.get_by_role("button", name="Sửa và gửi lại").click()
    page.get_by_label(re.compile("Điểm này có thể hết chỗ")).fill("Đường quay lại đã ngập")
    page.get_by_role("button", name="Ghi số đếm").click()
    expect(page.locator("[data-state=received]")).to_have_count(3)
    expect(page.locator("[data-state=refused]")).to_have_count(0)
    assert told()["arrived"] == 9 + ROOM

    desk = officer.page
    desk.goto(f"{officer.at}/dispatch?space={space}")
    desk.get_by_role("tab", name=re.compile("Sơ tán")).click()
    mine = desk.get_by_role("article", name=order["hamlet"])
    mine.get_by_role("button", name="Các lần đếm").click()
    counts = desk.get_by_role("dialog", name="Các lần đếm")
    expect(counts.get_by_role("listitem")).to_have_count(3)
    counts.get_by_role("listitem").filter(has_text="12 người").get_by_role("button").click()
    why = desk.get_by_role("dialog", name=re.compile("Hủy lần đếm"))
    why.get_by_label("Lý do").fill("Đếm hai lần một xe")
    why.get_by_role("button", name="Hủy lần đếm").click()
    expect(counts.get_by_text("đã hủy: Đếm hai lần một xe")).to_be_visible()
    picture(desk, "evacuation-counts")
    desk.keyboard.press("Escape")
    assert told()["out"] == 0

    mine.get_by_role("button", name="Hộ phải đi").click()
    homes = desk.get_by_role("dialog", name="Hộ phải đi")
    homes.get_by_label("Chủ hộ").fill("Giàng A Chư")
    homes.get_by_label("Số người trong hộ").fill("5")
    homes.get_by_label(re.compile("Cần giúp riêng")).fill("một cụ già")
    homes.get_by_role("button", name="Ghi hộ").click()
    expect(homes.get_by_role("listitem").filter(has_text="Giàng A Chư")).to_contain_text("5 người")
    picture(desk, "evacuation-households")
    assert (told()["households"], told()["household_people"]) == (1, 5)
