"""A danger rises and a commune turns red for want of boats; two come from the next commune, and it turns ready.

What is waited for are states, of the server and of the map on the screen, never times.
"""

import math
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from geoops.hydromet.warnings.cap import writing
from geoops.hydromet.warnings.cap.document import Alert, Area, Info
from geoops.hydromet.warnings.own import mapping
from geoops.kit.clock import utc_now
from tests.e2e.conftest import new_context, picture, sign_in
from tests.e2e.program import OFFICIAL_SENDER, Program
from tests.e2e.test_dispatch_page import Officer
from tests.e2e.waiting import PATIENCE_S, until_so

pytestmark = pytest.mark.slow
BOATS = 2
CLASS = """(code) => {
  const map = document.querySelector('main [role=application]').map;
  return map?.getFeatureState({source: 'tiles:communes', sourceLayer: 'communes', id: code})?.['readiness:class'] ?? null;
}"""
"""The class by which the map on the screen colours a commune."""
TOP = """([lon, lat]) => {
  const { map } = document.querySelector('main [role=application]');
  const found = map.queryRenderedFeatures(map.project([lon, lat]));
  return found.find((feature) => feature.layer.type === 'fill')?.layer.id;
}"""
"""Which layer colours a place, of all that lie there."""
DRAWN = """(id) => {
  const map = document.querySelector('main [role=application]').map;
  const found = map.queryRenderedFeatures({layers: map.getStyle().layers
    .map((layer) => layer.id).filter((layer) => layer.startsWith('dispatch_units/') || layer.startsWith('dispatches/'))});
  return found.filter((one) => one.properties.id === id)
    .map((one) => `${one.layer.id.split('/')[0]}:${one.properties.state}`);
}"""
"""The lines and signs of one dispatch that the map draws, each with its state."""


class Place(NamedTuple):
    """The commune in danger, the one next to it, the level of the danger, and how many boats it asks for."""

    needs: dict[str, Any]
    gives: dict[str, Any]
    level: int
    demand: int


@pytest.fixture
def officer(program: Program, browser: Browser) -> Iterator[Officer]:
    name = f"dieu-thuyen-{uuid.uuid4().hex[:6]}"
    first = program.add_person(name, "duty", "15")
    context = new_context(browser)
    page = context.new_page()
    sign_in(page, program.address, name, first)
    yield Officer(page, program)
    context.close()


@pytest.fixture
def place(officer: Officer, program: Program) -> Place:
    """A commune that needs two or three boats at some level of danger."""
    communes = officer.get("/api/communes", province="15", limit=1000)["items"]
    if not any(one["population"] for one in communes):
        assert not program.has_reference_data, "the reference data hold the population"
        pytest.skip("without reference data no population is known, and no demand follows from a danger")
    norms = {one["norm"]: one["value"] for one in officer.get("/api/readiness/norms", province="15")["items"]}
    for level in (5, 4, 3, 2, 1):
        for one in communes[4:]:  # other tests use the first
            moved = math.ceil(round((one["population"] or 0) * norms[f"moved_share_{level}"], 6))
            if (demand := math.ceil(moved / norms["people_per_boat"])) in (BOATS, BOATS + 1):
                others = [other for other in communes if other["code"] != one["code"]]
                return Place(one, min(others, key=lambda other: _apart(one, other)), level, demand)
    raise AssertionError("no commune of the province needs two or three boats at any level")


def _apart(one: dict[str, Any], other: dict[str, Any]) -> float:
    return math.hypot(one["lon"] - other["lon"], one["lat"] - other["lat"])


def bulletin(commune: dict[str, Any], level: int) -> bytes:
    """What the hydrometeorological service would send of one commune."""
    now = utc_now().replace(microsecond=0)
    lon, lat, edge = commune["lon"], commune["lat"], 0.002
    ring = [
        (lat - edge, lon - edge),
        (lat - edge, lon + edge),
        (lat + edge, lon + edge),
        (lat + edge, lon - edge),
        (lat - edge, lon - edge),
    ]
    info = Info(
        language="vi-VN",
        categories=["Met"],
        event="Lũ quét",
        urgency="Immediate",
        severity="Severe",
        certainty="Likely",
        expires=now + timedelta(hours=6),
        sender_name="Đài Khí tượng Thủy văn (kiểm thử)",
        headline="Tin cảnh báo lũ quét",
        parameters=[(mapping.level_parameter(), str(level))],
        areas=[
            Area(
                commune["full_name_vi"],
                polygons=[ring],
                geocodes=[(mapping.commune_geocode(), commune["code"])],
            )
        ],
    )
    alert = Alert(f"kiem-thu-{uuid.uuid4().hex[:8]}", OFFICIAL_SENDER, now, "Actual", "Alert", infos=[info])
    return writing.as_bytes(writing.write(alert))


def prepared(officer: Officer, commune: dict[str, Any], boats: int) -> None:
    """A commune that has counted everything, and enough of all but boats."""
    people = commune["population"]
    held = {"shock_force": people, "excavator": 2, "food": people * 10, "water": people * 30}
    for kind, quantity in {**held, "motor_boat": boats}.items():
        body = {"id": str(uuid.uuid4()), "kind": kind, "quantity": quantity, "commune_code": commune["code"]}
        officer.post("/api/resources?space=live", body)
    for role in ("head", "standing_deputy", "deputy"):
        seat = {
            "id": str(uuid.uuid4()),
            "role": role,
            "title": "Người trực của kiểm thử",
            "phone": "0214000000",
            "commune_code": commune["code"],
        }
        officer.post("/api/command-posts?space=live", seat)
    shelter = {
        "id": str(uuid.uuid4()),
        "kind": "school",
        "name": "Trường của kiểm thử",
        "capacity": people,
        "occupancy": 0,
        "commune_code": commune["code"],
        "position": {"lon": commune["lon"], "lat": commune["lat"]},
    }
    officer.post("/api/shelters?space=live", shelter)


