"""Warnings: once per old commune, matched to present communes, as known at any time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.decoded import CommuneName, CommuneWarning, WarningList
from geoops.hydromet.warnings import service
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.places import centre

T = datetime.fromisoformat("2026-07-21T15:00:00+07:00")
READ = T + timedelta(minutes=57)
HOUR = timedelta(hours=1)


def warning(id_: str, *communes: tuple[str, str], **changes: Any) -> CommuneWarning:
    lon, lat = centre("90003")
    base = CommuneWarning(
        id=id_,
        source="NCHMF",
        issued_at=T,
        valid_from=T,
        valid_to=T + 6 * HOUR,
        landslide="Trung bình",
        flash_flood="Cao",
        level=2,
        old_commune=f"Xã cũ {id_}",
        old_district="Huyện",
        lon=lon,
        lat=lat,
        rain_mm=64.7,
        rain_observed_mm=2.9,
        rain_forecast_mm=61.8,
        communes=tuple(CommuneName(*commune) for commune in communes)
        or (CommuneName("Mường Thử", "Tỉnh Một"),),
        raw=({"id": id_},),
    )
    return replace(base, **changes)


def listed(*warnings: CommuneWarning, at: datetime = READ) -> WarningList:
    return WarningList("NCHMF", at, warnings)


async def in_force(
    session: AsyncSession, at: datetime = READ, known_at: datetime = T + 100 * HOUR, **more: Any
) -> list[Any]:
    return list(await service.page(session, at=at, known_at=known_at, limit=100, **more))


async def test_matched_by_name_with_marks_anywhere_and_prefixes(country_db: Database) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await service.take(
            session,
            listed(warning("a", ("xã HÒA BÌNH", "TỈNH HAI")), warning("b", ("Nậm Kiểm", "Tỉnh Một"))),
        )
        found = {row["id"]: row["communes"] for row in await in_force(session)}
    assert [(area["code"], area["matched"]) for area in found["a"]] == [("90004", "name")]
    assert [(area["code"], area["matched"]) for area in found["b"]] == [("90002", "name")]


async def test_matched_by_position_only_where_the_name_fails_and_says_so(country_db: Database) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await service.take(
            session,
            listed(
                warning("a", ("Không Có Xã Này", "Tỉnh Hai")),
                warning("b", ("Không Có Xã Này", "Tỉnh Hai"), lon=None, lat=None),
                warning("c", ("Nậm Kiểm", "Tỉnh Một")),
            ),
        )
        found = {row["id"]: row["communes"][0] for row in await in_force(session)}
    assert (found["a"]["code"], found["a"]["matched"]) == ("90003", "position")
    assert (found["b"]["code"], found["b"]["matched"]) == (None, "none")
    assert (found["c"]["code"], found["c"]["matched"]) == ("90002", "name"), (
        "the old point is only a fallback"
    )


async def test_one_warning_for_two_present_communes_counts_once(country_db: Database) -> None:
    both = warning("a", ("Mường Thử", "Tỉnh Một"), ("Nậm Kiểm", "Tỉnh Một"))
    async with country_db.transaction(SYSTEM) as session:
        result = await service.take(session, listed(both))
        assert result.new == 1
        (row,) = await in_force(session)
        assert [area["code"] for area in row["communes"]] == ["90001", "90002"]
        for code, times in (("90001", 1), ("90002", 1), ("90003", 0)):
            assert len(await in_force(session, communes=[code])) == times
        assert len(await in_force(session, communes=["90001", "90002"])) == 1


async def test_in_force_from_its_hour_to_its_end(session: AsyncSession) -> None:
    await service.take(session, listed(warning("a")))
    for at, times in ((T - HOUR, 0), (T, 1), (T + 5 * HOUR, 1), (T + 6 * HOUR, 0)):
        assert len(await in_force(session, at)) == times, at


async def test_not_known_before_it_was_read(session: AsyncSession) -> None:
    await service.take(session, listed(warning("a")))
    assert await in_force(session, T + HOUR, READ - HOUR) == []
    assert len(await in_force(session, T + HOUR, READ)) == 1


async def test_of_an_old_commune_the_newest_counts_and_others_stay_until_they_run_out(
    session: AsyncSession,
) -> None:
    first, gone = warning("1-5897", old_commune="Bản Hon"), warning("1-6000", old_commune="Pắc Ta")
    later = warning(
        "2-5897", old_commune="Bản Hon", level=1, flash_flood=None, valid_from=T + HOUR, valid_to=T + 7 * HOUR
    )
    await service.take(session, listed(first, gone))
    await service.take(session, listed(later, at=READ + HOUR))
    rows = await in_force(session, T + 2 * HOUR)
    assert [(row["id"], row["repeated"]) for row in rows] == [("1-6000", False), ("2-5897", True)]
    assert [row["id"] for row in await in_force(session, T + 6 * HOUR)] == ["2-5897"]
    # Before the second list was read the first stood.
    assert [row["id"] for row in await in_force(session, T + 2 * HOUR, READ)] == ["1-5897", "1-6000"]


async def test_a_warning_that_changes_keeps_what_it_said(session: AsyncSession) -> None:
    await service.take(session, listed(warning("a")))
    same = await service.take(session, listed(warning("a"), at=READ + HOUR))
    assert (same.new, same.changed, same.unchanged) == (0, 0, 1)
    raised = warning("a", level=3, landslide="Rất cao", communes=(CommuneName("Tả Mẫu", "Tỉnh Hai"),))
    changed = await service.take(session, listed(raised, at=READ + 2 * HOUR))
    assert (changed.new, changed.changed) == (0, 1)
    for known_at, word in ((READ, "Trung bình"), (READ + HOUR, "Trung bình"), (READ + 2 * HOUR, "Rất cao")):
        (row,) = await in_force(session, T + HOUR, known_at)
        assert row["landslide"] == word
    assert await session.scalar(text("SELECT count(*) FROM warnings")) == 2


async def test_pages_go_from_the_highest_level_down_and_miss_none(session: AsyncSession) -> None:
    await service.take(session, listed(*(warning(f"w{n}", level=n % 3 + 1) for n in range(10))))
    seen: list[str] = []
    after = None
    for _ in range(10):
        rows = list(await service.page(session, at=READ, known_at=READ, limit=3, after=after))
        seen += [row["id"] for row in rows[:3]]
        if len(rows) <= 3:
            break
        after = (rows[2]["level"], rows[2]["id"])
    assert seen == [f"w{n}" for n in (2, 5, 8, 1, 4, 7, 0, 3, 6, 9)]


async def test_one_summary_in_the_change_log(session: AsyncSession) -> None:
    await service.take(session, listed(warning("a"), warning("b", level=1)))
    payload = await session.scalar(text("SELECT payload FROM changes WHERE entity = 'warning'"))
    assert payload["new"] == 2 and payload["levels"] == {"2": 1, "1": 1} and payload["unmatched"] == 2
