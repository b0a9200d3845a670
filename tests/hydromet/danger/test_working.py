"""Danger worked out in the database: a commune rises with rain, is held, falls, and says why; nothing unknown is safe."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.danger import jobs, service, store, switches, working
from geoops.hydromet.danger.errors import RuleNotRehearsed, RuleNotUsable
from geoops.hydromet.danger.library import get
from geoops.hydromet.feeds.decoded import CommuneName, CommuneWarning, WarningList
from geoops.hydromet.feeds.service import take
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.kit import spaces
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.conftest import context
from tests.hydromet.places import add_stations

RULE = "rain_6h_observed"
SPACE = "thu-mua"
T0 = datetime(2026, 7, 21, 0, tzinfo=UTC)
CARD = {"verified_commune_hours": 1}


@pytest.fixture
async def wet(country_db: Database) -> AsyncIterator[Database]:
    """A replay space with gauges in two of the four communes (two in 90001, one in 90002), and the six-hour rule on."""
    async with country_db.transaction(context("vn")) as session:
        await spaces.ensure(
            session,
            SPACE,
            kind="replay",
            title=Text("Thử", "Test"),
            starts_at=T0,
            ends_at=T0 + timedelta(days=4),
            speed=1,
        )
        await switches.keep_card(session, get(RULE), archive="test", from_at=T0, to_at=T0, body=CARD)
        await switches.switch(session, RULE, is_on=True, reason="thử")
    async with country_db.transaction(context("vn", SPACE)) as session:
        await add_stations(session, "a", "b", "c", communes={"a": "90001", "b": "90001", "c": "90002"})
    yield country_db


async def rain(session: AsyncSession, hour: float, known: float | None = None, **mm: float) -> None:
    """Rain of the hour that ends `hour` hours after T0, known then or later."""
    ends = T0 + timedelta(hours=hour)
    await ingest(
        session,
        [
            Reading(n, station, "rain", ends - timedelta(hours=1), ends, value, "mm")
            for n, (station, value) in enumerate(mm.items(), 1)
        ],
        source="test",
        known_at=T0 + timedelta(hours=hour if known is None else known),
    )


async def play(database: Database, hours: list[dict[str, float]], start: int = 1) -> None:
    for number, amounts in enumerate(hours, start):
        async with database.transaction(context("vn", SPACE)) as session:
            await spaces.stop(session, SPACE, T0 + timedelta(hours=number))
            await rain(session, number, **amounts)
        await jobs.advance(database, SPACE)


async def levels(database: Database, hour: float, known: float | None = None) -> dict[str, int | None]:
    at = T0 + timedelta(hours=hour)
    async with database.transaction(context("vn", SPACE)) as session:
        found = await service.ranked(
            session, at=at, known_at=T0 + timedelta(hours=hour if known is None else known), everywhere=True
        )
    return {danger.commune.code: danger.level for danger in found}


DRY = {"a": 0.0, "b": 0.0, "c": 0.0}


async def test_a_commune_rises_says_why_and_falls_after_a_while(wet: Database) -> None:
    await play(
        wet, [DRY] * 6 + [{"a": 30.0, "b": 2.0, "c": 1.0}, {"a": 32.5, "b": 2.0, "c": 1.0}] + [DRY] * 7
    )
    assert await levels(wet, 7) == {"90001": 0, "90002": 0, "90003": None, "90004": None}
    assert (await levels(wet, 8))["90001"] == 1
    async with wet.transaction(context("vn", SPACE)) as session:
        when = T0 + timedelta(hours=8)
        (danger,) = await service.ranked(session, at=when, known_at=when)
        assert danger.kind == "reference" and danger.reference is not None
        assert danger.since == when
        stations = danger.reference.why["values"]["observed"]["stations"]
        assert [(one["id"], one["mm"]) for one in stations] == [("a", 62.5), ("b", 4.0)]
        assert "62,5 mm ở trạm Trạm a" in danger.reference.told.vi
        assert danger.reference.certainty == "inferred"
        dry = await service.of_commune(session, "90003", at=when, known_at=when)
        assert dry.level is None and dry.reasons[0].vi == "chưa có trạm đo trong xã"
    # Rain of hour 7 leaves the window at 13: 32.5 mm are left; held for an hour, then let go.
    assert (await levels(wet, 13))["90001"] == 1
    assert (await levels(wet, 14))["90001"] == 0


async def test_only_a_change_of_level_goes_to_the_log(wet: Database) -> None:
    await play(wet, [DRY] * 6 + [{"a": 60.0, "b": 0.0, "c": 0.0}, {"a": 3.0, "b": 0.0, "c": 0.0}])
    async with wet.transaction(context("vn", SPACE)) as session:
        rows = await session.execute(
            text("SELECT op, commune_code, payload FROM changes WHERE entity = 'commune_danger'")
        )
        changed = [(op, code, payload["was"], payload["level"]) for op, code, payload in rows]
        statements = await session.execute(
            text(
                "SELECT level, value FROM commune_danger"
                " WHERE commune_code = '90001' AND rule = :rule ORDER BY starts_at"
            ),
            {"rule": RULE},
        )
        said = [tuple(row) for row in statements]
    assert changed.count(("raise", "90001", 0, 1)) == 1
    assert len(changed) == 1
    assert said[-2:] == [(1, 60.0), (1, 63.0)]


async def test_silence_is_not_safety(wet: Database) -> None:
    await play(wet, [DRY] * 7)
    assert (await levels(wet, 7))["90001"] == 0
    async with wet.transaction(context("vn", SPACE)) as session:
        await spaces.stop(session, SPACE, T0 + timedelta(hours=12))
    await jobs.advance(wet, SPACE)
    async with wet.transaction(context("vn", SPACE)) as session:
        when = T0 + timedelta(hours=12)
        danger = await service.of_commune(session, "90001", at=when, known_at=when)
    assert danger.level is None and danger.kind is None
    assert [reason.en for reason in danger.reasons] == ["the data are old"]


async def test_one_dead_gauge_leaves_the_word_to_the_other(wet: Database) -> None:
    await play(wet, [DRY] * 2 + [{"a": 0.0, "c": 0.0}] * 5)
    assert (await levels(wet, 7))["90001"] == 0


async def test_a_part_of_the_window_is_a_lower_bound(wet: Database) -> None:
    """Two hours of data: 20 mm prove nothing, 55 mm prove a level, which may be higher."""
    await play(wet, [{"a": 20.0, "b": 0.0, "c": 55.0}, DRY])
    async with wet.transaction(context("vn", SPACE)) as session:
        when = T0 + timedelta(hours=2)
        unknown = await service.of_commune(session, "90001", at=when, known_at=when)
        danger = await service.of_commune(session, "90002", at=when, known_at=when)
    assert unknown.level is None and unknown.reasons[0].en == "the data do not cover the window"
    assert danger.level == 1 and danger.reference is not None and danger.reference.at_least


async def test_a_correction_changes_what_is_said_from_then_on_not_what_was_said(wet: Database) -> None:
    await play(wet, [DRY] * 6 + [{"a": 160.0, "b": 0.0, "c": 0.0}, DRY])
    assert (await levels(wet, 8))["90001"] == 3
    async with wet.transaction(context("vn", SPACE)) as session:
        await spaces.stop(session, SPACE, T0 + timedelta(hours=9))
        await rain(session, 7, known=9, a=16.0, b=0.0, c=0.0)
        await rain(session, 9, a=0.0, b=0.0, c=0.0)
    await jobs.advance(wet, SPACE)
    await play(wet, [DRY] * 2, start=10)
    assert (await levels(wet, 8, known=11))["90001"] == 3  # what was said stays said
    assert (await levels(wet, 11, known=8))["90001"] == 3  # as known at 8
    assert (await levels(wet, 10))["90001"] == 0


async def test_a_clock_that_goes_back_writes_nothing(wet: Database) -> None:
    await play(wet, [DRY] * 8)
    async with wet.transaction(context("vn", SPACE)) as session:
        before = (await session.execute(text("SELECT count(*) FROM commune_danger"))).scalar_one()
        await spaces.stop(session, SPACE, T0 + timedelta(hours=3))
    assert await jobs.advance(wet, SPACE) == ([], False)
    async with wet.transaction(context("vn", SPACE)) as session:
        worked = await working.work_out(session, T0 + timedelta(hours=2), 0)
        after = (await session.execute(text("SELECT count(*) FROM commune_danger"))).scalar_one()
        clock = await store.clock(session)
    assert worked.rows == 0 and after == before
    assert clock is not None and clock["evaluated_at"] == T0 + timedelta(hours=8)


async def test_a_late_worker_says_the_same_as_one_that_was_there(wet: Database) -> None:
    """All data first, then one look: every hour is made up for as it was known."""
    hours = [DRY] * 6 + [{"a": 60.0, "b": 0.0, "c": 0.0}] + [DRY] * 8
    for number, amounts in enumerate(hours, 1):
        async with wet.transaction(context("vn", SPACE)) as session:
            await spaces.stop(session, SPACE, T0 + timedelta(hours=number))
            await rain(session, number, **amounts)
    first, more = await jobs.advance(wet, SPACE, most=4)
    rest, nothing_left = await jobs.advance(wet, SPACE)
    assert len(first) == 4 and more and not nothing_left
    worked = first + rest
    assert [one.at for one in worked if one.raised] == [T0 + timedelta(hours=7)]
    assert (await levels(wet, 6.9))["90001"] == 0
    assert (await levels(wet, 7))["90001"] == 1
    assert (await levels(wet, 15))["90001"] == 0
    assert await jobs.advance(wet, SPACE) == ([], False)


async def test_no_gauge_at_all(country_db: Database) -> None:
    async with country_db.transaction(context("vn")) as session:
        await switches.keep_card(session, get(RULE), archive="test", from_at=T0, to_at=T0, body=CARD)
        await switches.switch(session, RULE, is_on=True, reason=None)
    await jobs.advance(country_db, "live")
    async with country_db.transaction(context("vn")) as session:
        now = await spaces.now(session)
        found = await service.ranked(session, at=now, known_at=now, everywhere=True)
    assert len(found) == 4
    assert {(danger.level, danger.reasons[0].en) for danger in found} == {
        (None, "there is no gauge in the commune")
    }


def warning(level: int, word: str) -> WarningList:
    at = T0 + timedelta(hours=7)
    return WarningList(
        "NCHMF",
        at,
        [
            CommuneWarning(
                id="nchmf-1-1",
                source="NCHMF",
                issued_at=at,
                valid_from=at,
                valid_to=at + timedelta(hours=6),
                landslide=word,
                flash_flood=None,
                level=level,
                old_commune="Xã cũ",
                old_district=None,
                lon=104.05,
                lat=22.05,
                rain_mm=60.0,
                rain_observed_mm=20.0,
                rain_forecast_mm=40.0,
                communes=(CommuneName("Không có tên này", "Không"),),
                raw=(),
            )
        ],
    )


async def test_what_was_issued_wins_and_is_shown_as_such(wet: Database) -> None:
    await play(wet, [DRY] * 6 + [{"a": 150.0, "b": 0.0, "c": 0.0}])
    async with wet.transaction(context("vn", SPACE)) as session:
        await take(session, warning(1, "Trung bình"))
        when = T0 + timedelta(hours=7)
        (danger,) = await service.ranked(session, at=when, known_at=when)
    assert danger.commune.code == "90001"
    assert (danger.level, danger.kind) == (1, "official")
    assert danger.official is not None and danger.official.word.vi == "Trung bình"
    assert danger.official.landslide == "Trung bình" and danger.official.flash_flood is None
    assert danger.reference is not None and danger.reference.level == 3
    assert (await levels(wet, 13.5, known=7))["90001"] == 3  # the warning has run out


async def test_a_rule_is_not_on_without_a_card_or_by_memory(country_db: Database) -> None:
    async with country_db.transaction(context("vn")) as session:
        with pytest.raises(RuleNotRehearsed):
            await switches.switch(session, "rain_6h_with_forecast", is_on=True, reason=None)
        empty = {"verified_commune_hours": 0}
        await switches.keep_card(
            session, get("rain_6h_with_forecast"), archive="x", from_at=T0, to_at=T0, body=empty
        )
        with pytest.raises(RuleNotRehearsed):
            await switches.switch(session, "rain_6h_with_forecast", is_on=True, reason=None)
        for rule in ("heavy_rain_d44", "flash_flood_landslide_d46", "heat_d47"):
            await switches.keep_card(session, get(rule), archive="x", from_at=T0, to_at=T0, body=CARD)
            with pytest.raises(RuleNotUsable):
                await switches.switch(session, rule, is_on=True, reason=None)


async def test_a_rule_that_is_switched_off_says_no_more(wet: Database) -> None:
    await play(wet, [DRY] * 6 + [{"a": 60.0, "b": 0.0, "c": 0.0}])
    async with wet.transaction(context("vn")) as session:
        await switches.switch(session, RULE, is_on=False, reason="hết bão")
        row = (
            await session.execute(
                text(
                    "SELECT op, payload ->> 'reason' FROM changes WHERE entity = 'danger_rule' ORDER BY seq DESC LIMIT 1"
                )
            )
        ).one()
        assert tuple(row) == ("off", "hết bão")
    async with wet.transaction(context("vn", SPACE)) as session:
        await spaces.stop(session, SPACE, T0 + timedelta(hours=7, minutes=1))
    await jobs.advance(wet, SPACE)
    found = await levels(wet, 7.1)
    assert set(found.values()) == {None}
    assert (await levels(wet, 7))["90001"] == 1


async def test_a_space_leaks_nothing_into_live(wet: Database, duty: httpx.AsyncClient) -> None:
    await play(wet, [DRY] * 6 + [{"a": 60.0, "b": 0.0, "c": 0.0}])
    live = (await duty.get("/api/danger/communes")).json()
    assert live["items"] == [] and live["count"] == 0
    then = {"space": SPACE, "at": (T0 + timedelta(hours=7)).isoformat()}
    shown = (await duty.get("/api/danger/communes", params=then)).json()
    assert [item["commune_code"] for item in shown["items"]] == ["90001"]
    assert shown["items"][0]["reference"]["word"]["vi"] == "Trung bình"
    detail = (await duty.get("/api/danger/communes/90001", params=then)).json()
    assert detail["level"] == 1 and detail["kind"] == "reference"
    assert {here["rule"]: here["level"] for here in detail["now"]}[RULE] == 1
    assert [row["level"] for row in detail["history"]][-1] == 1
    values = (await duty.get("/api/layers/danger_communes/values", params=then)).json()
    columns = values["columns"]
    classes = {row[columns.index("id")]: row[columns.index("class")] for row in values["rows"]}
    assert classes["90001"] == "r1" and classes["90002"] == "below" and classes["90003"] is None


async def test_the_risk_level_of_an_official_bulletin_comes_before_all_else(wet: Database) -> None:
    await play(wet, [DRY] * 6 + [{"a": 150.0, "b": 0.0, "c": 0.0}])
    when = T0 + timedelta(hours=7)
    async with wet.transaction(context("vn", SPACE)) as session:
        await take(session, warning(1, "Trung bình"))
        for number, (official, level) in enumerate(((True, 2), (False, 5), (True, None))):
            await session.execute(
                text(
                    "INSERT INTO bulletins (id, sender, identifier, sent, status, message_type, scope, sender_name,"
                    " official, level, begins_at, expires_at, expiry_stated, commune_codes, original, sha256,"
                    " signature, came_by, known_at) VALUES (gen_random_uuid(), 'kttv', :name, :at, 'Actual', 'Alert',"
                    " 'Public', 'Đài KTTV', :official, :level, :at, :until, true, '{90001}', '', '', 'none', 'test',"
                    " :at)"
                ),
                {
                    "name": f"b{number}",
                    "at": when,
                    "until": when + timedelta(hours=6),
                    "official": official,
                    "level": level,
                },
            )
        (danger,) = await service.ranked(session, at=when, known_at=when)
        later = when + timedelta(hours=7)
        over = await service.of_commune(session, "90001", at=later, known_at=later)
    assert (danger.level, danger.kind) == (2, "official")
    assert danger.official is not None and danger.official.scale == "risk_level"
    assert (danger.official.word.vi, danger.official.label.vi) == ("Cấp độ rủi ro 2", "Đài KTTV")
    assert danger.reference is not None and danger.reference.level == 3
    assert over.official is None
