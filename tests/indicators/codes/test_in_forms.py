"""Codes of one's own where figures are broken down: forms, Excel, checks, exports, files; and what is no code."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from geoops.indicators import service
from geoops.indicators.forms.sheet import FIRST_ROW, PLACE, SHEET
from geoops.indicators.values.files import indicators_of, read_values
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import InputRefused
from tests.indicators.codes.register import approved, close
from tests.indicators.forms.test_forms import PATH, XLSX, saved
from tests.indicators.reporting.people import LAST_MONTH, People, month_before

POULTRY = "lao_cai.A.12.1"
QUERY = {"set": "lao_cai", "office": "commune_economy", "period": LAST_MONTH, "commune": "01301"}
PRINTED = ["chickens", "ducks", "muscovy_ducks"]


async def form(client: httpx.AsyncClient, period: str = LAST_MONTH) -> dict[str, Any]:
    answer = await client.get("/api/reporting/form", params=QUERY | {"period": period})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def parts(client: httpx.AsyncClient, period: str = LAST_MONTH) -> list[dict[str, Any]]:
    cells = (await form(client, period))["cells"]
    found: list[dict[str, Any]] = next(one for one in cells if one["indicator"]["code"] == POULTRY)["parts"]
    return found


def item(value: float | None, code: str | None = None, **more: Any) -> dict[str, Any]:
    of = {"dimensions": {"poultry": code}} if code else {}
    one = {"indicator": POULTRY, "period": LAST_MONTH, "commune_code": "01301", "value": value}
    return one | of | more


async def put(client: httpx.AsyncClient, *items: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/api/indicators/values", json={"source": "biểu", "items": items})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def keep_unregistered(database: Database, people: People, value: float, period: str) -> None:
    """A value from before there was a register."""
    await put(people["officer"], item(value, "ducks", period=period))
    async with database.transaction(SYSTEM) as session:
        await session.execute(
            text(
                'UPDATE indicator_values SET dimensions = \'{"poultry": "quails"}\''
                ' WHERE dimensions = \'{"poultry": "ducks"}\' AND period = :period'
            ),
            {"period": period},
        )


async def sheet(client: httpx.AsyncClient) -> tuple[Workbook, dict[str, int]]:
    book = load_workbook(io.BytesIO((await client.get(PATH, params=QUERY)).content))
    page = book[SHEET]
    rows = range(FIRST_ROW, page.max_row + 1)
    return book, {str(page.cell(row, PLACE["code"]).value): row for row in rows}


async def send(client: httpx.AsyncClient, book: Workbook) -> dict[str, Any]:
    answer = await client.post(PATH, params=QUERY, content=saved(book), headers={"Content-Type": XLSX})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_an_approved_code_is_a_row_of_every_form_at_once(people: People) -> None:
    client = people["officer"]
    before = await form(client)
    code = (await approved(people))["code"]
    shown = await parts(client)
    assert [one["code"] for one in shown] == [*PRINTED, code]
    assert (shown[3]["name"], shown[3]["standing"], shown[3]["adds"]) == (
        {"vi": "Chim cút", "en": "quails"}, "listed", "within",
    )  # fmt: skip
    other = await people["other"].get("/api/reporting/form", params=QUERY | {"commune": "01302"})
    assert code in other.text, "a code is of no commune"
    assert (await put(client, item(10), item(4, code)))["new"] == 2
    assert (await parts(client))[3]["value"] == 4
    assert len((await form(client))["cells"]) == len(before["cells"]), "a part is no cell"
    query = {"set": "lao_cai", "province": "04", "office": "commune_economy"}
    tasks = (await client.get("/api/reporting/tasks", params=query)).json()["items"]
    assert [(one["filled"], one["cells"]) for one in tasks if one["period"] == LAST_MONTH] == [
        (1, len(before["cells"]))
    ], "and completeness counts cells"


async def test_the_checks_speak_of_it_by_its_name(people: People) -> None:
    client = people["officer"]
    code = (await approved(people))["code"]
    await put(client, item(10), item(8, "ducks"), item(-3, code))
    findings = (await form(client))["findings"]
    mine = [one["reason"]["vi"] for one in findings if one["indicator"] == POULTRY]
    assert mine == ["Chim cút: số đếm không âm"]
    await put(client, item(5, code))
    found = [one for one in (await form(client))["findings"] if one["indicator"] == POULTRY]
    assert [one["rule"] for one in found] == ["breakdown"]
    assert "cộng lại 13, không được vượt tổng 10" in found[0]["reason"]["vi"]


async def test_it_goes_out_and_comes_back_in_excel(people: People) -> None:
    client = people["officer"]
    code = (await approved(people))["code"]
    book, rows = await sheet(client)
    row = rows[f"{POULTRY}|poultry={code}"]
    assert row == rows[f"{POULTRY}|poultry=muscovy_ducks"] + 1
    assert book[SHEET].cell(row, PLACE["name"]).value == "Đàn gia cầm: Chim cút"
    book[SHEET].cell(rows[POULTRY], PLACE["value"], 9)
    book[SHEET].cell(row, PLACE["value"], 3)
    taken = await send(client, book)
    assert (taken["errors"], taken["new"]) == ([], 2), taken
    assert (await parts(client))[3]["value"] == 3


async def test_an_excel_form_from_before_is_refused_with_the_advice_to_get_a_new_one(people: People) -> None:
    book, rows = await sheet(people["officer"])
    book[SHEET].cell(rows[POULTRY], PLACE["value"], 9)
    await approved(people)
    answer = await people["officer"].post(
        PATH, params=QUERY, content=saved(book), headers={"Content-Type": XLSX}
    )
    assert answer.status_code == 422 and "hãy tải biểu mới" in answer.json()["detail"], answer.text


async def test_it_has_its_name_in_what_is_given_to_others(people: People) -> None:
    code = (await approved(people))["code"]
    await put(people["officer"], item(10), item(4, code))
    query = {"set": "lao_cai", "period": LAST_MONTH}
    path = "/api/indicators/sharing/values"
    items = (await people["planner"].get(path, params=query)).json()["items"]
    assert [(one["dimensions"], one["dimensions_vi"]) for one in items] == [
        ({}, ""),
        ({"poultry": code}, "Đàn gia cầm: Chim cút"),
    ]
    csv = (await people["planner"].get(path, params=query | {"format": "csv"})).text
    assert f"poultry={code},Đàn gia cầm: Chim cút," in csv
    params = {"indicator": POULTRY, "period": LAST_MONTH}
    choices = (await people["planner"].get("/api/indicators/compare/parts", params=params)).json()["items"]
    assert [(one["key"], one["name"]["vi"]) for one in choices] == [(f"poultry={code}", "Chim cút")]
    table = await people["planner"].get(
        "/api/indicators/table", params=params | {"dimensions": f"poultry={code}"}
    )
    assert table.json()["values"] == [4]


async def test_a_value_with_an_unknown_code_is_refused_by_row_and_field(people: People) -> None:
    code = (await approved(people))["code"]
    answer = await put(people["officer"], item(1, code), item(1, "quails"), item(None, "c-99", note="?"))
    assert (answer["new"], [(one["row"], one["field"]) for one in answer["refused"]]) == (
        1, [(2, "dimensions"), (3, "dimensions")],
    )  # fmt: skip
    assert "mã “quails” chưa có trong danh mục “Đàn gia cầm”" in answer["refused"][0]["reason"]
    empty = await put(people["officer"], item(None, "quails", note="chưa thu thập được"))
    assert len(empty["refused"]) == 1, "nor is a cell of it opened by saying that it is empty"


async def test_a_file_with_an_unknown_code_is_refused_whole_by_row_and_field(
    people: People, fresh_db: Database, tmp_path: Path
) -> None:
    code = (await approved(people))["code"]
    path = tmp_path / "lịch sử.csv"
    head = "indicator,period,commune_code,value,dimensions\n"
    good, bad = (f"{POULTRY},{LAST_MONTH},01301,2,poultry={one}\n" for one in (code, "quails"))

    async def load() -> service.Outcome:
        async with fresh_db.transaction(SYSTEM) as session:
            return await service.load_values(
                session, read_values(path), indicators_of(path), source="thử", file=path.name
            )

    path.write_text(head + good + bad, encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        await load()
    assert [(one.row, one.field, one.file) for one in caught.value.faults] == [(2, "dimensions", path.name)]
    assert [one["value"] for one in await parts(people["officer"])] == [None] * 4, "nothing was written"
    path.write_text(head + good, encoding="utf-8")
    assert (await load()).new == 1


async def test_what_was_kept_without_the_register_stays_and_says_so(
    people: People, fresh_db: Database
) -> None:
    client = people["officer"]
    await keep_unregistered(fresh_db, people, 7, LAST_MONTH)
    kept = (await parts(client))[3]
    assert (kept["code"], kept["name"]["vi"], kept["value"]) == ("quails", "quails", 7)
    assert (kept["standing"], kept["standing_name"]["vi"]) == ("unregistered", "mã chưa đăng ký")
    params = {"indicator": POULTRY, "period": LAST_MONTH}
    choices = (await people["planner"].get("/api/indicators/compare/parts", params=params)).json()["items"]
    assert [one["name"]["vi"] for one in choices] == ["quails (mã chưa đăng ký)"]
    same = await put(client, item(7, "quails"))
    assert (same["unchanged"], same["refused"]) == (1, []), "what says nothing new may be sent again"
    assert len((await put(client, item(8, "quails")))["refused"]) == 1
    code = (await approved(people))["code"]
    moved = await put(client, item(7, code), item(None, "quails", note="chuyển sang mã Chim cút"))
    assert (moved["new"], moved["changed"], moved["refused"]) == (1, 1, [])
    values = {one["code"]: one["value"] for one in await parts(client)}
    assert (values["quails"], values[code]) == (None, 7)


async def test_what_was_kept_without_the_register_goes_through_excel_unharmed(
    people: People, fresh_db: Database
) -> None:
    client = people["officer"]
    await keep_unregistered(fresh_db, people, 7, LAST_MONTH)
    book, rows = await sheet(client)
    row = rows[f"{POULTRY}|poultry=quails"]
    assert book[SHEET].cell(row, PLACE["name"]).value == "Đàn gia cầm: quails (mã chưa đăng ký)"
    book[SHEET].cell(rows[POULTRY], PLACE["value"], 9)
    taken = await send(client, book)
    assert (taken["errors"], taken["new"], taken["unchanged"]) == ([], 1, 1), taken
    book[SHEET].cell(row, PLACE["value"], 8)
    refused = await send(client, book)
    assert [one["cell"] for one in refused["errors"]] == [f"F{row}"]
    assert "mã này không nhận giá trị mới" in refused["errors"][0]["reason"]["vi"]
    book[SHEET].cell(row, PLACE["value"]).value = None
    book[SHEET].cell(row, PLACE["note"], "nhập nhầm")
    taken = await send(client, book)
    assert (taken["errors"], taken["changed"]) == ([], 1), taken


async def test_an_unregistered_code_of_the_period_before_is_shown_and_not_filled_in(
    people: People, fresh_db: Database
) -> None:
    client = people["officer"]
    await keep_unregistered(fresh_db, people, 7, month_before(LAST_MONTH))
    kept = (await parts(client))[3]
    assert (kept["standing"], kept["value"], kept["previous"]) == ("unregistered", None, 7)
    book, rows = await sheet(client)
    row = rows[f"{POULTRY}|poultry=quails"]
    assert book[SHEET].cell(row, PLACE["value"]).protection.locked
    book[SHEET].cell(row, PLACE["value"], 1)
    assert [one["cell"] for one in (await send(client, book))["errors"]] == [f"F{row}"]


async def test_a_closed_code_takes_no_value_of_a_later_period_and_keeps_those_it_has(people: People) -> None:
    client = people["officer"]
    one = await approved(people)
    code = one["code"]
    before = month_before(LAST_MONTH)
    assert (await put(client, item(4, code), item(3, code, period=before)))["new"] == 2
    first = date.fromisoformat(f"{LAST_MONTH}-01")
    closed = (await close(people["admin"], one, first.isoformat())).json()
    kept = (await parts(client))[3]
    assert (kept["code"], kept["value"], kept["standing"]) == (code, 4, "closed")
    refused = (await put(client, item(5, code)))["refused"]
    assert [(one["row"], one["field"]) for one in refused] == [(1, "dimensions")]
    assert f"đã đóng từ {first:%d/%m/%Y}" in refused[0]["reason"]
    assert (await put(client, item(2, code, period=before)))["changed"] == 1, "a period before is corrected"
    assert (await put(client, item(None, code, note="chuyển mã")))["changed"] == 1
    following = (first + timedelta(days=32)).strftime("%Y-%m")
    assert [one["code"] for one in await parts(client, following)] == PRINTED, "it is asked for no more"
    await close(people["admin"], closed, None)
    assert (await put(client, item(5, code)))["changed"] == 1
