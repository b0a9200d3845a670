"""Saved views reopen the same on the same data version; number cards say what a figure is made of."""

import uuid
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.indicators.compare.conftest import PAID, compare, every, write

QUESTION = {"indicator": PAID, "period": "2026-07", "method": "equal_interval", "classes": 3}


async def save(client: httpx.AsyncClient, **more: Any) -> httpx.Response:
    body = {"id": str(uuid.uuid4()), "title": "Giải ngân tháng 7", "question": QUESTION} | more
    return await client.post("/api/indicators/views", json=body)


async def test_a_view_opens_the_same_after_the_figures_changed(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0, 4.0))
    seen = await compare(planner, **QUESTION)
    camera = {"lon": 104.0, "lat": 22.0, "zoom": 8.5}
    saved = await save(planner, camera=camera, page={"side": "swipe"})
    assert saved.status_code == 201, saved.text
    await write(planner, every(100.0, 200.0), reason="đính chính")
    view = (await planner.get(f"/api/indicators/views/{saved.json()['id']}")).json()
    assert (view["camera"], view["page"], view["digest"]) == (camera, {"side": "swipe"}, seen["digest"])
    opened = (await planner.get("/api/indicators/compare", params=view["question"])).json()
    for same in ("values", "numbers", "digest"):
        assert opened[same] == seen[same]
    assert opened["classes"]["breaks"] == seen["classes"]["breaks"]
    assert opened["classes"]["locked"]
    assert (await compare(planner, **QUESTION))["digest"] != seen["digest"]
    assert view["link"] == f"/compare/{view['id']}"


async def test_a_view_of_two_variables_keeps_both_breaks(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
    question = QUESTION | {"second": "reference.R.population_density"}
    seen = await compare(planner, **question)
    view = (await save(planner, question=question)).json()
    opened = (await planner.get("/api/indicators/compare", params=view["question"])).json()
    assert opened["both"] == seen["both"]


async def test_a_view_is_kept_once_and_its_id_is_its_own(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0))
    id_ = str(uuid.uuid4())
    assert (await save(planner, id=id_)).status_code == 201
    assert (await save(planner, id=id_)).status_code == 200
    taken = await save(planner, id=id_, title="Khác")
    assert (taken.status_code, taken.json()["code"]) == (409, "view_taken")
    listed = (await planner.get("/api/indicators/views")).json()["items"]
    assert [one["id"] for one in listed] == [id_]
    unknown = await planner.get(f"/api/indicators/views/{uuid.uuid4()}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_view")


async def test_views_are_listed_in_pages_newest_first(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0))
    ids = [(await save(planner)).json()["id"] for _ in range(3)]
    first = (await planner.get("/api/indicators/views", params={"limit": 2})).json()
    rest = (await planner.get("/api/indicators/views", params={"limit": 2, "after": first["next"]})).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next"] is None
    bad = await planner.get("/api/indicators/views", params={"after": "xx"})
    assert bad.status_code == 422


@cases(
    "more",
    [
        {"title": "   "},
        {"title": "a\x00b"},
        {"id": "1"},
        {"question": QUESTION | {"classes": 100}},
        {"camera": {"lon": 500, "lat": 0, "zoom": 3}},
        {"page": {"a": "x" * 401}},
        {"owner": "ai đó"},
    ],
)
async def test_bad_views_are_refused(planner: httpx.AsyncClient, more: dict[str, Any]) -> None:
    assert (await save(planner, **more)).status_code == 422


async def test_a_decomposed_title_is_kept_composed(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0))
    saved = await save(planner, title="Lào Cai")
    assert saved.json()["title"] == "Lào Cai"


async def test_a_card_says_what_a_figure_is_made_of(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0), period="2026-01")
    await write(planner, every(2.0), period="2026-02")
    await write(planner, every(5.0), period="2026-02", reason="đính chính")
    params = {"indicator": "lao_cai.A.8.2", "period": "2026-02", "commune": "01301"}
    card = (await planner.get("/api/indicators/card", params=params)).json()
    assert card["value"] == 6.0
    assert PAID in card["formula"]["vi"]
    assert {one["name"]: one["value"] for one in card["inputs"]} == {
        f"{PAID} 2026-01": 1.0,
        f"{PAID} 2026-02": 5.0,
    }
    assert (card["units_from"], card["approval"], card["gap"]) == ("2025-07-01", None, None)
    own = (await planner.get("/api/indicators/card", params=params | {"indicator": PAID})).json()
    assert [(one["value"], one["reason"]) for one in own["history"]] == [(5.0, "đính chính"), (2.0, None)]
    assert own["history"][0]["entered_by"] == "ke-hoach"
    await write(planner, every(9.0), period="2026-02", reason="lại")
    link = urlsplit(own["recompute"])
    again = (await planner.get(f"{link.path}?{link.query}")).json()
    assert (again["value"], again["known_at"]) == (5.0, own["known_at"])
    assert (await planner.get("/api/indicators/card", params=params | {"indicator": PAID})).json()[
        "value"
    ] == 9.0


async def test_a_card_of_density_has_residents_and_area(planner: httpx.AsyncClient) -> None:
    params = {"indicator": "reference.R.population_density", "commune": "01301"}
    card = (await planner.get("/api/indicators/card", params=params)).json()
    inputs = {one["name"]: one["value"] for one in card["inputs"]}
    assert card["value"] == pytest.approx(inputs["population"] / inputs["area_km2"])
    assert card["boundary_version"] is not None
    gap = (await planner.get("/api/indicators/card", params=params | {"commune": "01305"})).json()
    assert (gap["value"], gap["gap"]["cause"]) == (None, "missing")


async def test_a_card_outside_the_scope_is_empty(
    planner: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    await write(planner, every(1.0))
    other = await sign_in_as(app, fresh_db, "lang-son", "planner", "20")
    params = {"indicator": PAID, "period": "2026-07", "commune": "01301"}
    card = (await other.get("/api/indicators/card", params=params)).json()
    assert (
        card["value"] is None
        and card["history"] == []
        and all(one["value"] is None for one in card["inputs"])
    )
    unknown = await other.get("/api/indicators/card", params=params | {"commune": "99999"})
    assert unknown.status_code == 404
    await other.aclose()
