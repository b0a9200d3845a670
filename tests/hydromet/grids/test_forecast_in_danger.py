"""The forecast part of danger: of points or grids as on the map, said where it is from, and unknown where there is none."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from geoops.hydromet.ahead.service import rain_ahead
from geoops.hydromet.danger import jobs, service, switches
from geoops.hydromet.danger.library import get
from geoops.hydromet.danger.saying import Saying, say_all
from geoops.hydromet.danger.telling import sentence
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.conftest import context
from tests.hydromet.grids.makers import hours_later
from tests.hydromet.grids.test_ahead import known_two_hours_after_its_making, take_points
from tests.hydromet.grids.test_service import forecast, load
from tests.hydromet.places import add_stations

pytestmark = pytest.mark.usefixtures("here")
RULE = "rain_6h_with_forecast"
CODES = ("90001", "90002", "90003", "90004")
AT = hours_later(9)


async def observed(db: Database, **hourly: float) -> None:
    """Six hours of so much rain an hour at one gauge each of 90001 and 90002, until AT."""
    async with db.transaction(SYSTEM) as session:
        await add_stations(session, "a", "b", communes={"a": "90001", "b": "90002"})
        readings = [
            Reading(n, station, "rain", AT - timedelta(hours=n), AT - timedelta(hours=n - 1), mm, "mm")
            for station, mm in hourly.items()
            for n in range(1, 7)
        ]
        await ingest(session, readings, source="test", known_at=AT)


async def said(db: Database, at: datetime = AT) -> Saying:
    async with db.transaction(SYSTEM) as session:
        (saying,) = await say_all(session, [get(RULE)], CODES, at=at, known_at=at)
    return saying


def total(saying: Saying) -> dict[str, Any]:
    """By commune: the level (None: cannot be told), the sum that the rule turns on, and why nothing is told."""
    return {
        code: (
            None if saying.outcome.level[place] < 0 else int(saying.outcome.level[place]),
            saying.value(place),
            saying.reason(place),
        )
        for place, code in enumerate(CODES)
    }


async def test_the_points_that_the_map_draws(country_db: Database) -> None:
    await observed(country_db, a=5.0, b=1.0)
    issued = AT - timedelta(hours=3)
    # 90001: of 10 to 15 h; hours before and after the window are no part of it.
    await take_points(
        country_db,
        {
            "90001": [50.0] * 3 + [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] + [50.0] * 3,
            "90002": [0.0] * 12,
            "90003": [20.0] * 12,
        },
        issued,
    )
    saying = await said(country_db)
    assert total(saying) == {
        "90001": (1, 30.0 + 21.0, None),
        "90002": (0, 6.0 + 0.0, None),
        "90003": (2, 120.0, None),
        "90004": (None, 0.0, "no_gauge,no_forecast"),
    }
    assert saying.outcome.at_least[2], "without a gauge the forecast alone is a lower bound"
    why = saying.why(0)
    assert why["values"]["forecast"]["value"] == 21.0
    assert why["values"]["forecast"]["forecast"] == {
        "kind": "point",
        "source": "open_meteo",
        "title": {"vi": "Open-Meteo", "en": "Open-Meteo"},
        "issued_at": issued.isoformat(),
        "starts_at": AT.isoformat(),
        "ends_at": (AT + timedelta(hours=6)).isoformat(),
        "covered": None,
        "apportioned": 0.0,
    }
    assert "Mưa dự báo 6 giờ: 21 mm, theo Open-Meteo đọc lúc 13:00 22/07, đến 22:00 22/07" in sentence(why).vi
    assert "forecast" not in saying.why(3)["values"]["forecast"]
    async with country_db.transaction(SYSTEM) as session:
        drawn = await rain_ahead(session, at=AT, known_at=AT, hours=6)
    assert {code: one.mean_mm for code, one in drawn.items()} == {"90001": 21.0, "90002": 0.0, "90003": 120.0}


async def test_an_old_forecast_or_half_a_window_is_none(country_db: Database) -> None:
    await observed(country_db, a=5.0, b=1.0)
    await take_points(country_db, {"90001": [20.0] * 40}, AT - timedelta(hours=25))
    await take_points(country_db, {"90002": [20.0] * 5}, AT)
    saying = await said(country_db)
    assert total(saying)["90001"] == (None, 30.0, "no_forecast"), "30 mm may be the whole or not"
    assert total(saying)["90002"] == (None, 6.0, "no_forecast"), "five of six hours are no forecast"
    assert total(await said(country_db, AT - timedelta(hours=1)))["90001"][0] == 2, "a day old: 25 + 120"
    await take_points(country_db, {"90001": [3.0] * 12}, AT - timedelta(hours=2))
    await take_points(country_db, {"90001": [4.0] * 12}, AT - timedelta(hours=1))
    assert total(await said(country_db))["90001"] == (1, 54.0, None), "the newest issue"


async def test_a_grid_comes_before_points(country_db: Database, home: Path, tmp_path: Path) -> None:
    await observed(country_db, a=5.0, b=1.0)
    await take_points(country_db, {"90001": [0.0] * 12}, AT)
    await load(country_db, home, forecast(tmp_path, 6, {(h, h + 3): 12.0 for h in range(6, 18, 3)}))
    await known_two_hours_after_its_making(country_db)
    saying = await said(country_db)
    assert total(saying)["90001"] == (1, 30.0 + 24.0, None)
    assert total(saying)["90002"] == (0, 6.0 + 24.0, None)
    told = saying.why(0)["values"]["forecast"]["forecast"]
    assert (told["kind"], told["source"], told["covered"]) == ("grid", "gfs", 1.0)
    assert told["issued_at"] == hours_later(6).isoformat()
    assert "theo Dự báo thử chạy lúc 13:00 22/07" in sentence(saying.why(0)).vi

    async with country_db.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE grid_commune_values SET covered[1] = 0.5"))
    half = await said(country_db)
    assert half.why(0)["values"]["forecast"]["at_least"] == 12.0, "24 mm on half of the commune"
    assert total(half)["90001"] == (None, 42.0, "partial")


async def test_a_forecast_that_comes_in_is_a_moment_to_look(country_db: Database) -> None:
    space = "thu-du-bao"
    async with country_db.transaction(context("vn")) as session:
        await spaces.ensure(
            session, space, kind="replay", title=Text("Thử", "Test"),
            starts_at=AT, ends_at=AT + timedelta(days=1), speed=1,
        )  # fmt: skip
        await switches.keep_card(
            session, get(RULE), archive="test", from_at=AT, to_at=AT, body={"verified_commune_hours": 1}
        )
        await switches.switch(session, RULE, is_on=True, reason="thử")
    here = context("vn", space)
    async with country_db.transaction(here) as session:
        await spaces.stop(session, space, AT)
    await jobs.advance(country_db, space)
    came = AT + timedelta(minutes=3)
    async with country_db.transaction(here) as session:
        await spaces.stop(session, space, came)
    await take_points(country_db, {"90001": [15.0] * 12}, AT, known_at=came, within=here)
    worked, _ = await jobs.advance(country_db, space)
    assert [one.at for one in worked] == [came]
    async with country_db.transaction(here) as session:
        danger = await service.of_commune(session, "90001", at=came, known_at=came)
    assert danger.level == 2 and danger.reference is not None and danger.reference.at_least
    assert danger.reference.why["values"]["forecast"]["forecast"]["source"] == "open_meteo"
