"""Values: added, never altered; as known at a time; seen within space and scope."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import service
from geoops.indicators.errors import HoldsNoValue, UnknownIndicator
from geoops.indicators.periods import BadPeriod
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import InputRefused
from tests import units
from tests.conftest import context

CODE = "lai_chau.D.4"


async def add(session: AsyncSession, **changes: Any) -> int:
    given: dict[str, Any] = {
        "indicator_code": CODE, "period": "2026-07", "province_code": "04", "commune_code": "01301", "value": 1.0,
        "method": "entered", "source": "thử",
    }  # fmt: skip
    return await service.add_value(session, **(given | changes))


async def read(session: AsyncSession, **changes: Any) -> list[Any]:
    node = await service.indicator(session, CODE)
    given: dict[str, Any] = {
        "period": None, "commune": None, "province": None, "known_at": None, "after": None, "limit": 100,
    }  # fmt: skip
    return (await service.values(session, node, **(given | changes)))[0]


@pytest.fixture
async def ready(session: AsyncSession, tmp_path: Path) -> AsyncSession:
    await units.load(session, tmp_path)
    await service.load(session)
    return session


async def test_a_correction_leaves_what_was_known_before(ready: AsyncSession) -> None:
    await add(ready, value=10.0)
    now = await ready.scalar(text("SELECT space_now()"))
    await ready.execute(text("UPDATE indicator_values SET known_at = known_at - interval '2 days'"))
    await add(ready, value=12.0)
    [latest] = await read(ready)
    assert latest.value == 12.0
    [earlier] = await read(ready, known_at=now - timedelta(days=1))
    assert earlier.value == 10.0
    assert await read(ready, known_at=now - timedelta(days=3)) == []


async def test_dimensions_and_places_are_told_apart_and_paged(ready: AsyncSession) -> None:
    for value, dimensions in ((1.0, {}), (2.0, {"giới tính": "nữ"}), (3.0, {"giới tính": "nam"})):
        await add(ready, value=value, dimensions=dimensions)
    await add(ready, value=4.0, commune_code=None)
    node = await service.indicator(ready, CODE)
    found: list[float] = []
    after: str | None = None
    while True:
        page, after = await service.values(
            ready, node, period="2026-07", commune=None, province="04", known_at=None, after=after, limit=1
        )
        found += [row.value for row in page if row.value is not None]
        if after is None:
            break
    assert sorted(found) == [1.0, 2.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"value": float("nan")}, InputRefused),
        ({"value": float("inf")}, InputRefused),
        ({"value": None}, InputRefused),
        ({"period": "2026-13"}, BadPeriod),
        ({"province_code": "20"}, InputRefused),
        ({"indicator_code": "lai_chau.D.9"}, UnknownIndicator),
        ({"indicator_code": "lao_cai.C.2"}, HoldsNoValue),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    ready: AsyncSession, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await add(ready, **changes)
    assert await ready.scalar(text("SELECT count(*) FROM indicator_values")) == 0


async def test_a_missing_value_with_its_reason_is_no_zero(ready: AsyncSession) -> None:
    await add(ready, value=None, note="xã chưa báo cáo")
    [row] = await read(ready)
    assert row.value is None
    assert row.reason is not None and row.reason.vi == "xã chưa báo cáo"


async def test_scope_and_space_hold(fresh_db: Database, tmp_path: Path) -> None:
    await units.load_into(fresh_db, tmp_path)
    async with fresh_db.transaction(SYSTEM) as session:
        await service.load(session)
        await add(session, value=1.0)
        await add(session, value=2.0, commune_code=None)
        await add(session, value=3.0, province_code="20", commune_code="01309")
        await add(session, value=4.0, province_code="20", commune_code=None)
    seen = {}
    for scope in ("vn", "04", "20", "01301", "01302", ""):
        async with fresh_db.transaction(context(scope)) as session:
            seen[scope] = sorted(row.value for row in await read(session))
    assert seen == {
        "vn": [1.0, 2.0, 3.0, 4.0], "04": [1.0, 2.0], "20": [3.0, 4.0], "01301": [1.0], "01302": [], "": [],
    }  # fmt: skip
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with fresh_db.transaction(context("04")) as session:
            await add(session, province_code="20", commune_code=None)
