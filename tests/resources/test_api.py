"""Resources, shelters and command posts over HTTP: kept once, checked, within scope, in the change log."""

import unicodedata
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.resources import bodies


async def test_the_same_again_is_the_same_and_other_content_is_refused(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    body = bodies.resource()
    first = await officer.post("/api/resources", json=body)
    again = await officer.post("/api/resources", json=body)
    other = await officer.post("/api/resources", json=body | {"quantity": 13})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert other.json()["code"] == "id_taken"
    assert first.json() == again.json()
    kept = first.json()
    assert (kept["commune_code"], kept["pillar"], kept["unit"], kept["quantity"]) == (
        "01301",
        "means",
        "chiếc",
        12,
    )
    assert (kept["counter"], kept["stale"], kept["demo"]) == ("truc-ban", False, False)
    async with fresh_db.transaction(SYSTEM) as session:
        changes = list(
            await session.execute(
                text(
                    "SELECT entity, op, commune_code, actor, payload FROM changes WHERE domain = 'resources'"
                )
            )
        )
    assert [tuple(change) for change in changes] == [
        (
            "resource",
            "create",
            "01301",
            "truc-ban",
            {"kind": "life_jacket", "quantity": 12.0, "unit": "chiếc"},
        )
    ]


@cases(
    ("changes", "field"),
    [
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": 1e8}, "quantity"),
        ({"quantity": "12"}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"kind": "phi thuyền"}, "kind"),
        ({"unit": "kg"}, "unit"),
        ({"state": "tốt"}, "state"),
        ({"counted_at": "1900-01-01T00:00:00+07:00"}, "counted_at"),
        ({"counted_at": "2100-01-01T00:00:00+07:00"}, "counted_at"),
        ({"counted_at": "2026-07-21T10:00:00"}, "counted_at"),
        ({"counted_at": "hôm qua"}, "counted_at"),
        ({"position": {"lon": 2.35, "lat": 48.85}}, "position"),
        ({"position": {"lon": 200, "lat": 22}}, "position.lon"),
        ({"position": None, "commune_code": "99999"}, "commune_code"),
        ({"position": None, "commune_code": "1301"}, "commune_code"),
        ({"position": None}, None),
        ({"commune_code": "01309"}, "position"),
        ({"id": "x"}, "id"),
        ({"name": ""}, "name"),
        ({"name": "a\u0007b"}, "name"),
        ({"màu": "đỏ"}, "màu"),
    ],
)
async def test_what_cannot_be_meant_is_refused_with_its_field(
    officer: httpx.AsyncClient, changes: dict[str, Any], field: str | None
) -> None:
    body = bodies.resource(**changes)
    answer = await officer.post(
        "/api/resources", json={k: v for k, v in body.items() if k != "position" or v}
    )
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert field in [fault["field"] for fault in answer.json()["errors"]]
    assert (await officer.get("/api/resources")).json()["items"] == []


