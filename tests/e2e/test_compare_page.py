"""The page “So sánh chỉ số”: a planner compares, saves a view, and somebody reopens its link."""

import re

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


def test_a_planner_compares_two_variables_and_shares_the_view(admin: Page, program: Program) -> None:
    page = admin.context.new_page()
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
    again = admin.context.new_page()
    again.goto(f"{program.address}{link}")
    expect(again.get_by_text("đúng các số lúc lưu")).to_be_visible(timeout=60_000)
    expect(again.get_by_role("button", name="Hai biến 3×3")).to_have_attribute("aria-pressed", "true")
    again.close()


def test_every_figure_opens_its_card(admin: Page, program: Program) -> None:
    page = admin.context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    page.get_by_role("button", name=re.compile("Mở thẻ số của")).first.click(timeout=60_000)
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("dân số ÷ diện tích trắc địa")
    expect(card).to_contain_text("area_km2")
    page.close()


def test_the_page_fits_a_phone(admin: Page, program: Program, browser: Browser) -> None:
    context = new_context(browser, 390, 844, storage_state=admin.context.storage_state())
    page = context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    expect(page.get_by_role("button", name=re.compile("Mở thẻ số của")).first).to_be_visible(timeout=60_000)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, f"{wide} px wide"
    picture(page, "compare-phone")
    context.close()
