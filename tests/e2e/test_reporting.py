"""A report in the browser: filled in with the network cut, sent up, returned, corrected, approved by three people; the
choropleth before their eyes, and what a second planner makes of it beside a risk map."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import rasterio
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from rasterio.transform import from_origin

from tests.e2e.conftest import PASSWORD, new_context, picture, sign_in
from tests.e2e.program import Program

pytestmark = pytest.mark.slow
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
    first = program.add_person("can-bo", "commune", commune)
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, "can-bo", first)
    yield page
    context.close()


def person(program: Program, name: str, role: str, scope: str) -> httpx.Client:
    """Somebody who acts without a screen."""
    first = program.add_person(name, role, scope)
    client = httpx.Client(base_url=program.address, timeout=180)
    answer = client.post("/api/session", json={"name": name, "password": first})
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    answer = client.post("/api/session/password", json={"current": first, "new": PASSWORD})
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return client


def value_cells(page: Page) -> Locator:
    return page.locator("input[data-cell$='-value']")


def in_a_browser(browser: Browser, program: Program, who: httpx.Client) -> BrowserContext:
    """A window of somebody who is signed in already, in the colours of the day, which the server's answers have."""
    context = new_context(browser)
    context.add_init_script("localStorage.setItem('geoops.theme', '\"day\"')")
    context.add_cookies(
        [{"name": name, "value": value, "url": program.address} for name, value in who.cookies.items()]
    )
    return context


def look(page: Page, commune: str) -> dict[str, Any]:
    """The colour and the pattern (1: no data, 2: not comparable) that the map was told for a commune."""
    found: dict[str, Any] = page.evaluate(
        """(id) => document.querySelector('.map[data-coloured]').map
          .getFeatureState({ source: 'tiles:communes', sourceLayer: 'communes', id })""",
        commune,
    )
    return found


def until_it_looks(page: Page, commune: str, pattern: int) -> dict[str, Any]:
    """Open the page anew and wait until the map shows a commune with a pattern."""
    page.reload()
    page.wait_for_function(
        """([id, pattern]) => document.querySelector('.map[data-coloured]')?.map
          ?.getFeatureState({ source: 'tiles:communes', sourceLayer: 'communes', id })?.pattern === pattern""",
        arg=[commune, pattern],
    )
    return look(page, commune)


PASSPORT = """
id: thu_sat_lo
hazard: landslide
title_vi: Nguy cơ sạt lở (bản đồ của bài thử)
title_en: Landslide susceptibility (a map of the test)
date: 2024-05-01
author: Bài thử
method: Ba dải theo kinh độ, chỉ để thử
licence: CC0
version: "1"
classes:
  - {class: low, value: 1, label_vi: Thấp, label_en: Low, color: "#ffffb2"}
  - {class: medium, value: 2, label_vi: Trung bình, label_en: Medium, color: "#fd8d3c"}
  - {class: high, value: 3, label_vi: Cao, label_en: High, color: "#bd0026"}
"""


