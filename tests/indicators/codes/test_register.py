"""The register of codes: two people, names that are there once, codes that stay."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.indicators.codes.register import PATH, QUAILS, approved, close, decide, propose
from tests.indicators.reporting.people import People


async def test_a_code_is_proposed_by_one_and_approved_by_another(people: People) -> None:
    one = await propose(people["officer"])
    assert (one["state"], one["proposer"], one["code"]) == ("proposed", "officer", None)
    assert one["dimension_name"]["vi"] == "Đàn gia cầm"
    assert (await decide(people["planner"], one)).status_code == 403, "a planner approves nothing"
    done = (await decide(people["admin"], one)).json()
    assert (done["state"], done["decided_by"], done["code"]) == ("approved", "admin", f"c-{one['id']}")
    lists = (await people["officer"].get("/api/indicators/dimensions")).json()["items"]
    poultry = next(item for item in lists if item["code"] == "poultry")
    assert list(poultry["items"]) == ["chickens", "ducks", "muscovy_ducks", done["code"]]
    assert poultry["items"][done["code"]] == {"vi": "Chim cút", "en": "quails"}
    again = await decide(people["admin"], done, approve=False)
    assert (again.status_code, again.json()["code"]) == (409, "decided_already")


async def test_nobody_approves_their_own(people: People, fresh_db: Database) -> None:
    one = await propose(people["admin"])
    refused = await decide(people["admin"], one)
    assert (refused.status_code, refused.json()["code"]) == (403, "own_proposal")
    with pytest.raises(IntegrityError, match="two_people"):
        async with fresh_db.transaction(SYSTEM) as session:
            await session.execute(
                text(
                    "UPDATE indicator_codes SET state = 'approved', code = 'c-1', decided_by = proposer"
                    " WHERE id = :id"
                ),
                {"id": one["id"]},
            )


async def test_a_refused_proposal_adds_nothing_and_its_name_is_free_again(people: People) -> None:
    one = await propose(people["officer"])
    refused = (await decide(people["admin"], one, approve=False)).json()
    assert (refused["state"], refused["code"], refused["reason"]) == ("refused", None, "đã xem")
    second = await approved(people)
    assert second["code"] == f"c-{second['id']}" != f"c-{one['id']}"
    listed = (await people["other"].get(PATH, params={"state": "approved"})).json()["items"]
    assert [item["id"] for item in listed] == [second["id"]]


@cases(
    ("changes", "status", "code"),
    [
        ({"dimension": "livestock"}, 422, "code_list_is_closed"),
        ({"dimension": "sex"}, 422, "code_list_is_closed"),
        ({"dimension": "dragons"}, 404, "unknown_dimension"),
        ({"name_vi": " ?! "}, 422, "input_refused"),
        ({"name_vi": "a\u0000b"}, 422, "input_refused"),
        ({"name_vi": ""}, 422, "input_refused"),
        ({"code": "quails"}, 422, "input_refused"),
    ],
)
async def test_what_cannot_be_added_is_refused(
    people: People, changes: dict[str, Any], status: int, code: str
) -> None:
    body = {"dimension": "poultry", "name_vi": "Chim cút"} | changes
    answer = await people["officer"].post(PATH, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.parametrize(
    ("name", "there"),
    [("chim cut", "Chim cút"), ("CHIM  CÚT", "Chim cút"), ("Chim-cụt", "Chim cút"), ("Vit", "vịt")],
)
async def test_a_name_that_differs_by_marks_and_capitals_alone_is_there_already(
    people: People, name: str, there: str
) -> None:
    await propose(people["officer"])
    answer = await people["planner"].post(PATH, json={"dimension": "poultry", "name_vi": name})
    assert (answer.status_code, answer.json()["code"]) == (409, "code_name_taken"), answer.text
    assert answer.json()["name"] == there and f"“{there}”" in answer.json()["detail"]
    other_list = await people["planner"].post(PATH, json={"dimension": "goods", "name_vi": name})
    assert other_list.status_code == 201, "another list has its own names"


async def test_two_who_propose_the_same_at_once_leave_one(people: People) -> None:
    body = {"dimension": "country", "name_vi": "Lào"}
    answers = await asyncio.gather(*(people[name].post(PATH, json=body) for name in ("officer", "planner")))
    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_a_step_needs_what_was_read(people: People) -> None:
    one = await propose(people["officer"])
    bare = await people["admin"].post(
        f"{PATH}/{one['id']}/decision", json={"approve": True, "reason": "đã xem"}
    )
    assert (bare.status_code, bare.json()["code"]) == (412, "changed_meanwhile")
    done = (await decide(people["admin"], one)).json()
    stale = await close(people["admin"], one, "2026-01-01")
    assert (stale.status_code, stale.json()["etag"]) == (412, done["etag"])
    assert (await close(people["admin"], done, "2026-01-01")).status_code == 200


async def test_a_code_is_closed_opened_again_and_never_taken_out(people: People, fresh_db: Database) -> None:
    waiting = await propose(people["officer"], name_vi="Bồ câu")
    early = await close(people["admin"], waiting, "2026-01-01")
    assert (early.status_code, early.json()["code"]) == (409, "code_not_approved")
    done = await approved(people)
    assert (await close(people["planner"], done, "2026-01-01")).status_code == 403
    closed = (await close(people["admin"], done, "2026-01-01")).json()
    assert (closed["valid_to"], closed["code"]) == ("2026-01-01", done["code"])
    lists = (await people["officer"].get("/api/indicators/dimensions")).json()["items"]
    poultry = next(item for item in lists if item["code"] == "poultry")
    assert poultry["closed"] == {done["code"]: "2026-01-01"} and done["code"] in poultry["items"]
    taken = await people["officer"].post(PATH, json={"dimension": "poultry", "name_vi": "chim cut"})
    assert (taken.status_code, taken.json()["there"]) == (409, done["code"]), "a closed code keeps its name"
    assert (await close(people["admin"], closed, None)).json()["valid_to"] is None
    missing = await close(people["admin"], {"id": 999, "etag": '"1"'}, "2026-01-01")
    assert (missing.status_code, missing.json()["code"]) == (404, "unknown_proposal")
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with fresh_db.transaction(SYSTEM) as session:
            await session.execute(text("DELETE FROM indicator_codes"))


async def test_every_step_is_in_the_change_log(people: People) -> None:
    done = await approved(people)
    await close(people["admin"], done, "2026-01-01")
    found = (await people["other"].get("/api/changes", params={"after": 0, "limit": 500})).json()["items"]
    steps = [one for one in found if one["entity"] == "dimension_code"]
    assert [(one["op"], one["actor"], one["entity_id"]) for one in steps] == [
        ("propose", "officer", str(done["id"])),
        ("approve", "admin", str(done["id"])),
        ("close", "admin", str(done["id"])),
    ]
    assert steps[1]["payload"]["code"] == done["code"] and steps[2]["payload"]["valid_to"] == "2026-01-01"


async def test_a_drill_writes_nothing_into_the_register(people: People, drill: dict[str, str]) -> None:
    waiting = await propose(people["officer"], name_vi="Bồ câu")
    headers = {"If-Match": waiting["etag"]}
    words = {"reason": "diễn tập"}
    answers = [
        await people["officer"].post(PATH, json=QUAILS, params=drill),
        await people["admin"].post(
            f"{PATH}/{waiting['id']}/decision", json=words | {"approve": True}, params=drill, headers=headers
        ),
        await people["admin"].patch(
            f"{PATH}/{waiting['id']}", json=words | {"valid_to": None}, params=drill, headers=headers
        ),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(422, "catalogue_is_live")] * 3
    listed = (await people["officer"].get(PATH, params=drill)).json()["items"]
    assert [(one["id"], one["state"]) for one in listed] == [(waiting["id"], "proposed")]
