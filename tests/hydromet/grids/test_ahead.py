"""Rain ahead by commune: of one forecast, whole windows alone, said to be a forecast, and nothing where there is none."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from geoops.hydromet.forecasts import service as forecasts
from geoops.hydromet.forecasts.service import ForecastBatch, Place, Value
from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.hydromet.grids.makers import hours_later
from tests.hydromet.grids.test_service import forecast, load

pytestmark = pytest.mark.usefixtures("here")
WHOLE_DAY = {(h, h + 3): 3.0 for h in range(0, 36, 3)}


async def known_two_hours_after_its_making(db: Database) -> None:
    async with db.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE grid_steps SET known_at = issued_at + interval '2 hours'"))


async def take_points(
    db: Database,
    rain: dict[str, Sequence[float | None]],
    issued_at: datetime,
    *,
    source: str = "open_meteo",
    codes: dict[str, tuple[str, ...]] | None = None,
) -> None:
    """Hourly rain (mm) at a place per commune from the issue on; None is an hour that the source leaves out."""
    batch = ForecastBatch(
        source=source,
        read_at=issued_at,
        issued_at=issued_at,
        places=[Place(f"p:{code}", 104.05, 22.05, (codes or {}).get(code, (code,))) for code in rain],
        values=[
            Value(
                f"p:{code}",
                "rain",
                issued_at + timedelta(hours=h),
                issued_at + timedelta(hours=h + 1),
                mm,
                "mm",
            )
            for code, series in rain.items()
            for h, mm in enumerate(series)
            if mm is not None
        ],
    )
    async with db.transaction(SYSTEM) as session:
        await forecasts.take(session, batch, issued_at)


async def asked(
    duty: httpx.AsyncClient, hours: int, at: datetime, known_at: datetime | None = None
) -> dict[str, dict[str, Any]]:
    """The rows of the layer by commune."""
    params = {"at": at.isoformat(), "known_at": (known_at or at).isoformat()}
    answer = (
        (await duty.get(f"/api/layers/rain_ahead_{hours}h/values", params=params)).raise_for_status().json()
    )
    return {row[0]: dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]}


async def layer(
    duty: httpx.AsyncClient, id_: str, at: datetime | None = None, known_at: datetime | None = None
) -> dict[str, Any]:
    params = {} if at is None else {"at": at.isoformat(), "known_at": (known_at or at).isoformat()}
    items = (await duty.get("/api/layers", params=params)).raise_for_status().json()["items"]
    return next(dict(item) for item in items if item["id"] == id_)


async def test_a_grid_over_the_whole_window(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
    tmp_path: Path,
) -> None:
    steps = {(h, h + 3): mm for h, mm in ((0, 3.0), (3, 6.0), (6, 12.0), (9, 24.0), (12, 1.0))}
    await load(country_db, home, forecast(tmp_path, 0, steps))
    await known_two_hours_after_its_making(country_db)
    found = await asked(duty, 6, hours_later(4))
    assert set(found) == {"90001", "90002", "90003", "90004"}
    one = found["90001"]
    # two of three hours of the step 3 to 6, the step 6 to 9, one of three hours of the step 9 to 12
    assert one["value"] == pytest.approx(6 * 2 / 3 + 12 + 24 / 3, abs=0.05)
    assert found["90004"]["value"] == pytest.approx(48, abs=0.1)
    assert (one["class"], found["90004"]["class"]) == ("moderate", "moderate")
    assert (one["apportioned"], one["covered"], one["source"]) == (50, 100, "Dự báo thử")
    assert datetime.fromisoformat(one["starts_at"]) == hours_later(4)
    assert datetime.fromisoformat(one["ends_at"]) == hours_later(10)
    assert datetime.fromisoformat(one["issued_at"]) == hours_later(0)
    assert await asked(duty, 6, hours_later(10)) == {}, (
        "the forecast ends within the window: half is no amount"
    )
    assert await asked(duty, 24, hours_later(4)) == {}
    assert await asked(duty, 6, hours_later(4), hours_later(1)) == {}, "it had not come in by then"


async def test_it_agrees_with_what_the_rules_are_given(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
    tmp_path: Path,
) -> None:
    from geoops.hydromet.grids import service

    rng = np.random.default_rng(7)
    steps = {(h, h + 3): float(mm) for h, mm in zip(range(0, 36, 3), rng.gamma(2, 8, 12), strict=True)}
    await load(country_db, home, forecast(tmp_path, 0, steps))
    await known_two_hours_after_its_making(country_db)
    for hours, at in ((6, 2.5), (6, 9), (24, 3.25)):
        when = hours_later(at)
        async with country_db.transaction(SYSTEM) as session:
            told = await service.forecast_rain(session, at=when, known_at=when, hours=hours)
        drawn = await asked(duty, hours, when)
        assert set(drawn) == set(told) != set()
        for code, rain in told.items():
            assert rain.mean_mm is not None
            assert drawn[code]["value"] == pytest.approx(rain.mean_mm, abs=0.06)


async def test_moments_to_come_and_who_says_so(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    before = await layer(duty, "rain_ahead_6h")
    assert (before["is_forecast"], before["forecast"], before["stale"]) == (True, None, True)
    since = (now - hours_later(0)) // timedelta(hours=1)
    steps = {(since + h, since + h + 3): 3.0 for h in range(0, 24, 3)}
    await load(country_db, home, forecast(tmp_path, 0, steps))
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE grid_steps SET issued_at = :now"), {"now": now - timedelta(hours=4)}
        )
    later = now + timedelta(hours=9)
    found = await asked(duty, 6, later, datetime.now(UTC))
    assert found["90001"]["value"] == pytest.approx(6, abs=0.05)
    assert await asked(duty, 6, now + timedelta(hours=19), datetime.now(UTC)) == {}, (
        "beyond the forecast's end"
    )
    told = await layer(duty, "rain_ahead_6h")
    assert told["forecast"]["source"] == {"vi": "Dự báo thử", "en": "Test forecast"}
    assert told["forecast"]["is_run"] is True
    assert datetime.fromisoformat(told["forecast"]["issued_at"]) == now - timedelta(hours=4)
    assert datetime.fromisoformat(told["forecast"]["ends_at"]) == now + timedelta(hours=24)
    assert 240 <= told["age_s"] / 60 <= 300 + 1
    assert not told["stale"]
    grid = await layer(duty, "grid_gfs_rain")
    assert grid["is_forecast"]
    assert grid["forecast"] == told["forecast"]
    observed = await layer(duty, "rain_communes")
    assert (observed["is_forecast"], observed["forecast"]) == (False, None)


async def test_a_run_made_after_the_moment_or_long_before_is_not_what_was_forecast(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
    tmp_path: Path,
) -> None:
    await load(country_db, home, forecast(tmp_path, 6, {(h, h + 3): 9.0 for h in range(0, 60, 3)}))
    await known_two_hours_after_its_making(country_db)
    far = hours_later(24 * 3000)
    assert await asked(duty, 6, hours_later(5), far) == {}, (
        "a run of 6 h says nothing of what was ahead at 5 h"
    )
    assert (await asked(duty, 6, hours_later(29), far))["90001"]["value"] == pytest.approx(18, abs=0.1)
    assert await asked(duty, 6, hours_later(31), far) == {}, "more than a day old"


async def test_points_where_no_grid_reaches(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
    tmp_path: Path,
) -> None:
    at = hours_later(3)
    await take_points(
        country_db,
        {
            "90001": [1.0] * 12,
            "90002": [1.0] * 5 + [None] + [1.0] * 6,
            "90003": [0.0] * 12,
        },
        at,
        codes={"90001": ("90001", "90004")},
    )
    found = await asked(duty, 6, at)
    assert {code: row["value"] for code, row in found.items()} == {
        "90001": 6.0,
        "90004": 6.0,
        "90003": 0.0,
    }, "an hour that is missing makes no smaller sum, and a forecast of no rain is one"
    assert found["90001"]["source"] == "Open-Meteo"
    assert (found["90001"]["max_mm"], found["90001"]["covered"]) == (None, None)
    half_past = await asked(duty, 6, at + timedelta(minutes=30), at + timedelta(minutes=30))
    assert half_past["90001"]["value"] == 6.0
    assert half_past["90001"]["apportioned"] == round(100 / 6)
    told = await layer(duty, "rain_ahead_6h", at)
    assert told["forecast"]["is_run"] is False, "the source does not say when it was run"
    assert told["forecast"]["source"]["vi"] == "Open-Meteo"
    assert datetime.fromisoformat(told["forecast"]["ends_at"]) == at + timedelta(hours=12)
    assert await asked(duty, 24, at) == {}

    await load(country_db, home, forecast(tmp_path, 0, WHOLE_DAY))
    await known_two_hours_after_its_making(country_db)
    found = await asked(duty, 6, at)
    assert {row["source"] for row in found.values()} == {"Dự báo thử"}, "one forecast makes the picture"
    assert len(found) == 4


async def test_a_cell_without_a_value_and_overlapping_steps(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
    tmp_path: Path,
) -> None:
    await load(country_db, home, forecast(tmp_path, 0, {(h, h + 3): 3.0 for h in range(0, 12, 3)}))
    await load(country_db, home, forecast(tmp_path, 0, {(h, h + 6): 50.0 for h in range(0, 12, 6)}))
    await known_two_hours_after_its_making(country_db)
    assert (await asked(duty, 6, hours_later(3)))["90001"]["value"] == pytest.approx(6, abs=0.05), (
        "three-hourly steps count, and the six-hourly ones over the same hours are not added to them"
    )
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "UPDATE grid_commune_values SET mean[1] = 'NaN' WHERE step_id IN"
                " (SELECT id FROM grid_steps WHERE ends_at = :ends)"
            ),
            {"ends": hours_later(6)},
        )
    assert set(await asked(duty, 6, hours_later(3))) == {"90002", "90003", "90004"}, "never a zero"


async def test_another_space_has_its_own_forecast(
    duty: httpx.AsyncClient,
    country_db: Database,
    home: Path,
) -> None:
    at = hours_later(3)
    await take_points(country_db, {"90001": [1.0] * 12}, at)
    async with country_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session,
            "dien-lai",
            kind="replay",
            title=Text("Diễn lại", "Replay"),
            starts_at=hours_later(0),
            ends_at=hours_later(72),
            speed=1,
        )
    params = {"at": at.isoformat(), "known_at": at.isoformat(), "space": "dien-lai"}
    answer = await duty.get("/api/layers/rain_ahead_6h/values", params=params)
    assert answer.raise_for_status().json()["rows"] == []
    params["space"] = "live"
    assert len((await duty.get("/api/layers/rain_ahead_6h/values", params=params)).json()["rows"]) == 1
