"""Figures broken down by dimension: entered in the form and in Excel, checked against their total, kept and shown."""

import io
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from geoops.indicators.forms.sheet import FIRST_ROW, PLACE, SHEET
from geoops.indicators.models import IndicatorNode
from geoops.indicators.reporting.breakdowns import objections
from tests.indicators.forms.test_forms import PATH, XLSX, saved
from tests.indicators.reporting.people import LAST_MONTH, People

HERD = "lao_cai.A.11.1"
POULTRY = "lao_cai.A.12.1"
QUERY = {"set": "lao_cai", "office": "commune_economy", "period": LAST_MONTH, "commune": "01301"}
KINDS = ("buffalo", "cattle", "pigs")


def node(kinds: tuple[str, ...] = ("count",), *dimensions: str) -> IndicatorNode:
    return IndicatorNode(
        code="x.A.1", value_kinds=list(kinds), dimensions=list(dimensions or ("livestock",)), name_vi="Đàn",
        unit="head", derived=None,
    )  # fmt: skip


def herd(*values: float | None) -> dict[tuple[str, str], float | None]:
    return {("livestock", code): value for code, value in zip(KINDS, values, strict=True)}


@pytest.mark.parametrize(
    ("total", "values", "wrong"),
    [
        (10.0, (2.0, 3.0, 5.0), False),
        (10.0, (2.0, 3.0, 4.0), True),
        (10.0, (2.0, 3.0, None), False),
        (10.0, (8.0, 3.0, None), True),
        (10.0, (None, None, None), False),
        (None, (2.0, 3.0, 5.0), False),
        (0.0, (0.0, 0.0, 0.0), False),
        (0.3, (0.1, 0.2, 0.0), False),
    ],
)
def test_parts_against_their_total(
    total: float | None, values: tuple[float | None, ...], wrong: bool
) -> None:
    found = objections(node(), total, herd(*values))
    assert [one.severity for one in found] == (["error"] if wrong else [])


def test_an_open_list_may_be_less_than_its_total_and_never_more() -> None:
    crops = {("annual_crop", code): 2.0 for code in ("rice", "maize")}
    assert objections(node(("amount",), "annual_crop"), 5.0, crops) == []
    over = objections(node(("amount",), "annual_crop"), 3.0, crops)
    assert [one.severity for one in over] == ["warning"], (
        "an amount may be rounded: it asks for an explanation"
    )


def test_what_is_no_sum_is_not_added() -> None:
    assert objections(node(("rate",)), 10.0, herd(50.0, 60.0, 70.0)) == []
    overlapping = {("insurance", code): 9.0 for code in ("social", "health", "unemployment")}
    assert objections(node(("count",), "insurance"), 10.0, overlapping) == []


@given(st.lists(st.integers(0, 10**9), min_size=3, max_size=3), st.integers(-3, 3))
def test_a_whole_is_wrong_exactly_where_it_differs(values: list[int], off: int) -> None:
    total = sum(values) + off
    found = objections(node(), float(total), herd(*map(float, values)))
    assert bool(found) == (off != 0)


