"""The to-do list over HTTP: page by page by its key, and of the caller's own places alone."""

import base64
from typing import Any

import httpx
import orjson
from fastapi import FastAPI

from geoops.kit.db import Database
from tests import units
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.indicators.reporting.people import LAST_MONTH, People, do, fill

QUERY = {"set": "lao_cai", "province": "04"}
NAMED = {"set": "lao_cai", "office": "commune_police", "commune_code": "01301"}


async def listed(client: httpx.AsyncClient, **more: Any) -> dict[str, Any]:
    answer = await client.get("/api/reporting/tasks", params=QUERY | more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def every_page(client: httpx.AsyncClient, **more: Any) -> list[dict[str, Any]]:
    """All lines, page by page."""
    lines: list[dict[str, Any]] = []
    after = {"after": more.pop("after")} if "after" in more else {}
    while True:
        found = await listed(client, **more, **after)
        assert len(found["items"]) <= int(more.get("limit", 100))
        lines += found["items"]
        if found["next"] is None:
            return lines
        assert found["items"], "a page that leads on has something on it"
        after = {"after": found["next"]}


def key(line: dict[str, Any]) -> tuple[str, str, str, str]:
    return line["due_at"], line["office"], line["period"], line["commune_code"]


async def test_pages_by_key_give_every_line_once_in_order(people: People) -> None:
    whole = (await listed(people["planner"], limit=1000))["items"]
    assert len(whole) > 100
    for limit in (1, 7, 100):
        if limit == 1:
            first = await listed(people["planner"], limit=1)
            assert [key(one) for one in first["items"]] == [key(whole[0])]
            continue
        pages = await every_page(people["planner"], limit=limit)
        assert [key(one) for one in pages] == [key(one) for one in whole]
    assert [key(one) for one in whole] == sorted(map(key, whole))
    assert len({key(one) for one in whole}) == len(whole)


async def test_a_report_sent_up_between_two_pages_moves_no_other_line(people: People) -> None:
    await fill(people["officer"])
    whole = (await listed(people["planner"], show="open", limit=1000))["items"]
    first = await listed(people["planner"], show="open", limit=50)
    place = next(
        number
        for number, one in enumerate(whole)
        if (one["office"], one["period"], one["commune_code"]) == ("commune_police", LAST_MONTH, "01301")
    )
    assert (await do(people["officer"], "submit")).status_code == 200
    rest = await every_page(people["planner"], show="open", limit=50, after=first["next"])
    seen = [key(one) for one in first["items"]] + [key(one) for one in rest]
    gone = key(whole[place])
    assert [one for one in seen if one != gone] == [key(one) for one in whole if key(one) != gone]
    assert seen.count(gone) == (1 if place < 50 else 0)


async def test_a_commune_sees_its_own_reports_and_no_empty_drafts_of_others(people: People) -> None:
    await fill(people["officer"])
    lines = await every_page(people["other"])
    assert {one["commune_code"] for one in lines} == {"01302"}
    both = await every_page(people["planner"])
    assert {one["commune_code"] for one in both} == set(units.CODES[:6])
    refused = await people["other"].get("/api/reporting/tasks", params=QUERY | {"commune": "01301"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    elsewhere = await people["planner"].get("/api/reporting/tasks", params=QUERY | {"province": "20"})
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "not_allowed")
    wrong = await people["admin"].get("/api/reporting/tasks", params=QUERY | {"commune": "01307"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "input_refused")
    of_the_province = await people["officer"].get(
        "/api/reporting/tasks", params={"set": "lai_chau", "province": "04"}
    )
    assert of_the_province.json()["items"] == [], "a province's report is no step of a commune's people"


async def test_a_scope_of_two_communes_lists_both(app: FastAPI, fresh_db: Database, people: People) -> None:
    two = await sign_in_as(app, fresh_db, "hai-xa", "commune", "01301,01303")
    assert {one["commune_code"] for one in await every_page(two)} == {"01301", "01303"}
    await two.aclose()


async def test_lines_say_which_step_the_person_could_take(people: People) -> None:
    await fill(people["officer"])

    async def of(name: str, **more: Any) -> list[list[str]]:
        return [
            one["may"]
            for one in (await listed(people[name], office="commune_police", commune="01301", **more))["items"]
            if one["period"] == LAST_MONTH
        ]

    assert await of("officer", show="act") == [["submit"]]
    answer = await people["chair"].post("/api/reporting/assignments", json=NAMED | {"person": "officer"})
    assert answer.status_code == 201
    assert await of("head", show="act") == [], "it is for somebody else to send up"
    assert await of("head") == [[]]
    await do(people["officer"], "submit")
    assert await of("officer", show="act") == []
    assert await of("head", show="act") == [["approve", "return"]]
    assert (await listed(people["head"]))["counts"]["waiting"] == 1


async def test_counts_and_offices_are_of_the_whole_list(people: People) -> None:
    found = await listed(people["planner"], limit=1)
    whole = await every_page(people["planner"])
    assert found["counts"]["all"] == len(whole)
    assert found["counts"]["late"] == sum(one["late"] for one in whole)
    assert {one["code"] for one in found["offices"]} == {one["office"] for one in whole}
    narrowed = await listed(people["planner"], office="commune_police", limit=1)
    assert narrowed["counts"]["all"] == sum(one["office"] == "commune_police" for one in whole)
    assert narrowed["offices"] == found["offices"]


def cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


@cases(
    "after",
    [
        "x", "%%%", cursor("2026-07-01T00:00:00+07:00", "a", "b"), cursor("hôm qua", "a", "b", "c"),
        cursor("2026-07-01T00:00:00", "a", "b", "c"), cursor(1, "a", "b", "c"), cursor("", "a\x00", "b", "c"),
    ],
)  # fmt: skip
async def test_a_cursor_of_somebody_elses_making_is_refused(people: People, after: str) -> None:
    answer = await people["planner"].get("/api/reporting/tasks", params=QUERY | {"after": after})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")
