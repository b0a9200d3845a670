"""Alarm classes and Article 45 at river stations, and what a commune makes of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.danger import flood_stations
from geoops.hydromet.danger.library import get
from geoops.hydromet.danger.saying import Saying, say_all
from geoops.hydromet.danger.telling import sentence
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.hydromet.places import add_stations

AT = datetime(2026, 7, 21, 12, tzinfo=UTC)
CODES = ["15001", "15002"]


async def stand(
    session: AsyncSession, name: str, alarms: tuple[float | None, ...], *metres: float | None
) -> None:
    """A station in 15001 with its alarm levels, and its level at 9, 10, 11 and 12 o'clock."""
    await add_stations(session, name, communes={name: "15001"})
    await session.execute(
        text(
            "UPDATE stations SET name = :id, kind = 'river', province_code = '15',"
            " alarm_1_m = :a, alarm_2_m = :b, alarm_3_m = :c WHERE id = :id"
        ),
        {"id": name, "a": alarms[0], "b": alarms[1], "c": alarms[2]},
    )
    readings = []
    for number, value in enumerate(metres):
        if value is not None:
            ends = AT - timedelta(hours=len(metres) - 1 - number)
            readings.append(Reading(number, name, "water_level", ends, ends, value, "m"))
    await ingest(session, readings, source="test", known_at=AT)


async def said(session: AsyncSession, rule: str, at: datetime = AT) -> Saying:
    (saying,) = await say_all(session, [get(rule)], CODES, at=at, known_at=at)
    return saying


@pytest.fixture
async def session(country_db: Database) -> Any:
    async with country_db.transaction(SYSTEM) as opened:
        yield opened
        await opened.rollback()


async def test_the_class_and_the_way_to_the_next_alarm(session: AsyncSession) -> None:
    await stand(session, "Lào Cai", (80.0, 82.0, 83.5), 79.5, 80.1, 80.7, 81.3)
    alarm = await said(session, "alarm_class")
    assert alarm.outcome.level.tolist() == [1, -2]
    water = alarm.why(0)["values"]["water"]
    assert water["rise_m_per_h"] == pytest.approx(0.6)
    assert water["next"] == {"alarm": "II", "metres": 0.7, "hours": 1.2}
    assert "còn 0,7 m đến báo động II (khoảng 1,2 giờ)" in sentence(alarm.why(0)).vi
    assert (await said(session, "flood_d45")).outcome.level.tolist() == [1, -2]


async def test_an_unknown_alarm_level_is_no_safety(session: AsyncSession) -> None:
    await stand(session, "Bảo Hà", (None, None, 57.0), 56.0)
    alarm = await said(session, "alarm_class")
    assert alarm.outcome.level.tolist() == [-1, -2]
    assert alarm.reason(0) == "no_alarm_level"
    await stand(session, "Thác Bà", (None, None, None), 40.0)
    assert (await said(session, "alarm_class")).outcome.level[0] == -1


async def test_a_station_without_a_zone_lies_outside_article_45(session: AsyncSession) -> None:
    await stand(session, "Mường Tè", (288.0, 289.0, 290.0), 295.72)
    assert (await said(session, "flood_d45")).outcome.level[0] == -2
    assert (await said(session, "alarm_class")).outcome.level[0] == 3


async def test_an_old_reading_tells_nothing(session: AsyncSession) -> None:
    await stand(session, "Lào Cai", (80.0, 82.0, 83.5), 84.0)
    late = await said(session, "alarm_class", AT + timedelta(hours=4))
    assert late.outcome.level[0] == -1
    assert late.reason(0) == "stale"


async def test_the_commune_takes_the_worst_of_its_stations(session: AsyncSession) -> None:
    await stand(session, "Lào Cai", (80.0, 82.0, 83.5), 79.0)
    await stand(session, "Yên Bái", (30.0, 31.0, 32.0), 32.4)
    alarm = await said(session, "alarm_class")
    assert alarm.outcome.level[0] == 3
    assert alarm.why(0)["values"]["water"]["station"]["name"] == "Yên Bái"
    assert (await said(session, "flood_d45")).outcome.level[0] == 3  # zone 3: from alarm III on


def test_names_of_stations_are_found_with_and_without_marks() -> None:
    for name in ("Lào Cai", "LAO CAI", "Trạm Lào Cai", "Lào Cai (Hồng/Thao)", "La\u0300o Cai"):
        found = flood_stations.find(name, "15")
        assert found is not None and found.zone == 2
    assert flood_stations.find("Lào Cai", "12") is None
    assert flood_stations.find("Sơn Tây", "01") is None
