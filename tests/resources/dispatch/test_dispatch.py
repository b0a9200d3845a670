"""A dispatch from the request to the return: kept once, each step checked, told to those whom it concerns."""

import csv
import io
import unicodedata
import uuid
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources.dispatch import service
from geoops.resources.dispatch.states import ACTIONS, HOLDS, STATES
from tests import units
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.resources.dispatch.conftest import FAR, NEEDS, NEXT, Desk


def test_every_action_leads_from_and_to_states_that_there_are() -> None:
    for action in ACTIONS.values():
        assert set(action.to) | set(action.to.values()) <= set(STATES)
        assert action.reason_from <= set(action.to)
    ends = {state for state in STATES if not any(state in action.to for action in ACTIONS.values())}
    assert ends == {"back", "refused", "cancelled"} and not ends & set(HOLDS)


async def test_two_boats_go_and_come_back(desk: Desk, fresh_db: Database) -> None:
    boats = await desk.boats(quantity=5)
    body = desk.sent(boats)
    first = await desk.send(body)
    assert await desk.send(body, 200) == first
    assert (await desk.send(body | {"amount": 3}, 409))["code"] == "id_taken"
    assert (first["state"], first["amount"], first["unit"]) == ("assigned", 2, "chiếc")
    assert (first["commune_code"], first["to_commune_code"]) == (NEXT, NEEDS)
    assert 9 < first["distance_km"] < 11.5
    assert await desk.free() == {boats: 3}
    at = first
    for action, state in [
        ("depart", "on_the_way"),
        ("arrive", "on_the_scene"),
        ("release", "released"),
    ]:
        at = await desk.step(at, action)
        assert at["state"] == state
        assert await desk.free() == {boats: 3}
    at = await desk.step(at, "return")
    assert (at["state"], at["returned"], at["steps"]) == ("back", 2, [])
    assert at["hours_away"] is not None
    assert await desk.free() == {boats: 5}
    steps = (await desk.duty.get(f"/api/dispatches/{at['id']}/steps")).json()
    assert [step["action"] for step in steps] == ["assign", "depart", "arrive", "release", "return"]
    assert {step["actor"] for step in steps} == {"truc-ban"}
    async with fresh_db.transaction(SYSTEM) as session:
        rows = list(
            await session.execute(
                text(
                    "SELECT op, commune_code FROM changes WHERE domain = 'resources' AND entity = 'dispatch'"
                    " AND entity_id = :id ORDER BY seq"
                ),
                {"id": at["id"]},
            )
        )
    assert [row.op for row in rows] == [step["action"] for step in steps]
    assert {row.commune_code for row in rows} == {NEEDS}


async def test_a_request_is_met_in_parts_and_the_rest_waits(desk: Desk) -> None:
    near, far = await desk.boats(NEXT, 2), await desk.boats(FAR, 5)
    asked = await desk.send(desk.asked(4))
    assert (asked["state"], asked["commune_code"]) == ("requested", None)
    refused = await desk.step(asked, "assign", 422, unit={"resource_id": far}, amount=5)
    assert refused["errors"][0]["field"] == "amount"
    part = await desk.step(asked, "assign", unit={"resource_id": near}, amount=2)
    assert (part["state"], part["amount"], part["resource_id"]) == ("assigned", 2, near)
    (rest,) = (await desk.duty.get("/api/dispatches", params={"state": "requested"})).json()["items"]
    assert (rest["amount"], rest["request_id"], rest["note"]) == (2, asked["id"], asked["note"])
    offered = await desk.step(rest, "offer", unit={"resource_id": far})
    assert await desk.free() == {far: 3}
    again = await desk.step(offered, "withdraw", reason="Đường tắc")
    assert (again["state"], again["resource_id"], again["commune_code"]) == ("requested", None, None)
    assert await desk.free() == {far: 5}


async def test_where_the_path_is_left_a_reason_is_asked_for(desk: Desk) -> None:
    boats = await desk.boats()
    at = await desk.send(desk.sent(boats))
    assert (await desk.step(at, "release", 409))["code"] == "dispatch_wrong_state"
    assert (await desk.step(at, "arrive", 422))["errors"][0]["field"] == "reason"
    at = await desk.step(at, "arrive", reason="Không ai bấm lúc đi")
    at = await desk.step(at, "step_back", reason="Bấm nhầm")
    assert at["state"] == "on_the_way"
    steps = (await desk.duty.get(f"/api/dispatches/{at['id']}/steps")).json()
    assert [step["reason"] for step in steps] == [None, "Không ai bấm lúc đi", "Bấm nhầm"]
    assert (await desk.step(at, "fly", 422))["code"] == "unknown_dispatch_action"