async def test_not_a_number_is_refused(officer: httpx.AsyncClient) -> None:
    for bad in ("NaN", "Infinity"):
        content = f'{{"id": "{uuid4()}", "kind": "car", "commune_code": "01301", "quantity": {bad}}}'
        answer = await officer.post(
            "/api/resources", content=content, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422
        assert answer.json()["code"] == "input_refused"


async def test_swapped_coordinates_have_their_own_answer(officer: httpx.AsyncClient) -> None:
    lon, lat = units.INSIDE["01301"]
    answer = await officer.post("/api/resources", json=bodies.resource(position={"lon": lat, "lat": lon}))
    assert (answer.status_code, answer.json()["code"]) == (422, "lon_lat_swapped")


async def test_vietnamese_comes_out_composed(officer: httpx.AsyncClient) -> None:
    name = unicodedata.normalize("NFD", "Áo phao của Đội xung kích")
    kept = (await officer.post("/api/resources", json=bodies.resource(name=name))).json()
    assert kept["name"] == "Áo phao của Đội xung kích"


async def test_a_further_count_stands_beside_the_first(officer: httpx.AsyncClient) -> None:
    body = bodies.resource(counted_at="2026-01-05T08:00:00+07:00")
    kept = (await officer.post("/api/resources", json=body)).json()
    assert kept["stale"] is True
    count = {"id": str(uuid4()), "quantity": 7, "state": "repair", "counted_at": "2026-02-05T08:00:00+07:00"}
    address = f"/api/resources/{body['id']}/counts"
    assert [(await officer.post(address, json=count)).status_code for _ in range(2)] == [201, 200]
    assert (await officer.post(address, json=count | {"quantity": 8})).status_code == 409
    assert (await officer.post(f"/api/resources/{uuid4()}/counts", json=count)).status_code == 404
    [now] = (await officer.get("/api/resources")).json()["items"]
    [then] = (await officer.get("/api/resources", params={"at": "2026-01-20T00:00:00+07:00"})).json()["items"]
    assert (now["quantity"], now["state"], then["quantity"]) == (7, "repair", 12)


async def test_a_shelter_nobody_counted_is_not_empty(officer: httpx.AsyncClient) -> None:
    body = bodies.shelter()
    kept = (await officer.post("/api/shelters", json=body)).json()
    assert (kept["occupancy"], kept["free"], kept["over_capacity"]) == (None, None, False)
    address = f"/api/shelters/{body['id']}/counts"
    more = (await officer.post(address, json={"id": str(uuid4()), "occupancy": 230})).json()
    assert (more["occupancy"], more["free"], more["over_capacity"]) == (230, 0, True)
    for bad in (-1, 1.5, 10**6, "9"):
        answer = await officer.post(address, json={"id": str(uuid4()), "occupancy": bad})
        assert answer.status_code == 422
    assert (await officer.post("/api/shelters", json=bodies.shelter(capacity=-5))).status_code == 422


async def test_lists_are_paged_and_narrowed(officer: httpx.AsyncClient) -> None:
    for index in range(5):
        await officer.post(
            "/api/resources", json=bodies.resource(position=None, commune_code=f"0130{1 + index}")
        )
    await officer.post("/api/resources", json=bodies.resource(kind="militia"))
    seen: list[str] = []
    after: str | None = None
    while True:
        query = {"limit": "2"} | ({"after": after} if after else {})
        page = (await officer.get("/api/resources", params=query)).json()
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 6
    one = (await officer.get("/api/resources", params={"commune": "01303"})).json()["items"]
    assert [item["commune_code"] for item in one] == ["01303"]
    assert len((await officer.get("/api/resources", params={"pillar": "forces"})).json()["items"]) == 1
    assert len((await officer.get("/api/resources", params={"province": "04"})).json()["items"]) == 6
    assert (await officer.get("/api/resources", params={"after": "zzz"})).json()["code"] == "bad_cursor"


async def test_scope_is_kept_by_the_database(
    officer: httpx.AsyncClient, commune_officer: httpx.AsyncClient
) -> None:
    mine = bodies.resource(position=None, commune_code="01302")
    theirs = bodies.resource()
    assert (await commune_officer.post("/api/resources", json=mine)).status_code == 201
    outside = await commune_officer.post("/api/resources", json=theirs)
    assert (outside.status_code, outside.json()["code"]) == (403, "not_allowed")
    assert (await officer.post("/api/resources", json=theirs)).status_code == 201
    seen = (await commune_officer.get("/api/resources")).json()["items"]
    assert [item["id"] for item in seen] == [mine["id"]]
    count = {"id": str(uuid4()), "quantity": 0}
    assert (
        await commune_officer.post(f"/api/resources/{theirs['id']}/counts", json=count)
    ).status_code == 404
    taken = await commune_officer.post("/api/resources", json=mine | {"id": theirs["id"]})
    assert (taken.status_code, taken.json()["code"]) == (409, "id_taken")


async def test_rights_are_asked_for(app: FastAPI, fresh_db: Database, officer: httpx.AsyncClient) -> None:
    planner = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    assert (await planner.post("/api/resources", json=bodies.resource())).status_code == 403
    assert (await planner.get("/api/resources")).status_code == 200
    assert (await planner.get("/api/command-posts")).status_code == 403
    await planner.aclose()
    nobody = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")
    assert (await nobody.get("/api/readiness")).status_code == 401
    await nobody.aclose()


async def test_names_and_numbers_stay_out_of_the_change_log(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    body = bodies.seat()
    kept = await officer.post("/api/command-posts", json=body)
    assert (kept.status_code, kept.json()["phone"]) == (201, "0912 345 678")
    assert [item["holder"] for item in (await officer.get("/api/command-posts")).json()["items"]] == [
        body["holder"]
    ]
    async with fresh_db.transaction(SYSTEM) as session:
        log = str(list(await session.execute(text("SELECT * FROM changes WHERE domain = 'resources'"))))
    assert body["holder"] not in log
    assert body["phone"] not in log
    assert (await officer.post("/api/command-posts", json=bodies.seat(phone="gọi nhà"))).status_code == 422
