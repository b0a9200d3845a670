"""The page “So sánh chỉ số”: a planner compares, saves a view, and somebody reopens its link."""

import re

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import new_context, picture
from tests.e2e.program import Program
from tests.e2e.waiting import until

pytestmark = pytest.mark.slow
DENSITY = "reference.R.population_density"


def people_are_known(program: Program) -> None:
    """Rates and densities need how many people live where."""
    if not program.has_reference_data:
        pytest.skip("without the reference data no population is known")


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
    people_are_known(program)
    page = admin_at_rest.context.new_page()
    tiles: list[str] = []
    page.on(
        "requestfinished",
        lambda request: tiles.append(request.url) if "/tiles/communes/" in request.url else None,
    )
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    expect(page.get_by_role("heading", name="So sánh chỉ số")).to_be_visible()
    page.get_by_label("So với").select_option("layer:danger_communes:level")
    expect(page.get_by_role("button", name="Hai biến 3×3")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Tương quan")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.map[data-coloured]')?.map?.areTilesLoaded()")
    until(page, lambda: len(tiles), bool)
    page.get_by_label("So với").select_option("layer:population_density:value")
    expect(page.get_by_text("trên 99 xã có cả hai số")).to_be_visible()
    page.wait_for_timeout(1500)
    assert len(tiles) == len(set(tiles)), "shapes were fetched again for another variable"
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
    expect(again.get_by_text("đúng các số lúc lưu")).to_be_visible()
    expect(again.get_by_role("button", name="Hai biến 3×3")).to_have_attribute("aria-pressed", "true")
    again.close()


def test_every_figure_opens_its_card(admin_at_rest: Page, program: Program) -> None:
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    page.get_by_role("button", name=re.compile("Mở thẻ số của")).first.click()
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


def legend(page: Page) -> list[str]:
    """The colours of the legend's classes, from the least to the most."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelector('aside.right ul').querySelectorAll('i')].map((one) => '#' +
          getComputedStyle(one).backgroundColor.match(/[0-9]+/g).map((n) => (+n).toString(16).padStart(2, '0')).join(''))"""
    )
    return found


def ground(page: Page) -> str:
    """The colour of the land under the communes of the first small map."""
    found: str = page.evaluate(
        "() => document.querySelector('figure .map').map.getPaintProperty('compare/ground', 'fill-color')"
    )
    return found


def colours_of(picture: Image.Image) -> set[object]:
    """Every colour that a picture holds."""
    return {colour for _, colour in picture.getcolors(picture.width * picture.height) or []}


def of_first_commune(page: Page, code: str) -> list[str]:
    """The colour that each small map was told for the commune."""
    found: list[str] = page.evaluate(
        """(id) => [...document.querySelectorAll('figure .map')].map((one) => one.map.getFeatureState(
          { source: 'tiles:communes', sourceLayer: 'communes', id }).colour)""",
        code,
    )
    return found


def test_small_maps_share_one_legend(admin_at_rest: Page, program: Program, months: None) -> None:
    del months
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={CASES}&period={MONTHS[-1]}&province=15&space=live")
    page.get_by_role("button", name="Nhiều bản đồ nhỏ").click()
    kept = page.request.get(
        f"{program.address}/api/indicators/compare/periods?indicator={CASES}&space=live"
    ).json()
    shown = sorted(one["period"] for one in kept["items"])[:6]
    expect(page.locator("figure .map[data-coloured='99']")).to_have_count(len(shown))
    expect(page.locator("figcaption b").first).to_have_text("Tháng 8/2025")
    expect(page.locator("figcaption").first).to_contain_text("98 xã có số")
    expect(page.get_by_text("Một thang màu chung cho mọi bản đồ")).to_be_visible()
    query = f"indicator={CASES}&periods={','.join(shown)}&province=15&space=live"
    found = page.request.get(f"{program.address}/api/indicators/compare/multiples?{query}").json()
    code = found["ids"][0]
    classes = [panel["numbers"][0] for panel in found["panels"]]
    assert len(set(classes)) > 1
    ramps, grounds = {}, set()
    for theme, name in (("night", "đêm"), ("day", "ngày")):
        change = page.get_by_role("button", name=f"Giao diện {name}")
        if change.count():
            change.click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        ramps[theme] = until(
            page,
            lambda: (legend(page), of_first_commune(page, code)),
            lambda seen: [seen[0][number] for number in classes] == seen[1],
        )[0]
        grounds.add(ground(page))
    assert len(grounds) == 2, "the land keeps the colour of the night"
    assert ramps["day"] == found["classes"]["colours"]
    assert ramps["night"] != ramps["day"]
    last = page.locator("figure").last
    last.scroll_into_view_if_needed()
    assert last.evaluate(
        """(one) => {
          const box = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint(box.left + 20, box.bottom - 5));
        }"""
    ), "the table lies over the last map"
    page.wait_for_timeout(3000)
    picture(page, "compare-small-maps")
    page.get_by_role("button", name="Xuất", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Ảnh PNG").click()
    drawn = Image.open(saved.value.path()).convert("RGB")
    columns, of_the_ramp = (2 if len(shown) <= 4 else 3), {ImageColor.getrgb(one) for one in ramps["day"]}
    height = page.locator("figure").first.evaluate("(one) => one.clientHeight")
    assert drawn.height > height * -(-len(shown) // columns)
    for left in range(columns):
        part = (left * drawn.width // columns, 0, (left + 1) * drawn.width // columns, drawn.height)
        assert len(of_the_ramp & colours_of(drawn.crop(part))) >= 3, f"no map in column {left}"
    notices = page.request.get(f"{program.address}/api/config").json()["notices"] + [
        one["notice"]
        for one in page.request.get(f"{program.address}/api/layers?space=live").json()["items"]
        if one["id"] in ("communes", "provinces") and one["notice"]
    ]
    assert (ImageColor.getrgb("#f5c400") in colours_of(drawn)) == bool(notices)
    page.close()


def test_a_rate_comes_with_its_interval(
    admin_at_rest: Page, program: Program, months: None, browser: Browser
) -> None:
    del months
    people_are_known(program)
    page = admin_at_rest.context.new_page()
    page.goto(f"{program.address}/compare?indicator={CASES}&period={MONTHS[-1]}&province=15&space=live")
    page.get_by_label("Tính tỷ suất trên").select_option("population")
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
        expect(small.locator("figure .map[data-coloured='99']").nth(3)).to_be_attached()
        wide = small.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px wide"
        small.wait_for_timeout(3000)
        picture(small, f"compare-small-maps-{name}")
        context.close()


def test_the_page_fits_a_phone(admin_at_rest: Page, program: Program, browser: Browser) -> None:
    context = new_context(browser, 390, 844, storage_state=admin_at_rest.context.storage_state())
    page = context.new_page()
    page.goto(f"{program.address}/compare?indicator={DENSITY}&province=15")
    expect(page.get_by_role("button", name=re.compile("Mở thẻ số của")).first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, f"{wide} px wide"
    picture(page, "compare-phone")
    context.close()