async def test_a_step_says_which_version_it_was_made_from(desk: Desk) -> None:
    boats = await desk.boats()
    first = await desk.send(desk.sent(boats))
    left = await desk.step(first, "depart")
    stale = await desk.step(first, "depart", 412)
    assert (stale["code"], stale["etag"], stale["state"]) == ("changed_meanwhile", left["etag"], "on_the_way")
    missing = await desk.duty.post(f"/api/dispatches/{first['id']}/actions/arrive", json={})
    assert missing.status_code == 412


async def test_a_step_sent_again_under_its_id_is_taken_once(desk: Desk) -> None:
    boats = await desk.boats()
    first = await desk.send(desk.sent(boats))
    mine = str(uuid.uuid4())
    left = await desk.step(first, "depart", id=mine)
    assert await desk.step(first, "depart", id=mine) == left
    assert (await desk.step(left, "arrive", 409, id=mine))["code"] == "id_taken"


async def test_what_did_not_come_back_is_gone_until_it_is_counted_anew(desk: Desk) -> None:
    boats = await desk.boats(quantity=5)
    at = await desk.send(desk.sent(boats, 3))
    at = await desk.step(at, "depart")
    assert (await desk.step(at, "return", 409))["code"] == "dispatch_wrong_state"
    at = await desk.step(at, "arrive")
    at = await desk.step(at, "release")
    assert (await desk.step(at, "return", 422, returned=4))["errors"][0]["field"] == "returned"
    await desk.step(at, "return", returned=1)
    assert await desk.free() == {boats: 3}
    counted = await desk.duty.post(
        f"/api/resources/{boats}/counts", json={"id": str(uuid.uuid4()), "quantity": 3}
    )
    assert counted.status_code == 201
    assert await desk.free() == {boats: 3}


async def test_a_count_lower_than_what_is_out_is_said_and_gives_nothing_more(desk: Desk) -> None:
    boats = await desk.boats(quantity=5)
    sent = await desk.send(desk.sent(boats, 4))
    assert sent["short"] == 0
    await desk.duty.post(f"/api/resources/{boats}/counts", json={"id": str(uuid.uuid4()), "quantity": 3})
    assert await desk.free() == {}
    refused = await desk.send(desk.sent(boats, 1), 409)
    assert (refused["code"], refused["available"], refused["out"]) == ("not_enough_units", 0, 4)
    shown = (await desk.duty.get(f"/api/dispatches/{sent['id']}")).json()
    assert shown["short"] == 1
    (short,) = (await desk.duty.get("/api/dispatches/short")).json()
    assert (short["resource_id"], short["quantity"], short["out"], short["short"]) == (boats, 3, 4, 1)


@pytest.mark.parametrize("count", [{"counted_at": "2020-01-01T00:00:00+07:00"}, {"state": "repair"}])
async def test_an_old_count_or_one_in_repair_is_sent_only_with_a_reason(
    desk: Desk, count: dict[str, Any]
) -> None:
    boats = await desk.boats(quantity=5, **count)
    body = desk.sent(boats)
    assert (await desk.send(body, 409))["code"] == "count_not_ready"
    body["override"] = "Xã xác nhận qua điện thoại"
    sent = await desk.send(body)
    steps = (await desk.duty.get(f"/api/dispatches/{sent['id']}/steps")).json()
    assert steps[0]["override"] == "Xã xác nhận qua điện thoại"
    assert (await desk.send(desk.sent(boats, 4, override="Vẫn lấy"), 409))["code"] == "not_enough_units"


@cases(
    ("change", "field"),
    [
        ({"amount": -1}, "amount"),
        ({"amount": 0}, "amount"),
        ({"amount": 1.5}, "amount"),
        ({"amount": 1e300}, "amount"),
        ({"amount": "2"}, "amount"),
        ({"amount": None}, "amount"),
        ({"kind": "phi thuyền"}, "kind"),
        ({"to_commune_code": "99999"}, "to_commune_code"),
        ({"to_commune_code": None}, None),
        ({"incident_id": str(uuid.uuid4())}, "incident_id"),
        ({"at": "2100-01-01T00:00:00+07:00"}, "at"),
        ({"state": "back"}, "state"),
        ({"state": "assigned"}, None),
        ({"note": "a\u0000b"}, "note"),
        ({"id": "x"}, "id"),
        ({"lạ": 1}, "lạ"),
    ],
)
async def test_what_cannot_be_meant_is_refused(desk: Desk, change: dict[str, Any], field: str | None) -> None:
    answer = await desk.send(desk.asked(4) | change, 422)
    assert [fault["field"] for fault in answer["errors"]] == [field]
    assert (await desk.duty.get("/api/dispatches")).json()["items"] == []


