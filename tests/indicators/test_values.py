"""Values: added, never altered; as known at a time; seen within space and scope; refused where they cannot be meant."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import service
from geoops.indicators.service import Outcome, ValueIn
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.conftest import context

CODE = "lai_chau.D.4"


def one(**changes: Any) -> ValueIn:
    given: dict[str, Any] = {"indicator": CODE, "period": "2026-07", "commune_code": "01301", "value": 1.0}
    return ValueIn(**(given | changes))


async def put(session: AsyncSession, *rows: ValueIn, **more: Any) -> Outcome:
    return await service.put_values(session, rows, method="entered", source="thử", **more)


async def read(session: AsyncSession, code: str = CODE, **changes: Any) -> list[Any]:
    node = await service.node_with_values(session, code)
    given: dict[str, Any] = {
        "period": None, "commune": None, "province": None, "nature": None, "known_at": None, "after": None,
        "limit": 100,
    }  # fmt: skip
    return (await service.values(session, node, **(given | changes)))[0]


async def test_a_correction_leaves_what_was_known_before(ready: AsyncSession) -> None:
    await put(ready, one(value=10.0))
    now = await ready.scalar(text("SELECT space_now()"))
    await ready.execute(text("UPDATE indicator_values SET known_at = known_at - interval '2 days'"))
    outcome = await put(ready, one(value=12.0), reason="xã đếm lại")
    assert (outcome.new, outcome.changed) == (0, 1)
    [latest] = await read(ready)
    assert (latest.value, latest.change_reason) == (12.0, "xã đếm lại")
    [earlier] = await read(ready, known_at=now - timedelta(days=1))
    assert earlier.value == 10.0
    assert await read(ready, known_at=now - timedelta(days=3)) == []
    node = await service.node_with_values(ready, CODE)
    kept = await service.history(
        ready, node, period="2026-07", commune="01301", province="04", nature="actual", dimensions={}, units_of=None
    )  # fmt: skip
    assert [(row.value, row.superseded_at is None) for row in kept] == [(12.0, True), (10.0, False)]
    assert all(row.entered_by == "system" for row in kept), kept[0].entered_by


async def test_the_same_again_writes_nothing(ready: AsyncSession) -> None:
    rows = [one(), one(commune_code="01302", value=None, note="chưa báo cáo")]
    assert (await put(ready, *rows)).new == 2
    before = await ready.scalar(text("SELECT count(*) FROM changes"))
    again = await put(ready, *rows, one())
    assert (again.new, again.changed, again.unchanged, again.refused) == (0, 0, 3, [])
    assert await ready.scalar(text("SELECT count(*) FROM changes")) == before


async def test_dimensions_natures_and_places_are_told_apart_and_paged(ready: AsyncSession) -> None:
    code = "lai_chau.A.II.7.1"
    outcome = await put(
        ready,
        one(indicator=code, value=10.0),
        one(indicator=code, value=6.0, dimensions={"sex": "female"}),
        one(indicator=code, value=4.0, dimensions={"sex": "male"}),
        one(indicator=code, value=11.0, nature="plan"),
        one(indicator=code, value=99.0, commune_code=None, province_code="04"),
    )
    assert (outcome.new, outcome.refused) == (5, [])
    node = await service.node_with_values(ready, code)
    found: list[float] = []
    after: str | None = None
    while True:
        page, after = await service.values(
            ready, node, period="2026-07", commune=None, province="04", nature=None, known_at=None, after=after,
            limit=1,
        )  # fmt: skip
        found += [row.value for row in page if row.value is not None]
        if after is None:
            break
    assert sorted(found) == [4.0, 6.0, 10.0, 11.0, 99.0]
    assert [row.value for row in await read(ready, code, nature="plan")] == [11.0]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"value": float("nan")}, "value", "finite"),
        ({"value": float("inf")}, "value", "finite"),
        ({"value": None}, "value", "reason"),
        ({"period": "2026-13"}, "period", "no period"),
        ({"period": "2026-07-21"}, "period", "reported"),
        ({"indicator": "lai_chau.A.II.16.1.1", "period": "2026-08"}, "period", "reported"),
        ({"province_code": "20"}, "province_code", "not of that province"),
        ({"commune_code": "99999"}, "commune_code", "no commune"),
        ({"commune_code": None}, "province_code", "no province"),
        ({"period": "2025-05"}, "commune_code", "among the units"),
        ({"units_of": date(2025, 6, 1)}, "units_of", "no more"),
        ({"indicator": "lai_chau.D.9"}, "indicator", "no indicator"),
        ({"indicator": "lao_cai.C.2"}, "indicator", "heading"),
        ({"indicator": "lao_cai.C.2.1"}, "indicator", "operational"),
        ({"indicator": "lao_cai.A.8.2"}, "indicator", "computed from lao_cai.A.8.1"),
        ({"dimensions": {"sex": "male"}}, "dimensions", "broken down"),
        ({"indicator": "lai_chau.A.II.7.1", "dimensions": {"sex": "x"}}, "dimensions", "no code"),
        (
            {"indicator": "lai_chau.A.I.7.1", "dimensions": {"economic_branch": "A B"}},
            "dimensions",
            "no code",
        ),
        ({"nature": "guess"}, "nature", "no nature"),
    ],
)
async def test_what_cannot_be_meant_is_refused_and_the_rest_is_kept(
    ready: AsyncSession, changes: dict[str, Any], field: str, words: str
) -> None:
    outcome = await put(ready, one(commune_code="01302", value=5.0), one(**changes))
    assert outcome.new == 1
    [fault] = outcome.refused
    assert (fault.row, fault.field) == (2, field)
    assert words in fault.reason.en


async def test_periods_that_fit_the_rhythm_are_taken(ready: AsyncSession) -> None:
    fixed = "lai_chau.A.II.16.1.1"
    rows = [one(indicator=fixed, period=period) for period in ("2026-07", "2025-11", "2026")]
    rows += [one(indicator="lai_chau.A.I.8.3", period=period) for period in ("2026-07", "2026-Q3", "2026-MU")]
    rows += [one(indicator="lao_cai.A.6.1", period="2026-W30")]
    outcome = await put(ready, *rows)
    assert (outcome.new, outcome.refused) == (7, [])


async def test_one_cell_with_two_values_in_a_batch_is_refused_in_both_rows(ready: AsyncSession) -> None:
    outcome = await put(ready, one(value=1.0), one(value=2.0), one(commune_code="01302"))
    assert (outcome.new, [fault.row for fault in outcome.refused]) == (1, [1, 2])


async def test_two_people_on_one_cell(ready: AsyncSession) -> None:
    await put(ready, one(value=1.0, expected=0))
    [seen] = await read(ready)
    assert (await put(ready, one(value=2.0, expected=seen.id))).changed == 1
    late = await put(ready, one(value=3.0, expected=seen.id))
    assert (late.changed, [fault.row for fault in late.refused]) == (0, [1])
    assert "somebody else" in late.refused[0].reason.en
    assert (await put(ready, one(value=3.0, expected=0))).refused
    [kept] = await read(ready)
    assert kept.value == 2.0


async def test_a_missing_value_with_its_reason_is_no_zero(ready: AsyncSession) -> None:
    await put(ready, one(value=None, note="xã chưa báo cáo"))
    [row] = await read(ready)
    assert row.value is None
    assert row.reason is not None and row.reason.vi == "xã chưa báo cáo"


async def test_texts_come_back_as_they_were_sent(ready: AsyncSession) -> None:
    odd = "một\thai\nba\\N \\. “bốn” %s"
    await put(ready, one(value=None, value_text=odd, note=odd), one(commune_code="01302", value=-0.1 - 0.2))
    first, second = sorted(await read(ready), key=lambda row: row.commune_code)
    assert (first.value_text, first.reason.vi if first.reason else None) == (odd, odd)
    assert second.value == -0.1 - 0.2


async def test_scope_and_space_hold(fresh_db: Database) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        await put(
            session,
            one(value=1.0),
            one(value=2.0, commune_code=None, province_code="04"),
            one(value=3.0, commune_code="01309"),
            one(value=4.0, commune_code=None, province_code="20"),
        )
    seen = {}
    for scope in ("vn", "04", "20", "01301", "01302", ""):
        async with fresh_db.transaction(context(scope)) as session:
            seen[scope] = sorted(row.value for row in await read(session))
    assert seen == {
        "vn": [1.0, 2.0, 3.0, 4.0], "04": [1.0, 2.0], "20": [3.0, 4.0], "01301": [1.0], "01302": [], "": [],
    }  # fmt: skip
    async with fresh_db.transaction(context("04")) as session:
        outcome = await put(
            session,
            one(value=7.0),
            one(value=9.0, commune_code=None, province_code="20"),
            one(commune_code="01309"),
        )
    assert (outcome.changed, [fault.row for fault in outcome.refused]) == (1, [2, 3])
    assert {fault.reason.en for fault in outcome.refused} == {"outside your scope"}
    async with fresh_db.transaction(context("01301")) as session:
        assert [
            fault.row for fault in (await put(session, one(commune_code=None, province_code="04"))).refused
        ] == [1]
    insert = (
        "INSERT INTO indicator_values (indicator, period, province_code, units_from, method, source)"
        " VALUES ('lai_chau.D.4', '2026-07', '20', '2025-07-01', 'x', 'x')"
    )
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with fresh_db.transaction(context("04")) as session:
            await session.execute(text(insert))
