"""A report over HTTP: owed, filled, checked, sent up, returned, approved by the chain, locked, reopened."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from geoops.indicators.catalogue import nodes, read_catalogue
from geoops.indicators.periods import parse_period
from geoops.indicators.reporting.jobs import remind_between
from geoops.indicators.reporting.rules import reporting_rules
from geoops.indicators.words import frequencies_of, offices_of
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.cases import cases
from tests.indicators.reporting.people import LAST_MONTH, QUERY, People, do, fill


async def test_the_to_do_list_says_what_is_owed_by_when(people: People) -> None:
    query = {"set": "lao_cai", "province": "04", "office": "commune_police", "commune": "01301", "back": "1"}
    tasks = (await people["officer"].get("/api/reporting/tasks", params=query)).json()["items"]
    last = next(task for task in tasks if task["period"] == LAST_MONTH)
    assert (last["cells"], last["filled"], last["state"]) == (9, 0, "draft")
    assert last["office_name"]["vi"] == "Công an xã, phường"
    assert last["due_at"] < tasks[-1]["due_at"]
    await fill(people["officer"])
    tasks = (await people["officer"].get("/api/reporting/tasks", params=query)).json()["items"]
    assert next(task for task in tasks if task["period"] == LAST_MONTH)["filled"] == 9
    everybody = query | {"office": "commune_military"}
    del everybody["commune"]
    tasks = (await people["planner"].get("/api/reporting/tasks", params=everybody)).json()["items"]
    assert {task["commune_code"] for task in tasks} == set(units.CODES[:6])


async def test_the_whole_way_of_a_report(people: People) -> None:
    empty = await do(people["officer"], "submit")
    assert (empty.status_code, empty.json()["code"], len(empty.json()["errors"])) == (
        422,
        "report_not_ready",
        9,
    )
    assert (await fill(people["officer"]))["new"] == 9
    sent = (await do(people["officer"], "submit")).json()
    assert (sent["state"], sent["passed"]) == ("submitted", 0)
    changed = await fill(people["officer"], 2.0)
    assert (changed["changed"], len(changed["refused"])) == (0, 9)
    assert (await fill(people["officer"], 1.0))["unchanged"] == 9
    own = await do(people["officer"], "approve")
    assert (own.status_code, own.json()["code"]) == (403, "not_your_step")
    assert (await do(people["head"], "return")).json()["code"] == "reason_needed"
    returned = (await do(people["head"], "return", reason="thiếu một vụ")).json()
    assert returned["state"] == "returned"
    assert (await fill(people["officer"], 2.0))["changed"] == 9
    await do(people["officer"], "submit")
    for name, passed in (("head", 1), ("chair", 2)):
        assert (await do(people[name], "approve")).json()["passed"] == passed
    assert (await do(people["planner"], "approve")).json()["state"] == "approved"
    assert (await do(people["planner"], "lock")).status_code == 403
    assert (await do(people["admin"], "lock")).json()["state"] == "locked"
    late = await do(people["officer"], "submit")
    assert (late.status_code, late.json()["code"]) == (409, "no_such_step")
    assert (await do(people["admin"], "reopen", reason="số liệu mới")).json()["state"] == "reopened"
    form = (await people["officer"].get("/api/reporting/form", params=QUERY)).json()
    assert form["editable"] is True
    assert form["deadline_certainty"] == "reference"
    assert [step["action"] for step in form["history"]] == [
        "submit", "return", "submit", "approve", "approve", "approve", "lock", "reopen",
    ]  # fmt: skip
    assert form["history"][1]["reason"] == "thiếu một vụ"
    changes = (await people["planner"].get("/api/changes?after=0&limit=1000")).json()["items"]
    assert [one["op"] for one in changes if one["entity"] == "report"] == [
        step["action"] for step in form["history"]
    ]


async def test_a_warning_needs_its_explanation_and_an_error_stops(people: People) -> None:
    year, month = map(int, LAST_MONTH.split("-"))
    before = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    await fill(people["officer"], 1.0, before)
    await fill(people["officer"], 40.0)
    refused = await do(people["officer"], "submit")
    faults = refused.json()["errors"]
    assert len(faults) == 9
    assert all("giải trình" in fault["reason"] for fault in faults)
    why = {fault["field"]: "bão số 3" for fault in faults}
    assert (await do(people["officer"], "submit", explanations=why)).status_code == 200
    await do(people["head"], "return", reason="xem lại")
    body = {"indicator": "lao_cai.A.28.2", "period": LAST_MONTH, "commune_code": "01301", "value": 140.0}
    await people["officer"].post("/api/indicators/values", json={"source": "biểu", "items": [body]})
    stopped = (await do(people["officer"], "submit", explanations=why)).json()
    assert [fault["field"] for fault in stopped["errors"]] == ["lao_cai.A.28.2"]


async def test_others_see_and_do_nothing(people: People) -> None:
    await fill(people["officer"])
    await do(people["officer"], "submit")
    answer = await do(people["other"], "approve")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    form = (await people["other"].get("/api/reporting/form", params=QUERY)).json()
    assert (form["state"], {cell["value"] for cell in form["cells"]}) == ("draft", {None})


@cases(
    ("changes", "status", "code"),
    [
        ({"set": "không có"}, 404, "unknown_indicator"),
        ({"office": "education"}, 404, "nothing_owed"),
        ({"period": "2026-13"}, 422, "bad_period"),
        ({"commune_code": None}, 422, "input_refused"),
        ({"commune_code": "99999"}, 404, "unknown_commune"),
        ({"more": 1}, 422, "input_refused"),
    ],
)
async def test_bad_reports(people: People, changes: dict[str, Any], status: int, code: str) -> None:
    answer = await do(people["officer"], "submit", **changes)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.parametrize(
    "path", ["/api/indicators", "/api/indicators/table", "/api/reporting/tasks", "/api/reporting/form"]
)
async def test_a_zero_byte_in_a_question_is_refused(people: People, path: str) -> None:
    good = {"set": "lao_cai", "indicator": "lao_cai.A.8.1", "period": "2026", "office": "x", "province": "04"}
    for name in ("set", "indicator", "period", "office", "group"):
        answer = await people["planner"].get(path, params=good | {name: "a\u0000"})
        assert answer.status_code in (200, 404, 422), (name, answer.text)


async def test_reminders_go_out_once_in_their_hour_and_the_last_one_up(
    people: People, fresh_db: Database
) -> None:
    del people  # loads what is asked for
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE indicator_sets SET province_code = CASE code WHEN 'lao_cai' THEN '04' END")
        )
    due = reporting_rules().due_at(parse_period(LAST_MONTH))
    times = reporting_rules().reminders(due)
    hour = timedelta(hours=1)
    assert await remind_between(fresh_db, times[0] + hour, times[0] + 2 * hour) == 0
    first = await remind_between(fresh_db, times[0] - hour / 2, times[0] + hour / 2)
    offices = len(offices_of_period())
    assert (
        first == offices * 6
    )  # one for each office that owes something for the month, in each of six communes
    assert await remind_between(fresh_db, times[-1] - hour / 2, times[-1] + hour / 2) == first
    async with fresh_db.transaction(SYSTEM) as session:
        rows = await session.execute(
            text(
                "SELECT op, count(*), min(payload ->> 'to') FROM changes WHERE entity = 'reminder' GROUP BY op ORDER BY op"
            )
        )
        assert [tuple(row) for row in rows] == [
            ("escalate", first, "department"),
            ("remind", first, "commune_economy"),
        ]


def offices_of_period() -> set[str]:
    """The lead offices of Lào Cai with a monthly row that is typed in, from the catalogue files."""
    found = set()
    for file in read_catalogue():
        for node in nodes(file.content) if file.content.set == "lao_cai" else ():
            derived = node.row.derived is not None and node.row.derived.kind != "supplied"
            monthly = "month" in [word.code for word in frequencies_of(node.frequency_meant or "") or ()]
            if node.holds_value and monthly and not derived and not node.row.computed_from:
                found.add((offices_of(node.responsible or "") or ())[0].code)
    return found
