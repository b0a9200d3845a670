"""Who answers for a report, words beside its figures, and reminders that name people and go out once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from geoops.indicators.periods import parse_period
from geoops.indicators.reporting.jobs import remind_between
from geoops.indicators.reporting.rules import chain_of, reporting_rules
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.indicators.reporting.people import DUTY, LAST_MONTH, People, do, fill, form

NAMED = {"set": "lao_cai", "office": "commune_police", "commune_code": "01301"}
TODAY = (datetime.now(UTC) + timedelta(hours=7)).date()


async def assign(client: httpx.AsyncClient, person: str, **more: Any) -> httpx.Response:
    return await client.post("/api/reporting/assignments", json=NAMED | {"person": person} | more)


async def test_where_somebody_is_named_nobody_else_sends_the_report(people: People) -> None:
    await fill(people["officer"])
    assert (await form(people["head"]))["may"] == ["submit"]
    assert (await assign(people["chair"], "officer")).status_code == 201
    assert (await form(people["head"]))["may"] == []
    refused = await do(people["head"], "submit")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_assigned")
    grabbed = await assign(people["head"], "head")
    assert (grabbed.status_code, grabbed.json()["code"]) == (403, "not_assigned")
    substitute = await assign(
        people["officer"], "head", part="substitute", until_day=(TODAY + timedelta(days=3)).isoformat()
    )
    assert substitute.status_code == 201, substitute.text
    assert (await do(people["head"], "submit")).status_code == 200
    changes = (await people["planner"].get("/api/changes?after=0&limit=1000")).json()["items"]
    assert [one["op"] for one in changes if one["entity"] == "assignment"] == ["assign", "assign"]


async def test_a_substitute_counts_on_its_days_alone_and_can_be_taken_back(people: People) -> None:
    await assign(people["chair"], "officer")
    past = {
        "from_day": (TODAY - timedelta(days=9)).isoformat(),
        "until_day": (TODAY - timedelta(days=1)).isoformat(),
    }
    assert (await assign(people["officer"], "head", part="substitute", **past)).status_code == 201
    assert "submit" not in (await form(people["head"]))["may"]
    query = {"set": "lao_cai", "province": "04", "commune": "01301"}
    listed = (await people["officer"].get("/api/reporting/assignments", params=query)).json()["items"]
    assert [(one["person"], one["part"]) for one in listed] == [
        ("officer", "officer"),
        ("head", "substitute"),
    ]
    for one in listed:
        answer = await people["officer"].delete(f"/api/reporting/assignments/{one['number']}")
        assert answer.status_code == 200, answer.text
    assert "submit" in (await form(people["head"]))["may"]
    again = await people["officer"].delete(f"/api/reporting/assignments/{listed[0]['number']}")
    assert (again.status_code, again.json()["code"]) == (404, "no_such_assignment")


@cases(
    ("person", "more", "status"),
    [
        ("officer", {"part": "substitute"}, 422),
        ("officer", {"from_day": "2026-05-02", "until_day": "2026-05-01"}, 422),
        ("other", {}, 422),
        ("không có", {}, 422),
        ("officer", {"office": "không có"}, 404),
        ("officer", {"set": "x"}, 404),
        ("officer", {"commune_code": "01302"}, 403),
        ("officer", {"commune_code": None}, 422),
    ],
)
async def test_namings_that_are_refused(
    people: People, person: str, more: dict[str, Any], status: int
) -> None:
    answer = await assign(people["chair"], person, **more)
    assert answer.status_code == status, answer.text


async def test_words_beside_a_figure_keep_their_history_and_close_with_the_report(
    people: People, fresh_db: Database
) -> None:
    await fill(people["officer"])
    code = (await form(people["officer"]))["cells"][0]["indicator"]["code"]

    async def write(body: str | None, who: str = "officer", indicator: str = code) -> httpx.Response:
        items = [{"indicator": indicator, "kind": "forecast", "body": body}]
        return await people[who].post("/api/reporting/analyses", json=DUTY | {"items": items})

    assert (await write("tha\u0302\u0301p hơn")).json() == {"changed": 1}
    assert (await write("thấp hơn")).json() == {"changed": 0}
    assert (await write("cao hơn")).json() == {"changed": 1}
    assert [one["body"] for one in (await form(people["officer"]))["analyses"]] == ["cao hơn"]
    assert (await write(None)).json() == {"changed": 1}
    assert (await form(people["officer"]))["analyses"] == []
    async with fresh_db.transaction(SYSTEM) as session:
        kept = await session.scalars(text("SELECT body FROM indicator_analyses ORDER BY id"))
        assert list(kept) == ["thấp hơn", "cao hơn", None]
    assert (await write("x", indicator="lao_cai.A.8.1")).status_code == 422
    assert (await write("x", who="other")).status_code == 403
    await do(people["officer"], "submit")
    closed = await write("muộn")
    assert (closed.status_code, closed.json()["code"]) == (409, "report_closed")


async def test_a_form_shows_the_period_before_and_checks_to_make_while_typing(people: People) -> None:
    year, month = map(int, LAST_MONTH.split("-"))
    before = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    await fill(people["officer"], 7.0, before)
    found = await form(people["officer"])
    assert found["previous_period"] == before
    assert {one["previous"] for one in found["cells"]} == {7}
    assert {check["kind"] for one in found["cells"] for check in one["checks"]} == {"range", "whole", "jump"}


async def test_a_reminder_goes_out_once_names_people_and_is_made_up_for(
    people: People, fresh_db: Database
) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE indicator_sets SET province_code = CASE code WHEN 'lao_cai' THEN '04' END")
        )
    await assign(people["chair"], "officer")
    due = reporting_rules().due_at(parse_period(LAST_MONTH))
    times = reporting_rules().reminders(due)
    late = times[1] + timedelta(hours=5)  # the worker was down for five hours
    sent = await remind_between(fresh_db, late - timedelta(days=2), late)
    assert sent > 0
    assert await remind_between(fresh_db, late - timedelta(days=2), late) == 0
    async with fresh_db.transaction(SYSTEM) as session:
        logged = await session.scalar(text("SELECT count(*) FROM changes WHERE entity = 'reminder'"))
        rows = (
            await session.execute(
                text(
                    "SELECT turn, level, people FROM indicator_reminders"
                    " WHERE office = 'commune_police' AND commune_code = '01301' AND period = :period"
                ),
                {"period": LAST_MONTH},
            )
        ).all()
    assert logged == sent
    assert [tuple(row) for row in rows] == [(1, "after", ["officer"])]  # of two that were missed, the last
    query = {"set": "lao_cai", "province": "04", "commune": "01301", "office": "commune_police"}
    tasks = (await people["officer"].get("/api/reporting/tasks", params=query)).json()["items"]
    mine = next(one for one in tasks if one["period"] == LAST_MONTH)
    assert (mine["reminders"], mine["escalated"], mine["people"]) == (1, False, ["officer"])
    await remind_between(fresh_db, times[-1] - timedelta(hours=1), times[-1])
    tasks = (await people["officer"].get("/api/reporting/tasks", params=query)).json()["items"]
    assert next(one for one in tasks if one["period"] == LAST_MONTH)["escalated"] is True


async def test_a_to_do_list_is_narrowed(people: People) -> None:
    await fill(people["officer"])
    await do(people["officer"], "submit")
    await assign(people["planner"], "officer")
    query = {"set": "lao_cai", "province": "04", "commune": "01301"}

    async def listed(**more: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            await people["officer"].get("/api/reporting/tasks", params=query | more)
        ).json()["items"]
        return found

    assert [one["period"] for one in await listed(show="waiting")] == [LAST_MONTH]
    assert "submitted" not in {one["state"] for one in await listed(show="open")}
    assert {one["office"] for one in await listed(mine="true")} == {"commune_police"}
    assert all(one["late"] for one in await listed(show="late"))


def test_a_set_may_have_a_chain_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chain_of("lao_cai", "commune") == reporting_rules().chains["commune"]
    monkeypatch.setitem(reporting_rules().chains, "lao_cai", reporting_rules().chains["province"])
    assert chain_of("lao_cai", "commune") == reporting_rules().chains["province"]