def show(map_page: Page, title: str) -> None:
    switch = map_page.get_by_role("switch", name=title).first
    if switch.get_attribute("aria-checked") != "true":
        switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")


def test_a_commune_turns_red_for_want_of_boats_and_turns_when_two_have_come(
    officer: Officer, place: Place
) -> None:
    needs, gives, level, demand = place
    prepared(officer, needs, boats=demand - BOATS)
    bring = {"kind": "motor_boat", "name": "Xuồng của xã bên", "quantity": 5, "commune_code": gives["code"]}
    boats = str(uuid.uuid4())
    officer.post("/api/resources?space=live", {"id": boats, **bring})

    the_map = officer.page
    the_map.goto(f"{officer.at}/?space=live")
    the_map.wait_for_function("() => document.querySelector('main [role=application]')?.map")
    show(the_map, "Mức sẵn sàng bốn tại chỗ")
    bounds = [
        [min(needs["lon"], gives["lon"]) - 0.1, min(needs["lat"], gives["lat"]) - 0.1],
        [max(needs["lon"], gives["lon"]) + 0.1, max(needs["lat"], gives["lat"]) + 0.1],
    ]
    the_map.evaluate(
        "(to) => document.querySelector('main [role=application]').map.fitBounds(to, {duration: 0})", bounds
    )
    assert the_map.evaluate(CLASS, needs["code"]) is None, "nothing is asked of it before the danger"

    # A danger rises.
    sent = the_map.request.post(
        f"{officer.at}/api/cap/import?space=live",
        data=bulletin(needs, level),
        headers={**officer.headers, "Content-Type": "application/cap+xml"},
    )
    assert sent.ok, sent.text()
    assert sent.json()["bulletin"]["level"] == level

    def turned(to: str) -> None:
        """The map on the screen, by itself: nobody loads the page again."""
        the_map.wait_for_function(
            f"(code) => ({CLASS})(code) === '{to}'", arg=needs["code"], timeout=PATIENCE_S * 1000
        )

    turned("half")
    at = [needs["lon"], needs["lat"] + 0.005]  # beside the marks of the commune's own things
    the_map.wait_for_function(f"(at) => ({TOP})(at)?.startsWith('readiness')", arg=at)
    found = officer.get(f"/api/readiness/{needs['code']}")
    [boat] = [need for need in found["needs"] if need["need"] == "boats"]
    assert (found["assessment"], found["weakest"], found["failing"]) == ("short", "means", "boats")
    assert (boat["demand"], boat["ready"]) == (demand, demand - BOATS)
    picture(the_map, "help-short")

    # The officer sends two boats from the next commune.
    board = the_map.context.new_page()
    board.goto(f"{officer.at}/dispatch?space=live")
    note = f"Xuồng cho {needs['full_name_vi']} {uuid.uuid4().hex[:6]}"
    board.get_by_role("button", name="Yêu cầu hỗ trợ").click()
    asking = board.get_by_role("dialog", name="Yêu cầu hỗ trợ")
    asking.get_by_label("Loại").select_option("motor_boat")
    asking.get_by_label("Số lượng").fill(str(BOATS))
    asking.get_by_label("Đến xã, phường").select_option(needs["code"])
    asking.get_by_label("Ghi chú").fill(note)
    asking.get_by_role("button", name="Gửi yêu cầu").click()
    giving = board.get_by_role("dialog", name="Chọn nguồn cho 2")
    giving.get_by_role("radio", name="Xuồng của xã bên").check()
    giving.get_by_role("button", name="Giao").click()
    expect(giving).to_have_count(0)
    row = until_so(
        lambda: [one for one in officer.get("/api/dispatches")["items"] if one["resource_id"] == boats],
        "the boats are given",
    )[0]

    def card(column: str) -> Any:
        region = board.get_by_role("region", name=column, exact=True)
        return region.get_by_role("article").filter(has_text=note)

    def shown(state: str) -> None:
        wanted = [f"dispatch_units:{state}", f"dispatches:{state}"]
        the_map.wait_for_function(
            f"([id, wanted]) => {{ const drawn = ({DRAWN})(id); return wanted.every((one) => drawn.includes(one)); }}",
            arg=[row["id"], wanted],
            timeout=PATIENCE_S * 1000,
        )

    # The map shows them going, and they do not count before they are there.
    card("Đã giao").get_by_role("button", name="Xuất phát").click()
    expect(card("Đang đi")).to_be_visible()
    shown("on_the_way")
    assert the_map.evaluate(CLASS, needs["code"]) == "half", "on the way is not arrived"
    picture(the_map, "help-on-the-way")

    # They arrive, and readiness turns.
    card("Đang đi").get_by_role("button", name="Đến nơi").click()
    expect(card("Tại hiện trường")).to_be_visible()
    shown("on_the_scene")
    turned("ready")
    assert officer.get(f"/api/readiness/{needs['code']}")["assessment"] == "ready"
    picture(the_map, "help-arrived")
    board.goto(f"{officer.at}/readiness/{needs['code']}?space=live")
    expect(board.get_by_text("Sẵn sàng").first).to_be_visible()
    picture(board, "readiness-sheet")
