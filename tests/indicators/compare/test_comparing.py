"""Comparing over HTTP: classes, gaps with their causes, two variables, rates, rights."""

from datetime import date
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import insert, text

from geoops.communes.boundaries.lineage import Descent
from geoops.communes.loading import service as loading
from geoops.indicators.reporting.models import IndicatorReport, IndicatorReportStep
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.indicators.compare.conftest import OURS, PAID, compare, every, write

DENSITY = "reference.R.population_density"


async def test_a_choropleth_has_classes_and_says_why_the_rest_has_none(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0, 4.0, None))
    await write(planner, every(4.0, 3.0, 2.0, 1.0), period="2026-06")
    found = await compare(planner, method="equal_interval", classes=3)
    assert found["ids"] == OURS
    assert found["numbers"] == [0, 0, 1, 2, -1, -1]
    assert found["classes"]["breaks"] == [2.0, 3.0]
    assert (found["classes"]["counts"], len(found["classes"]["colours"])) == ([2, 1, 1], 3)
    assert found["gaps"]["01305"]["text"]["vi"] == "chưa quyết toán"
    assert found["gaps"]["01306"] == {
        "kind": "no_data", "cause": "missing", "text": {"vi": "chưa có số liệu", "en": "no data"}, "value": None,
    }  # fmt: skip
    assert (found["first"]["known"], found["first"]["no_data"]) == (4, 2)
    assert found["summary"]["median"] == 2.5
    assert found["ranks"] == {
        "against": "2026-06", "ranks": [4, 3, 2, 1, None, None], "changes": [-3, -1, 1, 3, None, None],
    }  # fmt: skip
    locked = await compare(planner, breaks="1.5,100")
    assert locked["classes"]["locked"] and locked["numbers"] == [0, 1, 1, 1, -1, -1]


async def test_a_legal_threshold_needs_its_text(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0))
    params = {"indicator": PAID, "period": "2026-07", "method": "threshold", "breaks": "2"}
    refused = await planner.get("/api/indicators/compare", params=params)
    assert (refused.status_code, refused.json()["code"]) == (422, "no_basis")
    found = await compare(planner, method="threshold", breaks="2", basis="Quyết định thử")
    assert found["numbers"][:3] == [0, 0, 1]
    assert any("Quyết định thử" in note["vi"] for note in found["notes"])


async def test_two_variables_make_nine_classes_and_a_correlation(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
    found = await compare(planner, second=DENSITY)
    assert found["second"]["name"]["vi"] == "Mật độ dân số"
    assert found["second_gaps"]["01305"]["cause"] == "missing"
    assert found["correlation"]["n"] == 5
    assert found["both"]["numbers"][4] == -1
    assert sum(sum(row) for row in found["both"]["cells"]) == 5
    same = await compare(planner, second=PAID)
    assert same["correlation"] == {"n": 6, "pearson": pytest.approx(1.0), "spearman": pytest.approx(1.0)}


async def test_numbers_of_layers_can_be_laid_beside(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0))
    listed = (await planner.get("/api/indicators/compare/choices")).json()["items"]
    keys = {one["key"] for one in listed}
    assert {"layer:danger_communes:level", "layer:population_density:value"} <= keys
    named = {one["key"]: one["name"]["vi"] for one in listed}
    assert named["layer:population_density:value"] == "Mật độ dân số", "nothing is said twice"
    assert named["layer:danger_communes:level"] == "Nguy hiểm theo xã: Mức"
    found = await compare(planner, second="layer:population_density:value")
    assert found["second_values"][0] is not None
    # What speaks of the data, or has a unit that differs from commune to commune, is not a quantity of the place.
    of_no_place = {
        "layer:rain_communes:age_minutes",
        "layer:rain_communes:gauges",
        "layer:rain_communes:covered",
        "layer:rain_ahead_6h:apportioned",
        "layer:danger_communes:value",
        "layer:indicator_completeness:cells",
    }
    assert "layer:rain_communes:value" in keys and not keys & of_no_place
    for key in (
        *of_no_place,
        "layer:population_density:class",
        "layer:nothing:value",
        "hazard:none:1",
        "layer:stations:id",
    ):
        answer = await planner.get(
            "/api/indicators/compare", params={"indicator": PAID, "period": "2026-07", "second": key}
        )
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_variable"), key


async def test_figures_of_a_report_that_is_not_approved_are_a_class_of_their_own(
    planner: httpx.AsyncClient, fresh_db: Database
) -> None:
    await write(planner, every(1.0, 2.0, 3.0))
    before = (await compare(planner))["known_at"]
    node = (await planner.get("/api/indicators", params={"set": "lao_cai", "limit": 1000})).json()["items"]
    office = next(one for one in node if one["code"] == PAID)["responsible_offices"][0]
    async with fresh_db.transaction(SYSTEM) as session:
        values = {
            "set_code": "lao_cai", "office": office, "period": "2026-07", "province_code": "04", "commune_code": "01302",
            "state": "submitted", "passed": 0,
        }  # fmt: skip
        due = (await session.execute(text("SELECT now()"))).scalar_one()
        report = await session.scalar(
            insert(IndicatorReport).values(**values, due_at=due).returning(IndicatorReport.id)
        )
        step = {"report": report, "province_code": "04", "action": "submit", "from_state": "draft", "to_state": "submitted"}  # fmt: skip
        await session.execute(insert(IndicatorReportStep).values(**step))
    found = await compare(planner)
    assert found["by"]["01302"] is None
    gap = found["gaps"]["01302"]
    assert (gap["kind"], gap["cause"], gap["value"]) == ("not_comparable", "approval", 2.0)
    assert found["first"]["not_comparable"] == {"approval": 1}
    assert (await compare(planner, accept="approval"))["by"]["01302"] == 2.0
    assert (await compare(planner, known_at=before))["by"]["01302"] == 2.0
    assert (await compare(planner, known_at=found["known_at"]))["by"]["01302"] is None


