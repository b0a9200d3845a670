"""Two boats go from one commune to the next: the officer sends them, sees them on the board and on the map, gets them back."""

import re
import uuid
from typing import Any

import mapbox_vector_tile
import mercantile
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import picture
from tests.e2e.program import Program

AROUND = (102.1, 21.3, 105.2, 23.5)
"""Lào Cai and what lies about it: west, south, east, north in degrees."""


class Officer:
    """The duty_at_rest officer's browser, and what it asks the server beside the page."""

    def __init__(self, page: Page, program: Program) -> None:
        self.page = page
        self.at = program.address
        csrf = page.request.get(f"{self.at}/api/session").json()["csrf"]
        self.headers = {"X-CSRF-Token": csrf}

    def get(self, path: str, **query: Any) -> Any:
        answer = self.page.request.get(f"{self.at}{path}", params={"space": "live", **query})
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> None:
        answer = self.page.request.post(f"{self.at}{path}", data=body, headers=self.headers)
        assert answer.ok, answer.text()

    def states_in_tiles(self, layer: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for tile in mercantile.tiles(*AROUND, 7):
            answer = self.page.request.get(f"{self.at}/tiles/{layer}/7/{tile.x}/{tile.y}.mvt?space=live")
            if answer.status == 204:
                continue
            for feature in mapbox_vector_tile.decode(answer.body())[layer]["features"]:
                found[feature["properties"]["id"]] = feature["properties"]["state"]
        return found


@pytest.fixture
def officer(program: Program, duty_at_rest: Page) -> Officer:
    page = duty_at_rest.context.new_page()
    return Officer(page, program)


def _open(officer: Officer) -> Page:
    officer.page.goto(f"{officer.at}/dispatch?space=live")
    expect(officer.page.get_by_role("heading", name="Điều động", level=1)).to_be_visible()
    return officer.page


def test_two_boats_go_to_the_next_commune_and_come_back(officer: Officer) -> None:
    communes = officer.get("/api/communes", province="15", limit=1000)["items"]
    needs, gives = communes[0], communes[1]
    boats = str(uuid.uuid4())
    body = {"id": boats, "kind": "metal_boat", "quantity": 300, "commune_code": gives["code"]}
    officer.post("/api/resources?space=live", body | {"name": "Thuyền của bến thử"})
    page = _open(officer)

    page.get_by_role("button", name="Yêu cầu hỗ trợ").click()
    asking = page.get_by_role("dialog", name="Yêu cầu hỗ trợ")
    asking.get_by_label("Loại").select_option("metal_boat")
    asking.get_by_label("Số lượng").fill("2")
    asking.get_by_label("Đến xã, phường").select_option(needs["code"])
    asking.get_by_label("Ghi chú").fill("Thôn ven suối bị cô lập")
    asking.get_by_role("button", name="Gửi yêu cầu").click()

    giving = page.get_by_role("dialog", name=re.compile("Chọn nguồn cho 2"))
    giving.get_by_role("radio", name=re.compile("Thuyền của bến thử")).check()
    expect(giving.get_by_label("Số lượng")).to_have_value("2")
    giving.get_by_role("button", name="Giao").click()
    expect(giving).to_have_count(0)

    def card(column: str):
        region = page.get_by_role("region", name=column, exact=True)
        return region.get_by_role("article").filter(has_text="Thôn ven suối bị cô lập")

    expect(card("Đã giao")).to_contain_text(gives["full_name_vi"])
    expect(card("Đã giao")).to_contain_text(needs["full_name_vi"])
    sent = next(row for row in officer.get("/api/dispatches")["items"] if row["resource_id"] == boats)
    assert officer.states_in_tiles("dispatches")[sent["id"]] == "assigned"

    card("Đã giao").get_by_role("button", name="Xuất phát").focus()
    page.keyboard.press("Enter")  # reachable without a mouse
    expect(card("Đang đi")).to_be_visible()
    assert officer.states_in_tiles("dispatches")[sent["id"]] == "on_the_way"
    assert officer.states_in_tiles("dispatch_units")[sent["id"]] == "on_the_way"
    picture(page, "dispatch")
    card("Đang đi").get_by_role("button", name="Đến nơi").click()
    card("Tại hiện trường").get_by_role("button", name="Cho rút").click()
    card("Đang về").get_by_role("button", name="Đã về").click()
    back = page.get_by_role("dialog", name="Đã về")
    back.get_by_label("Số đã về").fill("2")
    back.get_by_role("button", name="Xác nhận").click()
    expect(card("Xong trong 24 giờ")).to_contain_text("Đã về")
    assert sent["id"] not in officer.states_in_tiles("dispatches")
    page.close()


def test_what_somebody_else_does_comes_to_the_board_and_to_a_phone(officer: Officer) -> None:
    page = _open(officer)
    commune = officer.get("/api/communes", province="15", limit=3)["items"][2]
    note = f"Báo từ máy khác {uuid.uuid4().hex[:6]}"
    body = {"id": str(uuid.uuid4()), "kind": "excavator", "amount": 1, "to_commune_code": commune["code"]}
    officer.post("/api/dispatches?space=live", body | {"note": note})
    column = page.get_by_role("region", name="Yêu cầu", exact=True)
    expect(column.get_by_role("article").filter(has_text=note)).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name=re.compile("^Yêu cầu ?[0-9]")).click()
    expect(column.get_by_role("article").filter(has_text=note)).to_be_visible()
    expect(page.get_by_role("region", name="Đang đi", exact=True)).to_be_hidden()
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider
    picture(page, "dispatch-phone")
    page.close()


