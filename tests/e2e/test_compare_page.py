"""The page “So sánh chỉ số”: a planner compares, saves a view, and somebody reopens its link."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Program, new_context, picture

DENSITY = "reference.R.population_density"


def colours(page: Page) -> int:
    """How many different colours the map was told for its communes."""
    return int(
        page.evaluate(
            """() => {
              const map = document.querySelector('.map[data-coloured]').map;
              const found = new Set();
              for (const f of map.querySourceFeatures('tiles:communes', { sourceLayer: 'communes' }))
                found.add(map.getFeatureState({ source: 'tiles:communes', sourceLayer: 'communes', id: f.id }).colour);
              return found.size;
            }"""
        )
    )


def test_a_planner_compares_two_variables_and_shares_the_view(admin_at_rest: Page, program: Program) -> None:
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    expect(page.get_by_role("heading", name="So sánh chỉ số")).to_be_visible(timeout=60_000)
    page.get_by_label("So với").select_option("layer:danger_communes:level")
    expect(page.get_by_role("button", name="Hai biến 3×3")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Tương quan")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.map[data-coloured]')?.map?.areTilesLoaded()")
    page.wait_for_timeout(3000)
    tiles: list[str] = []
    page.on(
        "request", lambda request: tiles.append(request.url) if "/tiles/communes/" in request.url else None
    )
    page.get_by_label("So với").select_option("layer:population_density:value")
    expect(page.get_by_text("trên 99 xã có cả hai số")).to_be_visible()
    page.wait_for_timeout(1500)
    assert tiles == [], "shapes were fetched again for another variable"
    assert colours(page) >= 3
    picture(page, "compare-1920")
    page.get_by_role("button", name="Lưu góc nhìn").click()
    page.get_by_label("Tên góc nhìn").fill("Mật độ và nguy hiểm, Lào Cai")
    page.get_by_role("dialog").get_by_role("button", name="Lưu góc nhìn").click()
    link = page.get_by_role("status").get_by_role("link").get_attribute("href")
    assert link is not None and re.fullmatch(r"/compare/[0-9a-f-]{36}.*", link)
    page.close()
    again = admin_at_rest.context.new_page()
    again.goto(f"{program.address}{link}")
    expect(again.get_by_text("đúng các số lúc lưu")).to_be_visible(timeout=60_000)
    expect(again.get_by_role("button", name="Hai biến 3×3")).to_have_attribute("aria-pressed", "true")
    again.close()


def test_every_figure_opens_its_card(admin_at_rest: Page, program: Program) -> None:
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    page.get_by_role("button", name=re.compile("Mở thẻ số của")).first.click(timeout=60_000)
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("dân số ÷ diện tích trắc địa")
    expect(card).to_contain_text("area_km2")
    page.close()


MONTHS = ["2025-08", "2025-09", "2025-10", "2025-11"]
CASES = "lao_cai.A.26.1"


@pytest.fixture(scope="module")
def months(admin_at_rest: Page, program: Program) -> None:
    """Cases of four months in every commune of Lào Cai but the last: made up, and different in each."""
    at = f"{program.address}/api"
    csrf = admin_at_rest.request.get(f"{at}/session").json()["csrf"]
    communes = admin_at_rest.request.get(f"{at}/communes?province=15&limit=1000").json()["items"][:-1]
    for late, month in enumerate(MONTHS):
        items = [
            {
                "indicator": CASES,
                "period": month,
                "commune_code": one["code"],
                "value": (place * 7 + late * 5) % 23,
            }
            for place, one in enumerate(communes)
        ]
        answer = admin_at_rest.request.post(
            f"{at}/indicators/values?space=live",
            data={"source": "bài thử", "items": items},
            headers={"X-CSRF-Token": csrf},
        )
        assert answer.json()["new"] == 98, answer.text()


def test_small_maps_share_one_legend(admin_at_rest: Page, program: Program, months: None) -> None:
    del months
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={CASES}&period={MONTHS[-1]}&province=15&space=live")
    page.get_by_role("button", name="Nhiều bản đồ nhỏ").click(timeout=60_000)
    kept = page.request.get(
        f"{program.address}/api/indicators/compare/periods?indicator={CASES}&space=live"
    ).json()
    shown = sorted(one["period"] for one in kept["items"])[:6]
    expect(page.locator("figure .map[data-coloured='99']")).to_have_count(len(shown), timeout=60_000)
    expect(page.locator("figcaption b").first).to_have_text("Tháng 8/2025")
    expect(page.locator("figcaption").first).to_contain_text("98 xã có số")
    expect(page.get_by_text("Một thang màu chung cho mọi bản đồ")).to_be_visible()
    query = f"indicator={CASES}&periods={','.join(shown)}&province=15&space=live"
    found = page.request.get(f"{program.address}/api/indicators/compare/multiples?{query}").json()
    code = found["ids"][0]
    told = page.evaluate(
        """(id) => [...document.querySelectorAll('figure .map')].map((one) => one.map.getFeatureState(
          { source: 'tiles:communes', sourceLayer: 'communes', id }).colour)""",
        code,
    )
    assert told == [found["classes"]["colours"][panel["numbers"][0]] for panel in found["panels"]]
    assert len(set(told)) > 1
    page.wait_for_timeout(3000)
    picture(page, "compare-small-maps")
    page.close()


def test_a_rate_comes_with_its_interval(
    admin_at_rest: Page, program: Program, months: None, browser: Browser
) -> None:
    del months
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={CASES}&period={MONTHS[-1]}&province=15&space=live")
    page.get_by_label("Tính tỷ suất trên").select_option("population", timeout=60_000)
    expect(page.get_by_role("button", name="Khoảng 95 %")).to_be_visible()
    expect(page.get_by_label("Trên mỗi")).to_have_value("1000")
    expect(page.get_by_text("Wilson (1927)")).to_be_visible()
    expect(page.locator("tbody abbr").first).to_have_text("ít ca")
    raw = page.locator("tbody tr .figure").all_inner_texts()
    page.get_by_label("Co về trung bình (Bayes)").check()
    expect(page.get_by_text("Bayes thực nghiệm, Marshall 1991")).to_be_visible()
    expect(page.locator("tbody tr .figure").first).not_to_have_text(raw[0])
    picture(page, "compare-rates")
    page.close()
    for name, width, height in (("laptop", 1366, 768), ("phone", 390, 844)):
        context = new_context(browser, width, height, storage_state=admin_at_rest.context.storage_state())
        small = context.new_page()
        small.goto(
            f"{program.address}/compare?indicator={CASES}&period={MONTHS[-1]}&province=15&space=live"
            "&show=multiples&denominator=population&per=1000"
        )
        expect(small.locator("figure .map[data-coloured='99']").nth(3)).to_be_attached(timeout=60_000)
        wide = small.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px wide"
        small.wait_for_timeout(3000)
        picture(small, f"compare-small-maps-{name}")
        context.close()


def test_the_page_fits_a_phone(admin_at_rest: Page, program: Program, browser: Browser) -> None:
    context = new_context(browser, 390, 844, storage_state=admin_at_rest.context.storage_state())
    page = context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    expect(page.get_by_role("button", name=re.compile("Mở thẻ số của")).first).to_be_visible(timeout=60_000)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, f"{wide} px wide"
    picture(page, "compare-phone")
    context.close()
