"""A storm is replayed, a commune rises, and its why names the gauges; the rule's page shows the card behind it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import picture
from tests.e2e.program import Program
from tests.e2e.waiting import until
from tests.hydromet.recorded import gauge_rows, write_event

SPACE = "mua-sa-pa"
RULE = "rain_6h_observed"
# Hourly readings of the running totals: 65 mm fall at Sa Pa in the six hours to 14 o'clock.
TOTALS = {8: 0.0, 9: 0.2, 10: 0.4, 11: 1.0, 12: 22.0, 13: 47.5, 14: 65.0}


def switch(page: Page, program: Program, *, is_on: bool) -> None:
    """Switch the six-hour rule."""
    csrf = page.request.get(f"{program.address}/api/session").json()["csrf"]
    answer = page.request.put(
        f"{program.address}/api/danger/rules/{RULE}/switch",
        data=json.dumps({"is_on": is_on, "reason": "thử"}),
        headers={"X-CSRF-Token": csrf, "Content-Type": "application/json"},
    )
    assert answer.ok, answer.text()


@pytest.fixture(scope="module")
def stormy(program: Program, admin_at_rest: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The storm in a space of its own whose clock stands at its end, the rule on, and danger worked out to there.

    Danger is worked out a few moments a turn in every space, the event of the reference data among them: until all of
    this storm has had its turn the value grows from look to look.
    """
    rows = [
        row
        for hour, total in TOTALS.items()
        for row in gauge_rows(
            f"2026-07-21T{hour:02}:00:00+07:00", sa_pa=total, bat_xat=total / 10, muong_te=0.0
        )
    ]
    folder: Path = write_event(tmp_path_factory.mktemp("storm") / "event", rows)
    page = admin_at_rest.context.new_page()
    rules = page.request.get(f"{program.address}/api/danger/rules").json()["items"]
    was_on = next(rule["is_on"] for rule in rules if rule["id"] == RULE)
    switch(page, program, is_on=True)
    assert program.command("replay", str(folder), "--space", SPACE).strip() == SPACE

    def values() -> list[Any]:
        found = page.request.get(f"{program.address}/api/danger/communes", params={"space": SPACE}).json()
        return [item["reference"]["value"] for item in found["items"]]

    until(page, values, lambda found: found == [65.0])
    yield page
    switch(page, program, is_on=was_on)
    page.close()


def test_a_commune_rises_and_says_why(stormy: Page, program: Program) -> None:
    stormy.goto(f"{program.address}/danger?space={SPACE}")
    expect(stormy.get_by_role("heading", name="Nguy hiểm theo xã")).to_be_visible()
    row = stormy.get_by_role("row").filter(has_text="ở trạm Sa Pa 1")
    expect(row).to_contain_text("65 mm")
    expect(row).to_contain_text("Tham chiếu")
    expect(row).to_contain_text("suy ra")
    picture(stormy, "danger-1920")
    row.get_by_role("button").click()
    dialog = stormy.get_by_role("dialog")
    expect(dialog.get_by_text("Sa Pa 1", exact=True).first).to_be_visible()
    expect(dialog).to_contain_text("Trung bình")
    stormy.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_rule_shows_its_source_and_its_card(stormy: Page, program: Program) -> None:
    stormy.goto(f"{program.address}/rules?space={SPACE}")
    box = stormy.get_by_role("article", name=re.compile("Quy tắc sáu giờ của quốc gia, phần đã đo"))
    expect(box).to_contain_text("Suy ra")
    expect(box).to_contain_text("Phiếu diễn tập")
    expect(box.get_by_role("img", name="Số xã theo giờ")).to_be_visible()
    blocked = stormy.get_by_role("article", name=re.compile("mưa lớn, Điều 44"))
    expect(blocked).to_be_visible()
    expect(blocked.get_by_role("button", name="Bật")).to_have_count(0)
    picture(stormy, "rules-1920")


def test_the_gauge_behind_it_shows_how_it_rained(stormy: Page, program: Program) -> None:
    stormy.goto(f"{program.address}/danger?space={SPACE}")
    stormy.get_by_role("row").filter(has_text="ở trạm Sa Pa 1").get_by_role("button").click()
    stormy.get_by_role("dialog").get_by_role("link", name="Sa Pa 1").last.click()
    expect(stormy.get_by_role("heading", name="Sa Pa 1")).to_be_visible()
    stormy.get_by_label("Khoảng thời gian").select_option("all")
    expect(stormy.locator(".chart")).to_have_attribute("data-points", str(len(TOTALS)))
    expect(stormy.get_by_role("row", name="6 giờ")).to_contain_text("65,0 mm")
    picture(stormy, "station-1920")
