"""A rehearsal over an archive, worked by hand: what was known then, against warnings and incidents."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from geoops.hydromet.danger import delivered, library, rehearsal
from geoops.hydromet.danger.errors import NothingToRehearse
from geoops.hydromet.danger.library import get
from geoops.hydromet.feeds.service import take
from geoops.kit import spaces
from geoops.kit.db import Database
from geoops.kit.errors import InputRefused
from tests.conftest import context
from tests.hydromet.danger.test_working import DRY, RULE, SPACE, T0, rain, warning, wet

__all__ = ["wet"]

# Twelve hours: 90001 gets 60 mm in the hour to 7 and is above until 12 (the rain leaves the window at 13); 90002 gets
# 55 mm in the hour to 9. A warning for 90001 holds from 7 to 13.
HOURS = [DRY] * 6 + [DRY | {"a": 60.0}, DRY, DRY | {"c": 55.0}, DRY, DRY, DRY]


@pytest.fixture
async def archive(wet: Database) -> Database:
    for number, amounts in enumerate(HOURS, 1):
        async with wet.transaction(context("vn", SPACE)) as session:
            await spaces.stop(session, SPACE, T0 + timedelta(hours=number))
            await rain(session, number, **amounts)
            if number == 7:
                await take(session, warning(1, "Trung bình"))
    return wet


async def rehearsed(database: Database, from_hour: int, to_hour: int) -> dict[str, Any]:
    async with database.transaction(context("vn", SPACE)) as session:
        return await rehearsal.rehearse(
            session, get(RULE), from_at=T0 + timedelta(hours=from_hour), to_at=T0 + timedelta(hours=to_hour)
        )


async def test_the_figures_by_hand(archive: Database) -> None:
    body = await rehearsed(archive, 6, 12)
    assert (body["communes"], body["hours"], body["verified_hours"]) == (4, 7, 6)
    table = body["warnings"]["levels"]["1"]["windows"]["0"]
    # A list speaks of the hours 7 to 12, six of them. 90001: the rule speaks at 7 to 12, the warning holds at 7 to 12.
    # 90002: the rule speaks at 9 to 12, no warning. 90002 at 7 and 8: quiet on both sides. 90003, 90004: no gauge.
    assert (table["hits"], table["misses"], table["false_alarms"], table["correct_negatives"]) == (6, 0, 4, 2)
    assert (table["unknown_with_event"], table["unknown_without_event"]) == (0, 12)
    assert (table["pod"], table["far"], table["csi"]) == (1.0, 0.4, 0.6)
    assert body["said"]["1"] == {"communes": 2, "most_at_once": 2, "mean_by_hour": 1.43}
    lead = body["warnings"]["levels"]["1"]["lead"]
    assert (lead["events"], lead["at_once"], lead["median_minutes"]) == (1, 1, 0)
    assert body["incidents"] == {"reported": 0, "window_hours": 6}
    assert [(one["said"], one["warned"], one["both"]) for one in body["series"]] == [
        (0, 0, 0), (1, 1, 1), (1, 1, 1), (2, 1, 1), (2, 1, 1), (2, 1, 1), (2, 1, 1)
    ]  # fmt: skip


async def test_a_warning_that_follows_within_the_window_is_a_hit(archive: Database) -> None:
    async with archive.transaction(context("vn", SPACE)) as session:
        await session.execute(text("UPDATE warnings SET valid_from = :at"), {"at": T0 + timedelta(hours=10)})
        await session.execute(
            text(
                "INSERT INTO warnings (id, source, issued_at, valid_from, valid_to, level, old_commune, raw, known_at)"
                " VALUES ('x', 'NCHMF', :at, :at, :until, 1, 'khác', '[]', :at)"
            ),
            {"at": T0 + timedelta(hours=6), "until": T0 + timedelta(hours=10)},
        )
    windows = (await rehearsed(archive, 6, 12))["warnings"]["levels"]["1"]["windows"]
    # 90001 is spoken of at 7 to 12 and warned of from 10: at 7, 8, 9 the warning is 3, 2 and 1 hours away.
    assert [windows[w]["hits"] for w in ("0", "1", "3")] == [3, 4, 6]
    lead = (await rehearsed(archive, 6, 12))["warnings"]["levels"]["1"]["lead"]
    assert (lead["before"], lead["median_minutes"]) == (1, 180)


async def test_only_what_was_known_then_is_seen(wet: Database) -> None:
    """The reading of the hour to 7 comes at 10: the rule could not have spoken before."""
    for number in range(1, 13):
        async with wet.transaction(context("vn", SPACE)) as session:
            await spaces.stop(session, SPACE, T0 + timedelta(hours=number))
            await rain(session, number, **({"b": 0.0, "c": 0.0} if number == 7 else DRY))
            if number == 10:
                await rain(session, 7, known=10, a=60.0)
    series = (await rehearsed(wet, 6, 12))["series"]
    assert [one["said"] for one in series] == [0, 0, 0, 0, 1, 1, 1]


async def test_incidents_count_from_six_hours_before(archive: Database) -> None:
    async with archive.transaction(context("vn", SPACE)) as session:
        for code, hour in (("90001", 9), ("90002", 8)):
            await session.execute(
                text(
                    "INSERT INTO incidents (id, kind, occurred_at, method, commune_code, reported_by, content_hash)"
                    " VALUES (:id, 'landslide', :at, 'commune', :code, 'test', '')"
                ),
                {"id": uuid.uuid4(), "at": T0 + timedelta(hours=hour), "code": code},
            )
    found = (await rehearsed(archive, 6, 12))["incidents"]
    # 90001 at 9: spoken of from 7, two hours before. 90002 at 8: first word at 9, missed.
    assert (found["reported"], found["warned_before"], found["missed"]) == (2, 1, 1)
    assert found["median_lead_minutes"] == 120


async def test_spans_that_cannot_be(archive: Database) -> None:
    for from_hour, to_hour in ((6, 6), (9, 6), (0, 24 * 40)):
        with pytest.raises(InputRefused):
            await rehearsed(archive, from_hour, to_hour)
    with pytest.raises(NothingToRehearse):
        await rehearsed(archive, 24 * 8, 24 * 9)


async def test_over_http_with_its_card_and_its_switch(archive: Database, duty: httpx.AsyncClient) -> None:
    rule = "rain_6h_with_forecast"
    path = f"/api/danger/rules/{rule}"
    refused = await duty.put(f"{path}/switch", json={"is_on": True})
    assert refused.status_code == 409 and refused.json()["code"] == "rule_not_rehearsed"
    span = {"from_at": (T0 + timedelta(hours=6)).isoformat(), "to_at": (T0 + timedelta(hours=12)).isoformat()}
    nothing = await duty.post(f"{path}/rehearsals", json=span)
    assert nothing.status_code == 409 and nothing.json()["code"] == "nothing_to_rehearse"
    made = await duty.post(f"{path}/rehearsals", json=span, params={"space": SPACE})
    assert made.status_code == 201, made.text
    card = made.json()["cards"][0]
    assert (card["archive"], card["made_by"], card["delivered"]) == (SPACE, "truc-ban", False)
    assert card["card"]["warnings"]["levels"]["1"]["windows"]["0"]["hits"] == 6
    elsewhere = await duty.put(f"{path}/switch", json={"is_on": True}, params={"space": SPACE})
    assert elsewhere.status_code == 409
    switched = await duty.put(f"{path}/switch", json={"is_on": True, "reason": "mùa mưa"})
    assert switched.json()["is_on"] is True and switched.json()["changed_by"] == "truc-ban"
    listed = {one["id"]: one for one in (await duty.get("/api/danger/rules")).json()["items"]}
    assert listed[rule]["is_on"] and listed[RULE]["is_on"] and listed["rain_24h_class"]["is_on"]
    assert listed[RULE]["names"]["observed"]["vi"] == "Mưa đã đo, 6 giờ"
    assert listed["alarm_class"]["names"]["over_1"]["vi"] == "Mực nước − Báo động I"
    assert not listed["heavy_rain_d44"]["can_be_on"] and listed["heavy_rain_d44"]["obstacle"]["vi"]
    blocked = await duty.put("/api/danger/rules/heavy_rain_d44/switch", json={"is_on": True})
    assert blocked.status_code == 409 and blocked.json()["code"] == "rule_not_usable"
    assert (await duty.get("/api/danger/rules/no_such_rule")).status_code == 404
    changes = (await duty.get("/api/changes", params={"after": 0, "limit": 500})).json()["items"]
    assert ("danger_rule", rule, "on", "truc-ban") in [
        (one["entity"], one["entity_id"], one["op"], one["actor"]) for one in changes
    ]


async def test_who_may_not_switch(archive: Database, country_app: Any) -> None:
    from tests.conftest import sign_in_as

    field = await sign_in_as(country_app, archive, "thuc-dia", "field", "91")
    answer = await field.put(f"/api/danger/rules/{RULE}/switch", json={"is_on": False})
    assert answer.status_code == 403
    assert (await field.get("/api/danger/rules")).status_code == 200
    await field.aclose()


def test_delivered_cards_belong_to_the_rules_as_they_are() -> None:
    """A rule that is changed loses its card, and has to be rehearsed again before it may be on."""
    for id_ in ("rain_6h_observed", "rain_24h_class"):
        (card,) = delivered.cards(id_)
        assert card.version == library.get(id_).version
        table = card.card["warnings"]["levels"]["1"]["windows"]["0"]  # type: ignore[index,call-overload]
        cells = (
            "hits",
            "misses",
            "false_alarms",
            "correct_negatives",
            "unknown_with_event",
            "unknown_without_event",
        )
        assert sum(table[cell] for cell in cells) == card.card["verified_commune_hours"]


def test_the_delivered_card_against_the_raw_files(shared_data: Path) -> None:
    """How many communes were warned of, counted from the recorded file apart from the program."""
    import csv

    with (shared_data / "hydromet" / "nchmf_warnings_2026-07-21_23.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    (card,) = delivered.cards(RULE)
    last = datetime.fromisoformat("2026-07-23T22:00:00+07:00")
    named = {
        (row["commune"], row["province"])
        for row in rows
        if datetime.fromisoformat(row["observed_at"]) <= last
    }
    found = card.card["warnings"]["levels"]["1"]["communes_warned"]  # type: ignore[index,call-overload]
    assert abs(found - len(named)) <= 3, (found, len(named))
