"""Components added to open lists: proposed by one, approved by another, kept apart from what is printed."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from geoops.indicators import service
from geoops.indicators.catalogue import catalogue_files
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.conftest import sign_in_as

BODY = {
    "parent": "lai_chau.A.I.7", "name_vi": "Chuyển đổi loại hình", "name_en": "Changed their legal form",
    "unit": "Đơn vị", "value_kind": "count", "over_places": "sum", "over_time": "sum",
    "grounds": "Sở Tài chính cần theo dõi",
}  # fmt: skip


@pytest.fixture
async def people(app: FastAPI, fresh_db: Database) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    async with fresh_db.transaction(SYSTEM) as session:
        await service.load(session)
    opened = {
        "planner": await sign_in_as(app, fresh_db, "ke-hoach", "planner", "12"),
        "admin": await sign_in_as(app, fresh_db, "quan-tri", "admin", "vn"),
    }
    yield opened
    for client in opened.values():
        await client.aclose()


async def test_a_component_is_proposed_approved_and_stands_in_its_list(
    people: dict[str, httpx.AsyncClient], fresh_db: Database, tmp_path: Path
) -> None:
    proposed = (await people["planner"].post("/api/indicators/components", json=BODY)).json()
    assert (proposed["state"], proposed["proposer"]) == ("proposed", "ke-hoach")
    where = f"/api/indicators/components/{proposed['id']}/decision"
    decided = await people["admin"].post(where, json={"approve": True, "reason": "QĐ bổ sung"})
    code = decided.json()["node_code"]
    assert code == f"lai_chau.A.I.7.+{proposed['id']}"
    query = {"set": "lai_chau", "group": "A", "limit": "1000"}
    items = (await people["planner"].get("/api/indicators", params=query)).json()["items"]
    codes = [item["code"] for item in items]
    assert codes.index(code) == codes.index("lai_chau.A.I.7.7") + 1
    node = items[codes.index(code)]
    assert (node["kind"], node["frequency"], node["proposal"]) == ("component", None, proposed["id"])
    again = await people["admin"].post(where, json={"approve": False, "reason": "nghĩ lại"})
    assert (again.status_code, again.json()["code"]) == (409, "decided_already")
    async with fresh_db.transaction(SYSTEM) as session:  # a newer file leaves components where they are
        content = dict(catalogue_files())["lai_chau.yaml"] + b"\n# changed\n"
        (tmp_path / "lai_chau.yaml").write_bytes(content)
        assert await service.load(session, tmp_path) == {"lai_chau": 193}
    items = (await people["planner"].get("/api/indicators", params=query)).json()["items"]
    assert code in [item["code"] for item in items]


@cases(
    ("changes", "status", "code"),
    [
        ({"parent": "lai_chau.A.II.1"}, 422, "list_is_closed"),
        ({"parent": "lai_chau.A.I.99"}, 404, "unknown_indicator"),
        ({"unit": "Sọt"}, 422, "input_refused"),
        ({"frequency": "8 tháng/năm"}, 422, "input_refused"),
        ({"value_kind": "map_layer"}, 422, "input_refused"),
        ({"name_vi": "a\u0000bc"}, 422, "input_refused"),
        ({"more": 1}, 422, "input_refused"),
    ],
)
async def test_what_cannot_be_added_is_refused(
    people: dict[str, httpx.AsyncClient], changes: dict[str, object], status: int, code: str
) -> None:
    answer = await people["planner"].post("/api/indicators/components", json=BODY | changes)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


async def test_a_name_stands_once_in_a_list(people: dict[str, httpx.AsyncClient]) -> None:
    async def propose(who: str, **changes: object) -> httpx.Response:
        return await people[who].post("/api/indicators/components", json=BODY | changes)

    first, again = await propose("planner"), await propose("planner")
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"]), "its answer was lost"
    for answer in (
        await propose("planner", unit="Hộ", name_vi="CHUYỂN ĐỔI LOẠI HÌNH"),
        await propose("admin"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "component_exists")
    where = f"/api/indicators/components/{first.json()['id']}/decision"
    await people["admin"].post(where, json={"approve": False, "reason": "chưa cần"})
    assert (await propose("planner")).json()["id"] != first.json()["id"], (
        "what was refused may be tried again"
    )
    assert (await propose("planner", name_vi="Giải thể")).status_code == 201


async def test_nobody_approves_their_own_and_planners_approve_nothing(
    people: dict[str, httpx.AsyncClient],
) -> None:
    own = (await people["admin"].post("/api/indicators/components", json=BODY)).json()
    where = f"/api/indicators/components/{own['id']}/decision"
    yes = {"approve": True, "reason": "đồng ý"}
    refused = await people["admin"].post(where, json=yes)
    assert (refused.status_code, refused.json()["code"]) == (403, "own_proposal")
    assert (await people["planner"].post(where, json=yes)).status_code == 403
    unknown = await people["admin"].post("/api/indicators/components/999/decision", json=yes)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_proposal")


async def test_a_refused_proposal_adds_nothing(people: dict[str, httpx.AsyncClient]) -> None:
    one = (await people["planner"].post("/api/indicators/components", json=BODY)).json()
    where = f"/api/indicators/components/{one['id']}/decision"
    refused = (await people["admin"].post(where, json={"approve": False, "reason": "trùng dòng 7.4"})).json()
    assert (refused["state"], refused["node_code"], refused["decided_by"]) == ("refused", None, "quan-tri")
    listed = (await people["planner"].get("/api/indicators/components?state=refused")).json()["items"]
    assert [item["id"] for item in listed] == [one["id"]]


async def test_databases_are_listed_as_printed(people: dict[str, httpx.AsyncClient]) -> None:
    items = (await people["planner"].get("/api/indicators/databases")).json()["items"]
    by = {item["name"]: item for item in items}
    assert (
        by["CSDL phòng cháy chữa cháy"]["indicators"] == 14
    )  # fires 8, and traffic accidents 6 by the print
    assert by["CSDL về thủy sản"]["owner"] == "Thống kê cơ sở"
    assert by["CDSL CCVC"]["sources"] == ["Kết nối CSDL CCVC"]


async def test_dimensions_have_their_code_lists(people: dict[str, httpx.AsyncClient]) -> None:
    items = (await people["planner"].get("/api/indicators/dimensions")).json()["items"]
    by = {item["code"]: item for item in items}
    assert by["livestock"]["open"] is False
    assert by["livestock"]["items"]["pigs"]["vi"] == "đàn lợn"
    assert by["economic_branch"]["open"] is True


async def test_the_lists_that_are_offered_take_a_component_each(
    people: dict[str, httpx.AsyncClient], fresh_db: Database
) -> None:
    offered = (await people["planner"].get("/api/indicators/components/lists")).json()
    assert {one["set"] for one in offered["items"]} == {"lai_chau", "lao_cai"}, (
        "Gia Lai's appendix is not here"
    )
    assert "Đơn vị" in [word["printed"] for word in offered["units"]]
    assert {"frequencies", "offices"} <= offered.keys()
    for one in offered["items"]:
        said = BODY | {"parent": one["code"], "name_vi": f"Thêm vào {one['code']}"}
        answer = await people["planner"].post("/api/indicators/components", json=said)
        assert answer.status_code == 201, (one, answer.text)
    for kind, field in (("units", "unit"), ("frequencies", "frequency"), ("offices", "responsible")):
        for word in offered[kind]:
            said = BODY | {field: word["printed"], "name_vi": f"Thêm {kind} {word['printed']}"}
            answer = await people["planner"].post("/api/indicators/components", json=said)
            assert answer.status_code == 201, (word, answer.text)


async def test_a_drill_adds_nothing_to_the_catalogue(
    people: dict[str, httpx.AsyncClient], drill: dict[str, str]
) -> None:
    one = (await people["planner"].post("/api/indicators/components", json=BODY)).json()
    where = f"/api/indicators/components/{one['id']}/decision"
    answers = [
        await people["planner"].post("/api/indicators/components", json=BODY, params=drill),
        await people["admin"].post(where, json={"approve": True, "reason": "diễn tập"}, params=drill),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(422, "catalogue_is_live")] * 2
    listed = (await people["planner"].get("/api/indicators/components", params=drill)).json()["items"]
    assert [(each["id"], each["state"]) for each in listed] == [(one["id"], "proposed")]
