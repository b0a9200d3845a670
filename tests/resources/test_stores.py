"""Stores: closed only when nothing is left in them, and never stocked once they are closed."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources import service
from geoops.resources.errors import StoreNotEmpty
from geoops.resources.schemas import ResourceIn
from tests.conftest import sign_in_as
from tests.resources import bodies


def store(**changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "commune_code": "01301", "name": "Kho xã"} | changes


async def opened(who: httpx.AsyncClient, **changes: Any) -> str:
    body = store(**changes)
    assert (await who.post("/api/stores", json=body)).status_code == 201
    return str(body["id"])


async def test_a_store_with_stock_is_not_closed(officer: httpx.AsyncClient) -> None:
    kho = await opened(officer)
    body = bodies.resource(store_id=kho, name="Áo phao người lớn")
    assert (await officer.post("/api/resources", json=body)).status_code == 201
    [listed] = (await officer.get("/api/stores")).json()["items"]
    assert listed["stocked"] == 1
    refused = await officer.post(f"/api/stores/{kho}/close")
    assert (refused.status_code, refused.json()["code"]) == (409, "store_not_empty")
    assert "12 chiếc Áo phao người lớn" in refused.json()["detail"]
    await officer.post(f"/api/resources/{body['id']}/counts", json={"id": str(uuid4()), "quantity": 0})
    closed = await officer.post(f"/api/stores/{kho}/close")
    assert (closed.status_code, closed.json()["closed_by"]) == (200, "truc-ban")
    assert (await officer.post(f"/api/stores/{kho}/close")).json() == closed.json()
    assert (await officer.get("/api/stores")).json()["items"] == []
    assert len((await officer.get("/api/stores", params={"closed": True})).json()["items"]) == 1


async def test_nothing_is_put_into_a_closed_store(officer: httpx.AsyncClient) -> None:
    kho, other = await opened(officer), await opened(officer, name="Kho thôn")
    body = bodies.resource(store_id=kho, quantity=0)
    loose = bodies.resource()
    for one in (body, loose):
        kept = (await officer.post("/api/resources", json=one)).json()
    loose_tag = kept["etag"]
    assert (await officer.post(f"/api/stores/{kho}/close")).status_code == 200
    count = {"id": str(uuid4()), "quantity": 4}
    answers = [
        await officer.post("/api/resources", json=bodies.resource(store_id=kho)),
        await officer.post(f"/api/resources/{body['id']}/counts", json=count),
        await officer.patch(
            f"/api/resources/{loose['id']}", json={"store_id": kho}, headers={"If-Match": loose_tag}
        ),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "store_closed")] * 3
    moved = await officer.patch(
        f"/api/resources/{body['id']}", json={"store_id": other}, headers={"If-Match": "*"}
    )
    assert (moved.status_code, moved.json()["store"]) == (200, "Kho thôn")
    assert (await officer.post(f"/api/resources/{body['id']}/counts", json=count)).status_code == 201


async def test_closing_waits_for_what_is_just_being_put_in(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    kho = UUID(await opened(officer))
    body = ResourceIn(id=uuid4(), commune_code="01301", kind="life_jacket", quantity=12.0, store_id=kho)

    async def close() -> bool:
        async with fresh_db.transaction(SYSTEM) as session:
            return await service.close_store(session, kho)

    async with fresh_db.transaction(SYSTEM) as session:
        await service.add_resource(session, body, "thử")
        closing = asyncio.create_task(close())
        await asyncio.sleep(0.5)
        assert not closing.done()
    with pytest.raises(StoreNotEmpty):
        await closing


async def test_putting_in_waits_for_a_closing_that_has_begun(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    kho = UUID(await opened(officer))
    body = bodies.resource(store_id=str(kho))
    async with fresh_db.transaction(SYSTEM) as session:
        await service.close_store(session, kho)
        putting = asyncio.create_task(officer.post("/api/resources", json=body))
        await asyncio.sleep(0.5)
        assert not putting.done()
    assert (await putting).json()["code"] == "store_closed"


async def test_stores_are_kept_once_and_named_once(
    officer: httpx.AsyncClient, commune_officer: httpx.AsyncClient
) -> None:
    body = store()
    answers = [await officer.post("/api/stores", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert (await officer.post("/api/stores", json=body | {"name": "Kho khác"})).json()["code"] == "id_taken"
    again = await officer.post("/api/stores", json=store(name="KHO XÃ"))
    assert (again.status_code, again.json()["code"]) == (409, "store_name_taken")
    elsewhere = await officer.post("/api/resources", json=bodies.resource(store_id=str(uuid4())))
    assert (elsewhere.status_code, elsewhere.json()["errors"][0]["field"]) == (422, "store_id")
    assert (await commune_officer.get("/api/stores")).json()["items"] == []
    assert (await commune_officer.post(f"/api/stores/{body['id']}/close")).status_code == 404


async def test_leaders_and_numbers_are_for_those_who_keep_the_inventory(
    app: FastAPI, fresh_db: Database, officer: httpx.AsyncClient
) -> None:
    body = bodies.resource(kind="militia", leader="Người dẫn đội", phone="0912 345 678", radio="145,5 MHz")
    kept = (await officer.post("/api/resources", json=body)).json()
    assert (kept["leader"], kept["phone"]) == ("Người dẫn đội", "0912 345 678")
    planner = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    [seen] = (await planner.get("/api/resources")).json()["items"]
    assert (seen["leader"], seen["phone"], seen["etag"], seen["radio"]) == (None, None, None, "145,5 MHz")
    await planner.aclose()
    await officer.patch(
        f"/api/resources/{body['id']}",
        json={"phone": "0999 888 777", "norm": 5},
        headers={"If-Match": kept["etag"]},
    )
    async with fresh_db.transaction(SYSTEM) as session:
        log = str(list(await session.execute(text("SELECT payload FROM changes WHERE domain = 'resources'"))))
    assert "Người dẫn đội" not in log
    assert "0999" not in log
    assert "'norm': 5" in log


async def test_of_two_who_change_the_same_thing_the_second_is_told(officer: httpx.AsyncClient) -> None:
    body = bodies.resource(kind="militia", phone="0912 345 678")
    kept = (await officer.post("/api/resources", json=body)).json()
    at, read = f"/api/resources/{body['id']}", {"If-Match": kept["etag"]}
    count = {"id": str(uuid4()), "quantity": 4}
    counted = (await officer.post(f"{at}/counts", json=count)).json()
    assert counted["etag"] == kept["etag"], "a count is no change of what is said of it"
    first = await officer.patch(at, json={"phone": "0999 888 777"}, headers=read)
    assert (first.status_code, first.json()["phone"]) == (200, "0999 888 777")
    second = await officer.patch(at, json={"phone": "0900 000 000"}, headers=read)
    assert (second.status_code, second.json()["code"]) == (412, "changed_meanwhile")
    assert second.json()["etag"] == first.json()["etag"] != kept["etag"]
    unread = await officer.patch(at, json={"phone": "0900 000 000"})
    assert unread.status_code == 412
    assert (await officer.get("/api/resources")).json()["items"][0]["phone"] == "0999 888 777"


async def test_of_two_who_change_the_same_shelter_the_second_is_told(officer: httpx.AsyncClient) -> None:
    body = bodies.shelter()
    kept = (await officer.post("/api/shelters", json=body)).json()
    at, read = f"/api/shelters/{body['id']}", {"If-Match": kept["etag"]}
    first = await officer.patch(at, json={"water": False}, headers=read)
    assert (first.status_code, first.json()["water"]) == (200, False)
    second = await officer.patch(at, json={"water": True}, headers=read)
    assert (second.status_code, second.json()["code"]) == (412, "changed_meanwhile")
    again = await officer.patch(at, json={"water": None}, headers={"If-Match": first.json()["etag"]})
    assert (again.status_code, again.json()["water"]) == (200, None)