@pytest.fixture(scope="module")
def risk_map(program: Program, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A made-up landslide map over the whole of Lào Cai, brought in by the product's own command; its id."""
    folder = tmp_path_factory.mktemp("risk")
    east, south = np.meshgrid(np.arange(200), np.arange(200))
    data = (1 + (east // 7 + south // 11) % 3).astype("uint8")
    path = folder / "sat_lo.tif"
    with rasterio.open(
        path, "w", driver="GTiff", count=1, height=200, width=200, dtype="uint8", nodata=0, crs="EPSG:4326",
        transform=from_origin(103.2, 23.1, 0.01, 0.01),
    ) as out:  # fmt: skip
        out.write(data, 1)
    passport = Path(folder / "sat_lo.yaml")
    passport.write_text(PASSPORT, encoding="utf-8")
    said = program.command("hazards", "load", str(path), "--passport", str(passport))
    assert said.startswith("Đã nạp"), said
    return "thu_sat_lo"


def fill_the_others(planner: httpx.Client, commune: str) -> None:
    """The figures of the other communes of the province: 1, 2, 3 … in the order of their codes."""
    communes = planner.get("/api/communes", params={"province": "15", "limit": 1000}).json()["items"]
    items = [
        {"indicator": COUNT, "period": LAST_MONTH, "commune_code": one["code"], "value": number}
        for number, one in enumerate(communes)
        if one["code"] != commune
    ]
    answer = planner.post("/api/indicators/values", json={"source": "biểu", "items": items})
    assert answer.json()["new"] == 98, answer.text


def send_back(page: Page, address: str, reason: str) -> None:
    """The head of the office reads the report and sends it back, in a window of theirs."""
    page.goto(f"{address.partition('?')[0]}?space=live")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    page.get_by_label("Lý do", exact=True).fill(reason)
    page.get_by_role("dialog").get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("trả lại", exact=True)).to_be_visible()
    page.context.close()


def beside_danger(page: Page, address: str, risk_map: str) -> None:
    """A second planner lays the landslide danger beside the figures: every commune has one of nine colours."""
    page.goto(address)
    page.get_by_label("So với").select_option(f"hazard:{risk_map}:3")
    expect(page.get_by_role("button", name="Hai biến 3×3")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("trên 99 xã có cả hai số")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.map[data-coloured]')?.map?.areTilesLoaded()")
    asked = {name: value for name, value in httpx.URL(page.url).params.items() if name != "show"}
    both = page.request.get(
        httpx.URL(page.url).copy_with(path="/api/indicators/compare", params=asked).__str__()
    ).json()
    assert both["second"]["kind"] == "hazard"
    nine = [colour for row in both["both"]["colours"] for colour in row]
    page.wait_for_function(
        """([ids, colours]) => {
          const map = document.querySelector('.map[data-coloured]').map;
          const told = (id) => map.getFeatureState({ source: 'tiles:communes', sourceLayer: 'communes', id }).colour;
          return ids.every((id, place) => told(id) === colours[place]);
        }""",
        arg=[both["ids"], [nine[number] for number in both["both"]["numbers"]]],
    )
    assert len(set(both["both"]["numbers"])) >= 6
    assert page.locator(".nine span").all_inner_texts() == [
        str(count) for row in reversed(both["both"]["cells"]) for count in row
    ]
    picture(page, "compare-landslide")
    page.context.close()


def test_the_whole_way_of_a_report(
    program: Program, browser: Browser, officer: Page, commune: str, risk_map: str
) -> None:
    page = officer
    duty = {"set": "lao_cai", "office": "commune_police", "period": LAST_MONTH, "commune_code": commune}
    head, chair = (person(program, name, "commune", commune) for name in ("truong-ca", "chu-tich"))
    planner = person(program, "so-chu-tri", "planner", "15")
    second = person(program, "so-tai-nguyen", "planner", "15")

    def act(client: httpx.Client, action: str, **more: Any) -> dict[str, Any]:
        answer = client.post(f"/api/reporting/{action}", json=duty | more)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def on_the_map() -> Any:
        question = {"indicator": COUNT, "period": LAST_MONTH, "province": "15"}
        table = planner.get("/api/indicators/table", params=question).json()
        return dict(zip(table["ids"], table["values"], strict=True)).get(commune)

    fill_the_others(planner, commune)
    assert on_the_map() is None
    wall = in_a_browser(browser, program, planner).new_page()
    choropleth = f"/compare?indicator={COUNT}&period={LAST_MONTH}&province=15&classes=3&space=live"
    wall.goto(program.address + choropleth)
    before = until_it_looks(wall, commune, 1)
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
    waiting = until_it_looks(wall, commune, 2)
    assert waiting["colour"] != before["colour"], "a figure that nobody approved is no missing one"
    send_back(in_a_browser(browser, program, head).new_page(), page.url, "thiếu một vụ ở bản Mường")
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
    shown = until_it_looks(wall, commune, 0)
    found = planner.get(
        "/api/indicators/compare",
        params={"indicator": COUNT, "period": LAST_MONTH, "province": "15", "classes": 3},
    ).json()
    assert found["numbers"][found["ids"].index(commune)] == 0
    assert shown["colour"] == found["classes"]["colours"][0]
    beside_danger(in_a_browser(browser, program, second).new_page(), program.address + choropleth, risk_map)

    page.goto(f"{program.address}/quality?space=live")
    total = page.locator("tr.total")
    expect(total).to_contain_text(f"{CELLS}/")
    picture(page, "data-quality")
    total.get_by_role("button", name=re.compile("Đủ")).click()
    expect(page.get_by_role("dialog")).to_contain_text("ô trống")


def test_parts_are_filled_in_below_their_total(program: Program, browser: Browser, commune: str) -> None:
    first = program.add_person("kinh-te", "commune", commune)
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, "kinh-te", first)
    page.goto(f"{program.address}/reporting/lao_cai~commune_economy~{LAST_MONTH}~{commune}?space=live")
    total = page.locator("tbody tr", has_text="Phân tổ: đàn vật nuôi").first

    def part(name: str) -> Locator:
        return page.locator("tr.part", has_text=name).first.locator("input[data-cell$='-value']")

    total.locator("input[data-cell$='-value']").fill("10")
    for name, figure in (("đàn trâu", "2"), ("đàn bò", "3"), ("đàn lợn", "4")):
        part(name).fill(figure)
    expect(total).to_contain_text("cộng lại 9")
    expect(page.get_by_text("Đã lưu hết")).to_be_visible()
    expect(total).to_contain_text("cộng lại 9, phải bằng tổng 10")
    part("đàn lợn").fill("5")
    expect(page.get_by_text("Đã lưu hết")).to_be_visible()
    expect(total).not_to_contain_text("phải bằng tổng")
    part("đàn lợn").scroll_into_view_if_needed()
    picture(page, "reporting-parts")
    page.set_viewport_size({"width": 390, "height": 844})
    part("đàn lợn").scroll_into_view_if_needed()
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider
    picture(page, "reporting-parts-phone")
    page.reload()
    expect(part("đàn lợn")).to_have_value("5")
    context.close()


def test_a_draft_outlives_the_page_and_two_people_on_a_cell_both_show(
    program: Program, browser: Browser, commune: str
) -> None:
    first = program.add_person("can-bo-2", "commune", commune)
    other = person(program, "can-bo-3", "commune", commune)
    context = new_context(browser, 390, 844)
    page = context.new_page()
    sign_in(page, program.address, "can-bo-2", first)
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
