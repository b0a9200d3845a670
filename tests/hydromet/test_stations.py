"""The registry of stations: places that cannot be, one station under two ids, alarm levels, what was changed."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.layers import LAYERS
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.hydromet.stations import alarms
from geoops.hydromet.stations import service as stations
from geoops.hydromet.stations.errors import AlarmLevelsOutOfOrder
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.places import centre

T = datetime(2026, 7, 22, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def add(
    session: AsyncSession, *listed: stations.Listed, source: str = "test", kind: str = "rain"
) -> int:
    return await stations.register(
        session, listed, source=source, kind=kind, rhythm=HOUR, seen_at=T, owner=None
    )


@pytest.mark.parametrize(
    ("level", "levels", "expected"),
    [
        (79.0, (80.0, 82.0, 83.5), (0, True, 1, 80.0)),
        (80.65, (80.0, None, 83.5), (1, False, 3, 83.5)),
        (80.0, (80.0, 82.0, 83.5), (1, True, 2, 82.0)),
        (86.91, (80.0, None, 83.5), (3, True, None, None)),
        (56.0, (None, None, 57.0), (None, False, 3, 57.0)),
        (58.0, (None, None, 57.0), (3, True, None, None)),
        (58.0, (None, None, None), (None, False, None, None)),
        (None, (80.0, 82.0, 83.5), (None, False, None, None)),
    ],
)
def test_what_a_level_reaches_and_unknown_is_never_below(level, levels, expected) -> None:  # type: ignore[no-untyped-def]
    has = alarms.reached(level, levels)
    assert (has.level, has.certain, has.next_level, has.next_m) == expected


def test_levels_are_those_that_were_verified() -> None:
    lao_cai = alarms.listed("Lào Cai", "Lào Cai")
    assert lao_cai is not None and lao_cai.levels == (80.0, None, 83.5), "II was only recalled"
    assert alarms.listed("Long Phúc", "Lào Cai") == alarms.listed("bao yen", "Lào Cai")
    assert alarms.listed("Lào Cai", "Gia Lai") is None
    assert alarms.listed("Thác Bà", "Lào Cai") is None


async def test_rise_and_time_to_the_next_level(session: AsyncSession) -> None:
    await add(session, stations.Listed("a", "A", 103.96, 22.5), kind="water_level")
    await stations.change(session, "a", {"alarm_1_m": 80.0, "alarm_3_m": 83.5}, by="test")
    rows = [
        Reading(n, "a", "water_level", T + n * HOUR / 2, T + n * HOUR / 2, 78.0 + 0.25 * n, "m")
        for n in range(7)
    ]
    await ingest(session, rows, source="test", known_at=T + 4 * HOUR)
    found = await stations.levels(session, None, at=T + 3 * HOUR, known_at=T + 9 * HOUR)
    level = found["a"]
    assert (level.level_m, level.level_at) == (79.5, T + 3 * HOUR)
    assert level.rise_m_per_hour == pytest.approx(0.5)
    assert level.hours_to_next == pytest.approx(1.0) and level.reached.level == 0
    assert await stations.levels(session, None, at=T + 40 * HOUR, known_at=T + 60 * HOUR) == {}
    assert await stations.levels(session, None, at=T + 3 * HOUR, known_at=T + HOUR) == {}


async def test_every_change_is_kept_with_what_was_before(session: AsyncSession) -> None:
    await add(session, stations.Listed("a", "Trạm A", 103.9, 22.4))
    await stations.change(session, "a", {"owner": "Sở NN&MT", "rhythm_s": 600}, by="x")
    await stations.change(session, "a", {"owner": "Sở NN&MT"}, by="x")
    await add(session, stations.Listed("a", "Trạm A mới", 103.9, 22.4))
    kept = [(row["field"], row["before"], row["after"]) for row in await stations.history(session, "a")]
    assert sorted(kept, key=str) == sorted(
        [("name", "Trạm A", "Trạm A mới"), ("rhythm_s", 3600, 600), ("owner", None, "Sở NN&MT")], key=str
    )
    with pytest.raises(AlarmLevelsOutOfOrder):
        await stations.change(session, "a", {"alarm_1_m": 3.0, "alarm_2_m": 2.0}, by="x")


async def test_one_station_under_two_ids(session: AsyncSession) -> None:
    await add(session, stations.Listed("one:1", "Sa Pa", 103.8333, 22.3333), source="one")
    await add(session, stations.Listed("two:7", "SA PA", 103.8340, 22.3338), source="two")
    await add(session, stations.Listed("two:8", "Sa Pa", 103.9340, 22.3338), source="two")
    rows = await session.execute(text("SELECT id, duplicate_of, flags FROM stations ORDER BY id"))
    assert [tuple(row) for row in rows] == [
        ("one:1", None, []),
        ("two:7", "one:1", ["duplicate"]),
        ("two:8", None, []),
    ]


async def test_places_that_cannot_be_are_flagged_and_not_drawn(country_db: Database) -> None:
    lon, lat = centre("90001")
    async with country_db.transaction(SYSTEM) as session:
        await add(
            session,
            stations.Listed("inside", "Trong", lon, lat),
            stations.Listed("sea", "Biển", 112.0, 12.0),
            stations.Listed("far", "Xa", 3.6, 1.9),
            stations.Listed("elsewhere", "Nhầm", lon, lat, province="Cà Mau"),
        )
        found = dict((await session.execute(text("SELECT id, flags FROM stations"))).tuples().all())
        assert found == {
            "inside": [],
            "sea": ["off_territory"],
            "far": ["outside_country"],
            "elsewhere": ["far_from_province"],
        }
        (layer,) = [layer for layer in LAYERS if layer.id == "stations"]
        drawn = await session.scalars(
            text(f"SELECT id FROM ({layer.source.sql}) AS s ORDER BY id"),  # type: ignore[union-attr]
            {"at": T + HOUR, "known_at": T + HOUR},
        )
        assert list(drawn) == ["elsewhere", "inside"]
        moved = await stations.change(session, "sea", {"lon": lon, "lat": lat}, by="test")
        assert (moved["flags"], moved["commune_code"]) == ([], "90001")


async def test_the_reference_list_with_its_wrong_place(shared_data: Path, session: AsyncSession) -> None:
    """Nha Be stands at 1.9 N 3.6 E in the list, in the Gulf of Guinea."""
    with (shared_data / "hydromet" / "meteostat_vietnam_and_nw_neighbours.csv").open(
        encoding="utf-8"
    ) as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "VN"]
    listed = [
        stations.Listed(f"ms:{row['id']}", row["name"], float(row["longitude"]), float(row["latitude"]))
        for row in rows
    ]
    await add(session, *listed, source="meteostat")
    flagged = await session.scalars(
        text("SELECT name FROM stations WHERE flags && ARRAY['outside_country']::varchar[]")
    )
    assert [name for name in flagged if "Nha Be" in name]