async def form(client: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    answer = await client.get("/api/reporting/form", params=QUERY)
    assert answer.status_code == 200, answer.text
    return {cell["indicator"]["code"]: cell for cell in answer.json()["cells"]}


async def findings(client: httpx.AsyncClient) -> list[tuple[str, str, str]]:
    body = (await client.get("/api/reporting/form", params=QUERY)).json()
    return [(one["indicator"], one["rule"], one["reason"]["vi"]) for one in body["findings"]]


def item(
    value: float | None, code: str | None = None, indicator: str = HERD, of: str = "livestock"
) -> dict[str, Any]:
    more = {"dimensions": {of: code}} if code else {}
    return {"indicator": indicator, "period": LAST_MONTH, "commune_code": "01301", "value": value} | more


async def put(client: httpx.AsyncClient, *items: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/api/indicators/values", json={"source": "biểu", "items": items})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_form_asks_for_the_parts_and_keeps_them(people: People) -> None:
    client = people["officer"]
    cell = (await form(client))[HERD]
    assert [(one["dimension"], one["code"], one["name"]["vi"], one["adds"]) for one in cell["parts"]] == [
        ("livestock", "buffalo", "đàn trâu", "whole"),
        ("livestock", "cattle", "đàn bò", "whole"),
        ("livestock", "pigs", "đàn lợn", "whole"),
    ]
    assert {one["value"] for one in cell["parts"]} == {None}
    await put(client, item(10), item(2, "buffalo"), item(3, "cattle"), item(4, "pigs"))
    cell = (await form(client))[HERD]
    assert (cell["value"], [one["value"] for one in cell["parts"]]) == (10, [2, 3, 4])
    wrong = [one for one in await findings(client) if one[0] == HERD]
    assert wrong == [(HERD, "breakdown", "phân tổ theo đàn vật nuôi: cộng lại 9, phải bằng tổng 10")]
    stale = await put(client, item(9, "pigs") | {"expected": 0})
    assert len(stale["refused"]) == 1
    await put(client, item(5, "pigs") | {"expected": cell["parts"][2]["id"]})
    assert [one for one in await findings(client) if one[0] == HERD] == []
    params = {"indicator": HERD, "period": LAST_MONTH, "province": "04", "dimensions": "livestock=pigs"}
    table = (await people["planner"].get("/api/indicators/table", params=params)).json()
    assert dict(zip(table["ids"], table["values"], strict=True))["01301"] == 5
    kept = await people["planner"].get("/api/indicators/compare/parts", params=params)
    assert [(one["key"], one["name"]["vi"], one["communes"]) for one in kept.json()["items"]] == [
        ("livestock=buffalo", "đàn trâu", 1),
        ("livestock=cattle", "đàn bò", 1),
        ("livestock=pigs", "đàn lợn", 1),
    ]
    shown = (await people["planner"].get("/api/indicators/compare", params=params)).json()
    assert shown["values"][shown["ids"].index("01301")] == 5


async def test_a_part_is_checked_like_its_indicator(people: People) -> None:
    await put(people["officer"], item(10), item(-1, "buffalo"), item(2.5, "cattle"))
    found = [one for one in await findings(people["officer"]) if one[0] == HERD]
    assert (HERD, "count_range", "đàn trâu: số đếm không âm") in found
    assert (HERD, "count_whole", "đàn bò: số đếm phải là số nguyên") in found


async def test_a_report_whose_parts_do_not_add_up_does_not_go_up(people: People) -> None:
    client = people["officer"]
    cells = await form(client)
    notes = [
        {"indicator": code, "period": LAST_MONTH, "commune_code": "01301", "note": "chưa thu thập được"}
        for code in cells
        if code != HERD
    ]
    await put(client, *notes, item(10), item(2, "buffalo"), item(3, "cattle"), item(4, "pigs"))
    duty = {"set": "lao_cai", "office": "commune_economy", "period": LAST_MONTH, "commune_code": "01301"}
    refused = await client.post("/api/reporting/submit", json=duty)
    assert (refused.status_code, refused.json()["code"]) == (422, "report_not_ready")
    assert [one["field"] for one in refused.json()["errors"]] == [HERD]
    await put(client, item(5, "pigs"))
    assert (await client.post("/api/reporting/submit", json=duty)).status_code == 200
    closed = await put(client, item(4, "pigs"))
    assert len(closed["refused"]) == 1, "a part belongs to the report as its total does"


async def test_a_part_that_no_list_has_is_refused(people: People) -> None:
    client = people["officer"]
    answer = await put(
        client, item(1, "dragons"), item(1, "quails", POULTRY, "poultry"), item(1, "x", HERD, "poultry")
    )
    assert (answer["new"], [one["row"] for one in answer["refused"]]) == (0, [1, 2, 3])
    parts = (await form(client))[POULTRY]["parts"]
    assert [one["code"] for one in parts] == ["chickens", "ducks", "muscovy_ducks"]


async def test_the_parts_go_out_and_come_back_in_excel(people: People) -> None:
    client = people["officer"]
    await put(client, item(7, "cattle"))
    data = (await client.get(PATH, params=QUERY)).content
    book = load_workbook(io.BytesIO(data))
    page = book[SHEET]
    rows = {page.cell(row, PLACE["code"]).value: row for row in range(FIRST_ROW, page.max_row + 1)}
    total, buffalo, cattle, pigs = (
        rows[code] for code in (HERD, *(f"{HERD}|livestock={kind}" for kind in KINDS))
    )
    assert (buffalo, cattle, pigs) == (total + 1, total + 2, total + 3)
    assert page.cell(buffalo, PLACE["name"]).value == "Đàn vật nuôi: đàn trâu"
    assert page.cell(cattle, PLACE["value"]).value == 7
    assert not page.cell(buffalo, PLACE["value"]).protection.locked
    assert page.cell(buffalo, PLACE["explanation"]).protection.locked
    for row, value in ((total, 12), (buffalo, 2), (cattle, 4), (pigs, 5)):
        page.cell(row, PLACE["value"], value)

    async def send() -> dict[str, Any]:
        answer = await client.post(PATH, params=QUERY, content=saved(book), headers={"Content-Type": XLSX})
        found: dict[str, Any] = answer.json()
        return found

    refused = await send()
    assert [(one["cell"], one["indicator"]) for one in refused["errors"]] == [(f"F{total}", HERD)]
    assert "cộng lại 11, phải bằng tổng 12" in refused["errors"][0]["reason"]["vi"]
    page.cell(pigs, PLACE["value"], "6")
    page.cell(pigs, PLACE["analysis"], "tăng")
    refused = await send()
    assert [one["cell"] for one in refused["errors"]] == [f"{chr(64 + PLACE['analysis'])}{pigs}"]
    page.cell(pigs, PLACE["analysis"]).value = None
    taken = await send()
    assert (taken["errors"], taken["new"], taken["changed"]) == ([], 3, 1), taken
    cell = (await form(client))[HERD]
    assert (cell["value"], [one["value"] for one in cell["parts"]]) == (12, [2, 4, 6])