async def test_units_of_another_kind_are_refused(desk: Desk) -> None:
    jackets = await desk.boats(kind="life_jacket", quantity=50)
    asked = await desk.send(desk.asked(4))
    refused = await desk.step(asked, "assign", 422, unit={"resource_id": jackets})
    assert refused["errors"][0]["field"] == "unit.resource_id"
    assert (await desk.step(asked, "assign", 422))["errors"][0]["field"] == "unit"
    unknown = await desk.step(asked, "assign", 404, unit={"resource_id": str(uuid.uuid4())})
    assert unknown["code"] == "unknown_resource"


async def test_a_team_goes_to_one_place_at_a_time(desk: Desk) -> None:
    unit = {"team": "Đội xung kích 1", "team_commune_code": NEXT}
    body = {"id": str(uuid.uuid4()), "to_commune_code": NEEDS, "state": "assigned", "unit": unit}
    first = await desk.send(body)
    assert (first["kind"], first["amount"], first["team"]) == ("team", 1, "Đội xung kích 1")
    decomposed = unicodedata.normalize("NFD", "ĐỘI  xung kích 1")
    for name in ("Đội xung kích 1", decomposed):
        again = await desk.send(body | {"id": str(uuid.uuid4()), "unit": unit | {"team": name}}, 409)
        assert again["code"] == "team_is_out"
    other = await desk.send(
        body | {"id": str(uuid.uuid4()), "unit": unit | {"team_commune_code": FAR}}
    )  # another commune's team of that name
    assert other["commune_code"] == FAR
    await desk.step(first, "cancel", reason="Không cần nữa")
    await desk.send(body | {"id": str(uuid.uuid4())})


async def test_each_side_sees_it_and_a_third_does_not(
    desk: Desk,
    neighbour: httpx.AsyncClient,
    needing: httpx.AsyncClient,
    app: FastAPI,
    fresh_db: Database,
) -> None:
    boats = await desk.boats(NEXT)
    third = await sign_in_as(app, fresh_db, "xa-xa", "commune", FAR)
    asked = desk.asked(2)
    assert (await needing.post("/api/dispatches", json=asked)).status_code == 201
    assert (await neighbour.get(f"/api/dispatches/{asked['id']}")).status_code == 404
    given = await desk.step(asked, "assign", unit={"resource_id": boats})
    seen = [
        (await who.get(f"/api/dispatches/{asked['id']}")).status_code for who in (neighbour, needing, third)
    ]
    assert seen == [200, 200, 404]
    step = f"/api/dispatches/{asked['id']}/actions/depart"
    assert (await third.post(step, json={}, headers={"If-Match": "*"})).status_code == 404
    left = await neighbour.post(step, json={}, headers={"If-Match": given["etag"]})
    assert left.status_code == 200, left.text
    arrived = await needing.post(
        step.replace("depart", "arrive"), json={}, headers={"If-Match": left.json()["etag"]}
    )
    assert arrived.status_code == 200, arrived.text
    heard = [
        {(row["entity"], row["op"]) for row in (await who.get("/api/changes")).json()["items"]}
        for who in (neighbour, needing)
    ]
    assert ("resource", "dispatch") in heard[0] and ("dispatch", "arrive") in heard[1]
    nobody = await neighbour.post("/api/dispatches", json=desk.asked(1))
    assert nobody.status_code == 403  # nobody asks in the name of another commune
    taken = await needing.post("/api/dispatches", json=desk.sent(boats, 1))
    assert taken.json()["code"] == "unknown_resource"
    await third.aclose()


async def test_roles_that_do_not_manage_may_look_only(app: FastAPI, fresh_db: Database, desk: Desk) -> None:
    planner = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    assert (await planner.get("/api/dispatches")).status_code == 200
    assert (await planner.post("/api/dispatches", json=desk.asked())).status_code == 403
    await planner.aclose()


