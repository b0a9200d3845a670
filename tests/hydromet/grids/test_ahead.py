"""Rain ahead by commune: of one forecast, whole windows alone, said to be a forecast, and nothing where there is none."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from geoops.hydromet.ahead.service import rain_ahead
from geoops.hydromet.forecasts import service as forecasts
from geoops.hydromet.forecasts.service import ForecastBatch, Place, Value
from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.hydromet.grids.makers import hours_later
from tests.hydromet.grids.test_service import forecast, load
from tests.hydromet.places import add_stations

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
    known_at: datetime | None = None,
    within: Context = SYSTEM,
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
    async with db.transaction(within) as session:
        await forecasts.take(session, batch, known_at or issued_at)


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


async def test_it_agrees_with_what_the_grid_itself_answers(
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


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
async def test_a_corrected_forecast_leaves_what_was_known_before(
    duty: httpx.AsyncClient, country_db: Database, order: tuple[int, ...]
) -> None:
    at = hours_later(3)
    readings = [(1.0, at), (2.0, at + timedelta(minutes=20)), (3.0, at + timedelta(minutes=40))]
    for mm, known_at in (readings[place] for place in order):
        await take_points(country_db, {"90001": [mm] * 12}, at, known_at=known_at)
    later = at + timedelta(hours=1)
    for minutes, mm in ((0, 6.0), (19, 6.0), (20, 12.0), (39, 12.0), (40, 18.0)):
        moment = at + timedelta(minutes=minutes)
        assert (await asked(duty, 6, at, moment))["90001"]["value"] == mm, f"known after {minutes} minutes"
        async with country_db.transaction(SYSTEM) as session:
            told = await rain_ahead(session, at=at, known_at=moment, hours=6)
        assert told["90001"].mean_mm == mm, "rules are given what the map draws"

    # read once more with nothing new, and the last one put right within the moment it was known
    await take_points(country_db, {"90001": [3.0] * 12}, at, known_at=later)
    await take_points(country_db, {"90001": [4.0] * 12}, at, known_at=readings[2][1])
    async with country_db.transaction(SYSTEM) as session:
        assert await session.scalar(text("SELECT count(*) FROM forecasts")) == 3 * 12
        assert await forecasts.prune(session, at + forecasts.KEPT) == 0
        assert await forecasts.prune(session, at + forecasts.KEPT + timedelta(seconds=1)) == 3 * 12
        assert await session.scalar(text("SELECT count(*) FROM forecasts")) == 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_place_that_is_meant_for_other_communes_leaves_what_it_was_meant_for(
    duty: httpx.AsyncClient, country_db: Database, order: tuple[int, ...]
) -> None:
    at = hours_later(3)
    later = at + timedelta(minutes=20)
    readings = [(("90001", "90004"), at), (("90002",), later)]
    for codes, known_at in (readings[place] for place in order):
        await take_points(country_db, {"90001": [2.0] * 12}, at, codes={"90001": codes}, known_at=known_at)
    for moment, codes in (
        (at, {"90001", "90004"}),
        (later - timedelta(seconds=1), {"90001", "90004"}),
        (later, {"90002"}),
    ):
        assert set(await asked(duty, 6, at, moment)) == codes, f"known at {moment}"
        hours = await hours_ahead(duty, at, known_at=moment.isoformat(), province="92")
        assert bool(hours["items"]) is ("90004" in codes), "the hours to come are of the same communes"

    async with country_db.transaction(SYSTEM) as session:
        await forecasts.prune(session, later + forecasts.KEPT)
        assert await session.scalar(text("SELECT count(*) FROM forecast_places")) == 2
        await forecasts.prune(session, later + forecasts.KEPT + timedelta(seconds=1))
        assert await session.scalar(text("SELECT count(*) FROM forecast_places")) == 1


async def test_an_issue_is_of_the_communes_that_it_was_asked_for(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    first, second = hours_later(3), hours_later(4)
    await take_points(country_db, {"90001": [2.0] * 12}, first, codes={"90001": ("90001", "90004")})
    await take_points(country_db, {"90001": [3.0] * 12}, second, codes={"90001": ("90002",)})
    assert set(await asked(duty, 6, first, second)) == {"90001", "90004"}, "whatever has been read since"
    assert set(await asked(duty, 6, second)) == {"90002"}


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


async def hours_ahead(duty: httpx.AsyncClient, at: datetime, **more: str) -> dict[str, Any]:
    params = {"at": at.isoformat(), "known_at": at.isoformat(), **more}
    return dict((await duty.get("/api/rain/ahead", params=params)).raise_for_status().json())


def told(body: dict[str, Any]) -> list[tuple[datetime, float]]:
    return [(datetime.fromisoformat(item["starts_at"]), item["mean_mm"]) for item in body["items"]]


async def test_the_hours_to_come_of_a_grid(
    duty: httpx.AsyncClient, country_db: Database, home: Path, tmp_path: Path
) -> None:
    nothing = await hours_ahead(duty, hours_later(4))
    assert (nothing["source"], nothing["issued_at"], nothing["items"]) == (None, None, [])
    steps = {(h, h + 3): mm for h, mm in ((0, 3.0), (3, 6.0), (6, 12.0), (9, 24.0), (12, 3.0))}
    await load(country_db, home, forecast(tmp_path, 0, steps))
    await known_two_hours_after_its_making(country_db)
    found = await hours_ahead(duty, hours_later(4.5), province="91")
    assert (found["source"]["vi"], found["is_run"]) == ("Dự báo thử", True)
    assert datetime.fromisoformat(found["issued_at"]) == hours_later(0)
    per_hour = [2.0] + [4.0] * 3 + [8.0] * 3 + [1.0] * 3
    assert told(found) == [(hours_later(5 + n), mm) for n, mm in enumerate(per_hour)], (
        "whole hours alone, to the end of the forecast"
    )
    assert told(await hours_ahead(duty, hours_later(5)))[0] == (hours_later(5), 2.5), (
        "no station: all communes, one of them with double"
    )
    assert told(await hours_ahead(duty, hours_later(5), province="92"))[0] == (hours_later(5), 3.0)
    async with country_db.transaction(SYSTEM) as session:
        await add_stations(session, "a", communes={"a": "90001"})
        await session.execute(text("UPDATE stations SET province_code = '91'"))
    assert told(await hours_ahead(duty, hours_later(5)))[0] == (hours_later(5), 2.0), (
        "those that stations stand in"
    )
    assert (await hours_ahead(duty, hours_later(1)))["items"] == [], "it had not come in by then"


async def test_the_hours_to_come_at_points(duty: httpx.AsyncClient, country_db: Database) -> None:
    at = hours_later(3)
    await take_points(
        country_db,
        {"90001": [1.0] * 12, "90002": [3.0] * 7 + [None] + [3.0] * 4, "90003": [0.0] * 7 + [None] * 5},
        at,
        codes={"90001": ("90001", "90004")},
    )
    found = await hours_ahead(duty, at)
    assert (found["source"]["vi"], found["is_run"]) == ("Open-Meteo", False)
    assert told(found) == [
        (hours_later(3 + n), 1.25 if n < 7 else 1.0 if n == 7 else 1.67) for n in range(12)
    ], "a mean over communes; an hour that is missing is no zero"

    corrected = at + timedelta(minutes=20)
    codes = {"90001": ("90001", "90004")}
    await take_points(country_db, {"90001": [5.0] * 12}, at, known_at=corrected, codes=codes)
    assert told(await hours_ahead(duty, at))[0] == (at, 1.25), "as it was known then"
    assert told(await hours_ahead(duty, at, known_at=corrected.isoformat()))[0] == (at, 3.25)


async def test_an_hour_to_come_of_which_a_part_is_not_known_is_left_out(
    duty: httpx.AsyncClient, country_db: Database, home: Path, tmp_path: Path
) -> None:
    half_past = hours_later(3.5)
    await take_points(country_db, {"90001": [1.0] * 2 + [None] + [1.0] * 9, "90002": [3.0] * 12}, half_past)
    found = told(await hours_ahead(duty, half_past))
    assert found == [(hours_later(4 + n), 3.0 if n in (1, 2) else 2.0) for n in range(11)], "at points"
    await load(country_db, home, forecast(tmp_path, 0, {(h, h + 3): 3.0 for h in range(0, 15, 3)}))
    await known_two_hours_after_its_making(country_db)
    async with country_db.transaction(SYSTEM) as session:
        for change in (
            "UPDATE grid_steps SET starts_at = starts_at + interval '30 minutes', ends_at = ends_at + interval '30 minutes'",
            "UPDATE grid_commune_values SET mean = array_fill(CAST('NaN' AS real), ARRAY[cardinality(mean)])"
            " WHERE step_id IN (SELECT id FROM grid_steps WHERE ends_at = '2026-07-22 09:30+00')",
        ):
            await session.execute(text(change))
    found = told(await hours_ahead(duty, half_past, province="91"))
    assert found == [(hours_later(hour), 1.0) for hour in (4, 5, 10, 11, 12, 13, 14)], "of a grid"
