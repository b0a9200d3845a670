"""Values over HTTP: written, tabled for a map, derived, added up, carried from the communes of before July 2025."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from geoops.communes.boundaries.lineage import Descent
from geoops.communes.loading import service as loading
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.cases import cases
from tests.conftest import sign_in_as

PAID, CUMULATED, AGAINST_PLAN = "lao_cai.A.8.1", "lao_cai.A.8.2", "lao_cai.A.8.3"
COMMUNES = units.CODES[:6]


def descent(old: str, new: str, split: bool = False, share: float | None = None) -> Descent:
    known = 1.0 if not split else share
    return Descent(
        old, f"Xã {old}", "040", "Huyện cũ", "04", "Tỉnh Cao Bằng", new, split, date(2025, 7, 1), None, known, None
    )  # fmt: skip


# 00101 and 01302 became 01301 whole; 00103 was split between 01302 and 01303; each further one has one old unit.
LINEAGE = [
    descent("00101", "01301"), descent("01302", "01301"),
    descent("00103", "01302", True, 0.25), descent("00103", "01303", True, 0.75),
    descent("00104", "01304"), descent("00105", "01305"), descent("00106", "01306"),
]  # fmt: skip


@pytest.fixture
async def planner(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with fresh_db.transaction(SYSTEM) as session:
        await loading.load_lineage(session, LINEAGE)
    opened = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    yield opened
    await opened.aclose()


async def write(client: httpx.AsyncClient, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await client.post("/api/indicators/values", json={"source": "thử", "items": list(items), **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def item(code: str, period: str, value: float | None, indicator: str = PAID, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "period": period, "commune_code": code, "value": value, **more}


async def table(client: httpx.AsyncClient, **query: str) -> dict[str, Any]:
    answer = await client.get("/api/indicators/table", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert len(found["ids"]) == len(found["values"])
    return found | {"by": dict(zip(found["ids"], found["values"], strict=True))}


async def test_a_table_has_what_is_known_and_says_why_the_rest_is_not(planner: httpx.AsyncClient) -> None:
    written = await write(
        planner, item("01301", "2026-07", 5.5), item("01302", "2026-07", 0.0),
        item("01303", "2026-07", None, note="chưa quyết toán"),
    )  # fmt: skip
    assert written == {"new": 3, "changed": 0, "unchanged": 0, "refused": []}
    found = await table(planner, indicator=PAID, period="2026-07")
    assert found["by"] == {"01301": 5.5, "01302": 0.0, "01303": None}
    assert found["reasons"]["01303"]["vi"] == "chưa quyết toán"
    assert (found["units_from"], found["carried"]) == ("2025-07-01", {})
    slow = await table(planner, indicator=PAID, period="2026-07", from_kind="day")
    assert slow["by"] == found["by"]
    assert slow["reasons"]["01303"]["vi"] == "chưa quyết toán"
    assert (await table(planner, indicator=PAID, period="2026-07", province="20"))["ids"] == []


async def test_derived_rows_are_worked_out_and_never_written(planner: httpx.AsyncClient) -> None:
    await write(planner, *(item("01301", f"2026-0{month}", 10.0) for month in (1, 2, 3)))
    await write(planner, item("01302", "2026-01", 10.0), item("01302", "2026-03", 10.0))
    await write(planner, item("01301", "2026", 120.0, nature="plan"))
    cumulated = await table(planner, indicator=CUMULATED, period="2026-03")
    assert cumulated["by"] == {"01301": 30.0, "01302": None}
    assert "2026-02" in cumulated["reasons"]["01302"]["vi"]
    assert (await table(planner, indicator=AGAINST_PLAN, period="2026-03"))["by"]["01301"] == 25.0
    compared = await table(planner, indicator=PAID, period="2026-02", against="previous_period")
    assert compared["by"] == {"01301": 100.0, "01302": None}
    refused = (await write(planner, item("01301", "2026-03", 30.0, CUMULATED)))["refused"]
    assert refused[0]["field"] == "indicator"
    assert PAID in refused[0]["reason"]


async def test_a_province_is_the_sum_of_its_communes_or_says_who_is_missing(
    planner: httpx.AsyncClient,
) -> None:
    await write(planner, *(item(code, "2026-01", 10.0) for code in COMMUNES[:5]))
    query = {"indicator": PAID, "period": "2026-01", "province": "04"}
    found = (await planner.get("/api/indicators/whole", params=query)).json()
    assert found["value"] is None
    part = found["parts"][f"{PAID} 2026-01"]
    assert (part["so_far"], part["missing"]) == (50.0, ["01306"])
    await write(planner, item("01306", "2026-01", 2.0), {"indicator": PAID, "period": "2026-01", "province_code": "04", "value": 60.0})  # fmt: skip
    await write(planner, *(item(code, "2026", 120.0, nature="plan") for code in COMMUNES))
    found = (await planner.get("/api/indicators/whole", params=query)).json()
    assert (found["value"], found["reported"]) == (52.0, 60.0)
    against_plan = query | {"indicator": AGAINST_PLAN}
    found = (await planner.get("/api/indicators/whole", params=against_plan)).json()
    assert found["value"] == pytest.approx(52 / 720 * 100)


async def test_what_cannot_be_added_is_refused_with_the_reason(planner: httpx.AsyncClient) -> None:
    query = {"indicator": "lao_cai.B.15.1", "period": "2026", "province": "04"}
    answer = await planner.get("/api/indicators/whole", params=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_additive")
    assert "không cộng được" in answer.json()["detail"]


async def test_a_mean_is_weighted(planner: httpx.AsyncClient) -> None:
    income, workers = "lao_cai.B.7.7", "lao_cai.B.7.6"
    for place, code in enumerate(COMMUNES, start=1):
        await write(
            planner, item(code, "2026-Q1", 10.0 * place, income), item(code, "2026-Q1", place, workers)
        )
    query = {"indicator": income, "period": "2026-Q1", "province": "04"}
    found = (await planner.get("/api/indicators/whole", params=query)).json()
    assert found["value"] == pytest.approx(sum(10 * n * n for n in range(1, 7)) / 21)


async def test_old_figures_on_the_communes_of_today(planner: httpx.AsyncClient) -> None:
    """01302 of 2024 is another unit than 01302 of today."""
    old = {"00101": 10.0, "01302": 5.0, "00103": 8.0, "00104": 3.0, "00105": 1.0}
    written = await write(planner, *(item(code, "2024", value) for code, value in old.items()))
    assert (written["new"], written["refused"]) == (5, [])
    found = await table(planner, indicator=PAID, period="2024")
    assert found["by"] == {"01301": 15.0, "01302": 2.0, "01303": 6.0, "01304": 3.0, "01305": 1.0}
    split = found["carried"]["01302"][f"{PAID} 2024"]
    assert (split["by"], split["low"], split["high"], split["sources"]) == ("population", 0.0, 8.0, ["00103"])
    assert found["carried"]["01301"][f"{PAID} 2024"]["by"] == "whole"
    as_reported = await table(planner, indicator=PAID, period="2024", units_of="2024-12-31")
    assert as_reported["by"] == old
    await write(planner, item("01301", "2026", 30.0))
    await write(planner, item("01301", "2025", 20.0), item("01302", "2025", 9.0))
    compared = await table(planner, indicator=PAID, period="2025", against="previous_year")
    assert compared["by"]["01301"] == pytest.approx(20 / 15 * 100)
    assert compared["by"]["01302"] == pytest.approx(9 / 2 * 100)
    restated = item("01302", "2024", 2.5, units_of="2025-07-01")
    await write(planner, restated)
    assert (await table(planner, indicator=PAID, period="2024"))["by"]["01302"] == 2.5


async def test_rates_of_before_are_worked_out_again_from_their_parts(planner: httpx.AsyncClient) -> None:
    rate, of, over = "lao_cai.B.14.1.6", "lao_cai.B.14.1.5", "lao_cai.B.14.1.1"
    for code, good, schools in (("00101", 1.0, 4.0), ("01302", 3.0, 4.0), ("00104", 1.0, 2.0)):
        await write(planner, item(code, "2024", good, of), item(code, "2024", schools, over))
    found = await table(planner, indicator=rate, period="2024")
    assert (found["by"]["01301"], found["by"]["01304"]) == (50.0, 50.0)
    typed = "lao_cai.B.15.1"
    await write(planner, item("00101", "2024", 40.0, typed), item("01302", "2024", 60.0, typed))
    await write(planner, item("00104", "2024", 70.0, typed))
    found = await table(planner, indicator=typed, period="2024")
    assert (found["by"]["01301"], found["by"]["01304"]) == (None, 70.0)
    assert "tính lại" in found["reasons"]["01301"]["vi"]


async def test_history_says_who_and_why(planner: httpx.AsyncClient) -> None:
    await write(planner, item("01301", "2026-07", 1.0))
    await write(planner, item("01301", "2026-07", 2.0), reason="nhầm đơn vị")
    query = {"indicator": PAID, "period": "2026-07", "province": "04", "commune": "01301"}
    items = (await planner.get("/api/indicators/values/history", params=query)).json()["items"]
    assert [(one["value"], one["entered_by"], one["change_reason"]) for one in items] == [
        (2.0, "ke-hoach", "nhầm đơn vị"), (1.0, "ke-hoach", None),
    ]  # fmt: skip
    changes = (await planner.get("/api/changes?after=0&limit=1000")).json()["items"]
    written = [change for change in changes if change["entity"] == "value"]
    assert [change["payload"]["changed"] for change in written] == [0, 1]
    assert written[-1]["commune_code"] == "01301"


@cases(
    ("body", "status"),
    [
        ({"source": "x", "items": []}, 422),
        ({"source": "thử", "items": []}, 422),
        ({"source": "thử", "items": [{"indicator": PAID}]}, 422),
        ({"source": "thử", "items": [item("01301", "2026-07", 1.0) | {"value": "1.234,5"}]}, 422),
        ({"source": "thử", "items": [item("01301", "2026-07", 1.0) | {"value": True}]}, 422),
        ({"source": "thử", "items": [item("1301", "2026-07", 1.0)]}, 422),
        ({"source": "thử", "items": [item("01301", "2026-07", 1.0, note="a\u0000")]}, 422),
        ({"source": "thử", "items": [item("01301", "2026-07", 1.0)] * 5001}, 422),
        ([], 422),
    ],
)
async def test_bodies_that_are_none_are_refused(planner: httpx.AsyncClient, body: Any, status: int) -> None:
    answer = await planner.post("/api/indicators/values", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@cases(
    ("query", "status", "code"),
    [
        ({"indicator": "không", "period": "2026"}, 404, "unknown_indicator"),
        ({"indicator": "lao_cai.A.8", "period": "2026"}, 422, "holds_no_value"),
        ({"indicator": PAID, "period": "2026-13"}, 422, "bad_period"),
        ({"indicator": PAID, "period": "2026", "dimensions": "sex"}, 422, "input_refused"),
        ({"indicator": PAID, "period": "2026", "against": "nothing"}, 422, "input_refused"),
        ({"indicator": PAID, "period": "2026", "units_of": "hôm qua"}, 422, "input_refused"),
    ],
)
async def test_bad_questions(
    planner: httpx.AsyncClient, query: dict[str, str], status: int, code: str
) -> None:
    for path in ("table", "whole"):
        if path == "whole" and "units_of" in query:
            continue
        answer = await planner.get(f"/api/indicators/{path}", params=query)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_field_reporter_reads_and_does_not_write(
    planner: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    del planner  # loads what is asked for
    reporter = await sign_in_as(app, fresh_db, "thực-địa", "field", "01301")
    body = {"source": "thử", "items": [item("01301", "2026-07", 1.0)]}
    assert (await reporter.post("/api/indicators/values", json=body)).status_code == 403
    assert (
        await reporter.get("/api/indicators/table", params={"indicator": PAID, "period": "2026"})
    ).status_code == 200
    await reporter.aclose()
