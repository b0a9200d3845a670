"""Data quality over HTTP and on the map."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.indicators.reporting.people import LAST_MONTH, People, do, fill, form

QUERY = {"set": "lao_cai", "province": "04", "period": LAST_MONTH}
PATH = "/api/indicators/quality"


async def scores(people: People, who: str = "planner", **more: str) -> dict[str, Any]:
    answer = await people[who].get(PATH, params=QUERY | more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_scores_follow_what_is_written_and_approved(people: People) -> None:
    before = await scores(people, by="report", office="commune_police")
    assert len(before["items"]) == 6
    assert {one["scores"]["complete"]["value"] for one in before["items"]} == {0}
    assert before["certainty"] == "reference"
    assert [one["code"] for one in before["qualities"]][:2] == ["correct", "complete"]
    await fill(people["officer"])
    for name in ("officer", "head", "chair", "planner"):
        await do(people[name], "submit" if name == "officer" else "approve")
    after = await scores(people, by="report", office="commune_police")
    own = next(one for one in after["items"] if one["commune_code"] == "01301")
    assert (own["filled"], own["cells"]) == (9, 9)
    assert own["scores"]["complete"] == {"value": 100, "good": 9, "of": 9}
    assert own["scores"]["synchronised"]["value"] == 100
    by_office = await scores(people, by="office")
    police = next(one for one in by_office["items"] if one["office"] == "commune_police")
    assert police["scores"]["complete"] == {"value": 16.7, "good": 9, "of": 54}
    whole = sum(one["cells"] for one in by_office["items"])
    assert by_office["total"]["cells"] == whole
    by_commune = await scores(people)
    assert sum(one["cells"] for one in by_commune["items"]) == whole


async def test_the_faults_behind_a_score_are_listed(people: People) -> None:
    await fill(people["officer"])
    code = (await form(people["officer"]))["cells"][0]["indicator"]["code"]
    item = {"indicator": code, "period": LAST_MONTH, "commune_code": "01301", "value": -4}
    await people["officer"].post("/api/indicators/values", json={"source": "biểu", "items": [item]})
    question = QUERY | {"commune": "01301", "office": "commune_police"}
    flaws = (await people["planner"].get(f"{PATH}/faults", params=question)).json()
    wrong = [one for one in flaws["items"] if one["quality"] == "correct"]
    assert [(one["indicator"], one["reason"]["vi"]) for one in wrong] == [(code, "số đếm không âm")]
    alone = await people["planner"].get(f"{PATH}/faults", params=question | {"quality": "complete"})
    assert alone.json()["count"] == 0
    shown = await scores(people, commune="01301", office="commune_police")
    assert shown["total"]["scores"]["correct"] == {"value": 88.9, "good": 8, "of": 9}


async def test_a_breakdown_above_its_total_is_not_consistent(people: People, fresh_db: Database) -> None:
    await fill(people["officer"], 3.0)
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "UPDATE indicator_nodes SET dimensions = '{sex}', over_places = 'sum' WHERE code = 'lao_cai.A.26.1'"
            )
        )
    items = [
        {"indicator": "lao_cai.A.26.1", "period": LAST_MONTH, "commune_code": "01301", "value": value,
         "dimensions": {"sex": sex}}
        for sex, value in (("male", 3), ("female", 2))
    ]  # fmt: skip
    answer = await people["officer"].post("/api/indicators/values", json={"source": "biểu", "items": items})
    assert answer.json()["new"] == 2, answer.text
    shown = await scores(people, commune="01301", office="commune_police")
    assert shown["total"]["scores"]["consistent"] == {"value": 0, "good": 0, "of": 1}


async def test_parts_that_may_overlap_are_not_held_against_their_total(
    people: People, fresh_db: Database
) -> None:
    """One person has two insurances; the printed `total` among the members is no part."""
    await fill(people["officer"], 3.0)
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "UPDATE indicator_nodes SET over_places = 'sum', dimensions ="
                " CASE code WHEN 'lao_cai.A.26.1' THEN '{insurance}' ELSE '{mediation}' END::text[]"
                " WHERE code IN ('lao_cai.A.26.1', 'lao_cai.A.26.3')"
            )
        )
    items = [
        {"indicator": code, "period": LAST_MONTH, "commune_code": "01301", "value": value, "dimensions": of}
        for code, value, of in (
            ("lao_cai.A.26.1", 3, {"insurance": "social"}), ("lao_cai.A.26.1", 2, {"insurance": "health"}),
            ("lao_cai.A.26.3", 3, {"mediation": "total"}), ("lao_cai.A.26.3", 2, {"mediation": "successful"}),
        )
    ]  # fmt: skip
    answer = await people["officer"].post("/api/indicators/values", json={"source": "biểu", "items": items})
    assert answer.json()["new"] == 4, answer.text
    shown = await scores(people, commune="01301", office="commune_police")
    consistent = shown["total"]["scores"]["consistent"]
    assert consistent["good"] == consistent["of"] <= 1


async def test_a_correction_after_the_deadline_was_there_in_time(people: People, fresh_db: Database) -> None:
    await fill(people["officer"])
    async with fresh_db.transaction(SYSTEM) as session:
        past = datetime(2020, 1, 1, tzinfo=UTC)
        await session.execute(text("UPDATE indicator_values SET known_at = :at"), {"at": past})
    await fill(people["officer"], 2.0)
    shown = await scores(people, by="report", office="commune_police", commune="01301")
    live = shown["total"]["scores"]["live"]
    now_late = datetime.now(UTC) > datetime.fromisoformat(shown["due_at"])
    assert live == ({"value": 100, "good": 9, "of": 9} if now_late else {"value": None, "good": 0, "of": 0})


async def test_others_see_their_own_alone(people: People) -> None:
    await fill(people["officer"])
    await scores(people)
    other = await scores(people, "other", by="report", office="commune_police")
    assert {(one["commune_code"], one["filled"]) for one in other["items"]} == {("01302", 0)}
    assert {one["commune_code"] for one in (await scores(people, "officer"))["items"]} == {"01301"}


@cases(
    ("more", "status"),
    [({"set": "x"}, 404), ({"period": "2026-13"}, 422), ({"province": "4"}, 422), ({"by": "x"}, 422),
     ({"set": "a\u0000"}, 422), ({"office": "không có"}, 200)],
)  # fmt: skip
async def test_bad_questions(people: People, more: dict[str, str], status: int) -> None:
    assert (await people["planner"].get(PATH, params=QUERY | more)).status_code == status


async def test_completeness_is_a_layer(people: People, fresh_db: Database) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE indicator_sets SET province_code = '04' WHERE code = 'lao_cai'"))
    await fill(people["officer"])
    answer = await people["planner"].get("/api/layers/indicator_completeness/values")
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    rows = {row[0]: dict(zip(shown["columns"], row, strict=True)) for row in shown["rows"]}
    assert rows["01301"]["filled"] == 9
    assert rows["01301"]["class"] == "to-50"
    assert rows["01302"]["class"] == "none"
    assert "01307" not in rows
    total = await scores(people, commune="01301")
    assert rows["01301"]["cells"] == total["total"]["cells"]
