"""Small multiples over HTTP: one legend for all maps, or none."""

from typing import Any

import httpx
import pytest

from tests.cases import cases
from tests.indicators.compare.conftest import OURS, PAID, every, write

PATH = "/api/indicators/compare/multiples"


async def asked(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(PATH, params={"indicator": PAID} | query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_periods_are_coloured_by_the_values_of_all_of_them(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0, 3.0), period="2026-05")
    await write(planner, every(10.0, 20.0, 30.0), period="2026-06")
    await write(planner, every(2.0, None, 30.0), period="2026-07")
    found = await asked(planner, periods="2026-05,2026-06,2026-07", method="equal_interval", classes=3)
    assert found["ids"] == OURS
    breaks = found["classes"]["breaks"]
    assert breaks == pytest.approx([1 + 29 / 3, 1 + 58 / 3])
    assert [panel["variable"]["period"] for panel in found["panels"]] == ["2026-05", "2026-06", "2026-07"]
    assert [panel["numbers"][:3] for panel in found["panels"]] == [[0, 0, 0], [0, 1, 2], [0, -1, 2]]
    assert found["classes"]["counts"] == [5, 1, 2]
    assert sum(found["histogram"]["counts"]) == found["summary"]["count"] == 8
    assert found["panels"][2]["gaps"]["01302"]["text"]["vi"] == "chưa quyết toán"
    locked = await asked(planner, periods="2026-05,2026-07", breaks="5")
    assert [panel["numbers"][:3] for panel in locked["panels"]] == [[0, 0, 0], [0, -1, 1]]


async def test_indicators_share_a_legend_only_in_one_unit(planner: httpx.AsyncClient) -> None:
    nodes = (await planner.get("/api/indicators", params={"set": "lao_cai", "limit": 1000})).json()["items"]
    unit = next(one for one in nodes if one["code"] == PAID)["unit"]["printed"]
    like = next(
        one["code"] for one in nodes
        if one["holds_value"] and one["unit"] and one["unit"]["printed"] == unit and one["code"] != PAID
        and not one["derived"] and not one["computed_from"]
    )  # fmt: skip
    await write(planner, every(1.0, 2.0))
    found = await asked(planner, period="2026-07", also=like)
    assert [panel["variable"]["key"] for panel in found["panels"]] == [PAID, like]
    refused = await planner.get(
        PATH, params={"indicator": PAID, "period": "2026-07", "also": "reference.R.population_density"}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "unlike_units")


async def test_rates_of_each_period_have_their_own_cases(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.0, 2.0), period="2026-06")
    await write(planner, every(2.0, 4.0), period="2026-07")
    found = await asked(planner, periods="2026-06,2026-07", denominator="population", per=1000)
    first, second = (panel["values"] for panel in found["panels"])
    assert second[0] == pytest.approx(2 * first[0])
    assert found["panels"][0]["variable"]["unit"] == "/1000"


@cases(
    ("query", "code"),
    [
        ({"periods": "2026-07"}, "input_refused"),
        ({"periods": "2026-07,2026-07"}, "input_refused"),
        ({"periods": "2026-07,2026-13"}, "bad_period"),
        ({"periods": ",".join(f"2026-{month:02}" for month in range(1, 11))}, "input_refused"),
        ({"period": "2026-07"}, "input_refused"),
        ({"period": "2026-07", "also": "nothing"}, "unknown_indicator"),
        ({"periods": "2026-06,2026-07", "method": "threshold", "breaks": "2"}, "no_basis"),
    ],
)
async def test_bad_questions_are_refused(
    planner: httpx.AsyncClient, query: dict[str, Any], code: str
) -> None:
    answer = await planner.get(PATH, params={"indicator": PAID} | query)
    assert answer.json()["code"] == code, answer.text