def test_people_are_counted_out_and_in_and_a_full_shelter_asks_why(officer: Officer) -> None:
    commune = officer.get("/api/communes", province="15", limit=1)["items"][0]
    shelter = {
        "id": str(uuid.uuid4()),
        "kind": "school",
        "name": "Trường thử sơ tán",
        "capacity": 30,
        "occupancy": 0,
        "commune_code": commune["code"],
        "position": {"lon": commune["lon"], "lat": commune["lat"]},
    }
    officer.post("/api/shelters?space=live", shelter)
    page = _open(officer)
    page.get_by_role("tab", name=re.compile("Sơ tán")).click()
    page.get_by_role("button", name="Ra lệnh sơ tán").click()
    asking = page.get_by_role("dialog", name="Ra lệnh sơ tán")
    laptop = page.viewport_size
    assert laptop is not None
    page.set_viewport_size({"width": 360, "height": 560})
    for way_out in ("Thôi", "Ra lệnh sơ tán"):
        expect(asking.get_by_role("button", name=way_out)).to_be_in_viewport(ratio=1)
    page.set_viewport_size(laptop)
    asking.get_by_label("Rời khỏi xã, phường").select_option(commune["code"])
    asking.get_by_label("Thôn, bản").fill("Thôn thử sơ tán")
    asking.get_by_label("Số người phải đi").fill("60")
    asking.get_by_label("Vì sao").fill("Vết nứt trên đồi")
    asking.get_by_label("Người ra lệnh").fill("Trưởng ban")
    asking.get_by_role("checkbox", name=re.compile("Trường thử sơ tán")).check()
    asking.get_by_role("button", name="Ra lệnh sơ tán").click()
    order = page.get_by_role("article", name="Thôn thử sơ tán")

    def count(button: str, people: str):
        order.get_by_role("button", name=button).click()
        dialog = page.get_by_role("dialog", name=button)
        dialog.get_by_label("Số người vừa đếm").fill(people)
        dialog.get_by_role("button", name="Xác nhận").click()
        return dialog

    expect(count("Đếm người đi", "45")).to_have_count(0)
    full = count("Đếm người đến", "40")
    expect(full.get_by_role("alert")).to_contain_text("còn 30 chỗ")
    full.get_by_label(re.compile("Điểm này không đủ chỗ")).fill("Đường quay lại đã ngập")
    full.get_by_role("button", name="Xác nhận").click()
    expect(full).to_have_count(0)
    expect(order).to_contain_text(re.compile(r"Trên đường, chưa rõ\s*5"))
    expect(order).to_contain_text("quá chỗ")
    picture(page, "evacuation")
    page.close()