async def test_estimates_over_divided_units_are_not_compared_unless_chosen(
    planner: httpx.AsyncClient, fresh_db: Database
) -> None:
    def descent(old: str, new: str, split: bool, share: float | None) -> Descent:
        return Descent(
            old, f"Xã {old}", "040", "Huyện cũ", "04", "Tỉnh Cao Bằng", new, split, date(2025, 7, 1), None, share, None
        )  # fmt: skip

    async with fresh_db.transaction(SYSTEM) as session:
        await loading.load_lineage(
            session,
            [
                descent("00101", "01301", False, 1.0),
                descent("00103", "01302", True, 0.25),
                descent("00103", "01303", True, 0.75),
            ],
        )
    await write(planner, {"00101": 7.0, "00103": 100.0}, period="2025-05")
    found = await compare(planner, period="2025-05")
    assert found["by"]["01301"] == 7.0
    assert (found["gaps"]["01302"]["cause"], found["gaps"]["01302"]["value"]) == ("boundary", 25.0)
    assert len([note for note in found["notes"] if "đơn vị cũ" in note["vi"]]) == 2
    assert (await compare(planner, period="2025-05", accept="boundary"))["by"]["01303"] == 75.0


async def test_a_zero_denominator_and_a_missing_part_are_told_apart(planner: httpx.AsyncClient) -> None:
    await write(planner, every(10.0, 10.0, 10.0), period="2026-06")
    await write(planner, every(0.0, 5.0), period="2026-05")
    found = await compare(planner, period="2026-06", against="previous_period")
    assert found["by"]["01302"] == 200.0
    assert (found["gaps"]["01301"]["kind"], found["gaps"]["01301"]["cause"]) == (
        "not_comparable",
        "denominator",
    )
    assert (found["gaps"]["01303"]["kind"], found["gaps"]["01303"]["cause"]) == (
        "not_comparable",
        "completeness",
    )
    assert (found["gaps"]["01304"]["kind"], found["first"]["unit"]) == ("no_data", "%")


async def test_rates_have_intervals_and_shrink_on_request(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 30.0, 4.0, 5.0))
    found = await compare(planner, denominator="population", per=1000)
    rates = found["rates"]
    assert rates["method"] == "wilson"
    assert found["gaps"]["01305"]["cause"] == "denominator"
    for value, low, high in zip(found["values"][:4], rates["low"], rates["high"], strict=False):
        assert low < value < high
    assert rates["few"][:4] == [True, True, False, True]
    shrunk = await compare(planner, denominator="population", per=1000, shrink=True)
    spread = [max(one["values"][:4]) - min(one["values"][:4]) for one in (found, shrunk)]
    assert spread[1] < spread[0]
    assert shrunk["rates"]["low"] == rates["low"]


async def test_hot_spots_say_their_neighbours(
    planner: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    nation = await sign_in_as(app, fresh_db, "ca-nuoc", "planner", "vn")
    answer = await nation.get("/api/indicators/compare", params={"indicator": DENSITY, "hot_spots": True})
    found = answer.json()["hot_spots"]
    assert (found["permutations"], found["alpha"]) == (999, 0.05)
    assert found["kinds"][4] is None, "01305 has no residents"
    assert found["neighbours"]["01301"] == ["01302", "01304"]
    again = await nation.get("/api/indicators/compare", params={"indicator": DENSITY, "hot_spots": True})
    assert again.json()["hot_spots"] == found
    few = await planner.get("/api/indicators/compare", params={"indicator": DENSITY, "hot_spots": True})
    assert (few.status_code, few.json()["code"]) == (422, "too_few_values")
    await nation.aclose()


async def test_others_see_their_own_communes_alone(
    planner: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    await write(planner, every(1.0, 2.0))
    other = await sign_in_as(app, fresh_db, "lang-son", "planner", "20")
    found = await compare(other)
    assert found["ids"] == ["01307", "01308", "01309"]
    assert found["first"]["known"] == 0
    commune = await sign_in_as(app, fresh_db, "xa", "commune", "01302")
    assert (await compare(commune))["by"] == {"01302": 2.0}
    for opened in (other, commune):
        await opened.aclose()


@cases(
    ("query", "code"),
    [
        ({"breaks": "2,1"}, "bad_breaks"),
        ({"breaks": "1,e,2"}, "bad_breaks"),
        ({"breaks": "nan"}, "input_refused"),
        ({"method": "manual"}, "bad_breaks"),
        ({"period": "2026-13"}, "bad_period"),
        ({"indicator": "lao_cai.A"}, "unknown_indicator"),
        ({"classes": "99"}, "input_refused"),
        ({"alpha": "0"}, "input_refused"),
        ({"per": "inf"}, "input_refused"),
        ({"accept": "missing"}, "input_refused"),
        ({"dimensions": "sex"}, "input_refused"),
        ({"known_at": "hôm qua"}, "input_refused"),
        ({"indicator": "a\x00b"}, "input_refused"),
    ],
)
async def test_bad_questions_are_refused(
    planner: httpx.AsyncClient, query: dict[str, Any], code: str
) -> None:
    params = {"indicator": PAID, "period": "2026-07"} | query
    answer = await planner.get("/api/indicators/compare", params=params)
    assert answer.json()["code"] == code, answer.text
    assert answer.status_code in (404, 422)