async def test_it_is_on_the_timeline_of_its_incident(desk: Desk, neighbour: httpx.AsyncClient) -> None:
    lon, lat = units.INSIDE[NEEDS]
    incident = str(uuid.uuid4())
    answer = await desk.duty.post(
        "/api/incidents", json={"id": incident, "kind": "flooding", "position": {"lon": lon, "lat": lat}}
    )
    assert answer.status_code == 201, answer.text
    boats = await desk.boats(NEXT)
    body = desk.sent(boats, incident_id=incident)
    del body["to_commune_code"]
    sent = await desk.send(body)
    assert (sent["to_commune_code"], sent["goal"]["lon"]) == (NEEDS, pytest.approx(lon, abs=1e-5))
    left = await neighbour.post(
        f"/api/dispatches/{sent['id']}/actions/depart", json={}, headers={"If-Match": sent["etag"]}
    )
    assert left.status_code == 200, left.text
    timeline = (await desk.duty.get(f"/api/incidents/{incident}/timeline")).json()
    entries = timeline["items"] if isinstance(timeline, dict) else timeline
    told = [entry for entry in entries if entry["op"] == "dispatch"]
    assert [entry["payload"]["text"] for entry in told] == [
        "2 chiếc Xuồng máy: Đã giao",
        "2 chiếc Xuồng máy: Đang đi",
    ]
    assert told[0]["op_label"]["vi"] == "Điều động" and told[1]["actor"] == "xa-ben"
    other = await desk.send(desk.sent(boats, incident_id=incident, to_commune_code=FAR), 422)
    assert other["errors"][0]["field"] == "to_commune_code"


async def test_other_domains_ask_what_is_out_and_what_has_come(desk: Desk, fresh_db: Database) -> None:
    boats = await desk.boats(NEXT, 5)
    way = await desk.step(await desk.send(desk.sent(boats, 2)), "depart")
    scene = await desk.step(await desk.step(await desk.send(desk.sent(boats, 1)), "depart"), "arrive")
    assert (way["state"], scene["state"]) == ("on_the_way", "on_the_scene")
    async with fresh_db.transaction(SYSTEM) as session:
        out = await service.out_amounts(session)
        moving = await service.moving_amounts(session)
    assert out == {uuid.UUID(boats): (NEXT, "motor_boat", 3)}
    assert moving == {(NEEDS, "motor_boat"): service.Moving(on_the_way=2, arrived=1)}


async def test_costs_and_hours_go_into_the_export_and_no_formula_runs(desk: Desk) -> None:
    boats = await desk.boats(NEXT, 5, name="=HYPERLINK(1)")
    sent = await desk.send(desk.sent(boats, note="+84 912"))
    cost = {"id": str(uuid.uuid4()), "item": "Xăng", "amount_vnd": 450_000, "hours": 3.5}
    path = f"/api/dispatches/{sent['id']}/costs"
    answers = [await desk.duty.post(path, json=body) for body in (cost, cost, cost | {"hours": 4})]
    assert [answer.status_code for answer in answers] == [201, 200, 409]
    wrong = cost | {"id": str(uuid.uuid4()), "amount_vnd": 1}
    assert (await desk.duty.post(path, json=wrong)).status_code == 201
    assert (await desk.duty.delete(f"{path}/{wrong['id']}")).status_code == 204
    for bad in ({"amount_vnd": -1}, {"hours": -1}, {"amount_vnd": 1.5}, {"amount_vnd": None, "hours": None}):
        refused = await desk.duty.post(path, json=cost | {"id": str(uuid.uuid4())} | bad)
        assert refused.status_code == 422
    table = (await desk.duty.get("/api/dispatches/export")).content.decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(table)))
    assert (row["Chi phí (đồng)"], row["Giờ công"], row["Số lượng"]) == ("450000", "3.5", "2.0")
    assert (row["Nguồn lực"], row["Ghi chú"]) == ("'=HYPERLINK(1)", "'+84 912")
    book = load_workbook(
        io.BytesIO((await desk.duty.get("/api/dispatches/export", params={"format": "xlsx"})).content)
    )
    cells = [cell for cell in book.active[2] if cell.value == "=HYPERLINK(1)"]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]


async def test_the_nearest_comes_first_and_an_unready_one_last(desk: Desk) -> None:
    far = await desk.boats(FAR, 3)
    near = await desk.boats(NEXT, 3)
    old = await desk.boats(NEEDS, 3, counted_at="2020-01-01T00:00:00+07:00")
    lon, lat = units.INSIDE[NEEDS]
    asked = {"kind": "motor_boat", "lon": lon, "lat": lat}
    rows = (await desk.duty.get("/api/dispatches/available", params=asked)).json()
    assert [row["resource_id"] for row in rows] == [near, far, old]
    assert rows[2]["stale"] and rows[0]["distance_km"] < rows[1]["distance_km"]
