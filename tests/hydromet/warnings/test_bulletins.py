"""Bulletins of others: kept as they came, once, resolved to communes, replaced and cancelled in any order."""

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from geoops.hydromet.jobs import run_feed
from geoops.hydromet.warnings.bulletins.feed import links
from geoops.hydromet.warnings.bulletins.geography import geography
from geoops.hydromet.warnings.cap import signing, writing
from geoops.hydromet.warnings.cap.document import Alert, Area, Info, Reference
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.hydromet.feeds_kit import last_run
from tests.hydromet.source_server import says, source

NOW = utc_now().replace(microsecond=0)
EAST = [(22.0, 104.12), (22.0, 104.19), (22.09, 104.19), (22.09, 104.12), (22.0, 104.12)]
"""Inside commune 90002 of the made-up country, latitude first."""


def alert(
    identifier: str = "b1", *, sent: datetime = NOW, ring: list | None = None, **changes: object
) -> Alert:
    info = Info(
        language="vi-VN",
        categories=["Met"],
        event="Mưa lớn",
        urgency="Expected",
        severity="Severe",
        certainty="Likely",
        expires=sent + timedelta(hours=6),
        sender_name="Đài KTTV",
        headline="Tin cảnh báo mưa lớn",
        parameters=[("VN-QD18-2021", "2")],
        areas=[Area("phía đông", polygons=[ring or EAST])],
    )
    base = Alert(identifier, "kttv.test", sent, "Actual", "Alert", infos=[info])
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def data(message: Alert) -> bytes:
    return writing.as_bytes(writing.write(message))


async def send(client: httpx.AsyncClient, body: bytes, space: str = "live") -> httpx.Response:
    return await client.post(
        "/api/cap/import",
        content=body,
        params={"space": space},
        headers={"Content-Type": "application/cap+xml"},
    )


async def in_force(client: httpx.AsyncClient) -> list[str]:
    answer = await client.get("/api/warnings?kind=bulletin")
    return [item["identifier"] for item in answer.json()["items"]]


async def test_taken_once_and_kept_as_it_came(author: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    body = data(alert())
    answers = [await send(author, body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    out = answers[0].json()["bulletin"]
    assert [place["code"] for place in out["communes"]] == ["90002"], "what the polygon touches"
    assert (out["official"], out["level"], out["signature"]) == (False, None, "none"), (
        "nobody listed this sender"
    )
    assert "Đài KTTV" in out["label"]["vi"] and out["in_force"] is True
    assert (await author.get(out["original_url"])).content == body
    altered = await send(author, body.replace(b"Severe", b"Minor"))
    assert (altered.status_code, altered.json()["code"]) == (409, "bulletin_conflict")
    assert (await send(stranger, body)).status_code == 401
    situation = (await author.get("/api/communes/90002/situation")).json()
    assert [item["identifier"] for item in situation["alerts"]] == ["b1"]
    assert (await author.get("/api/communes/90001/situation")).json()["alerts"] == []


async def test_a_fault_says_its_line_and_nothing_is_kept(
    author: httpx.AsyncClient, cap_samples: Path
) -> None:
    answer = await send(author, (cap_samples / "invalid.cap").read_bytes())
    assert (answer.status_code, answer.json()["code"]) == (422, "not_cap")
    assert [(fault["row"], fault["field"]) for fault in answer.json()["errors"]] == [(2, "scope")]
    assert (await send(author, (cap_samples / "xee.cap").read_bytes())).status_code == 422
    assert (await author.get("/api/cap/bulletins")).json()["items"] == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_updates_and_cancellations_hold_in_any_order(
    author: httpx.AsyncClient, order: tuple[int, ...]
) -> None:
    first = alert("b1", sent=NOW - timedelta(minutes=3))
    told = Reference("kttv.test", "b1", first.sent)
    second = alert("b2", sent=NOW - timedelta(minutes=2), message_type="Update", references=[told])
    third = alert("b3", sent=NOW - timedelta(minutes=1), message_type="Cancel",
                  references=[told, Reference("kttv.test", "b2", second.sent)])  # fmt: skip
    messages = [data(message) for message in (first, second, third)]
    expected = {(0,): ["b1"], (0, 1): ["b2"], (1,): ["b2"], (2,): []}
    for count, number in enumerate(order, 1):
        assert (await send(author, messages[number])).status_code == 201
        seen = await in_force(author)
        if (so_far := order[:count]) in expected:
            assert seen == expected[so_far]
    assert await in_force(author) == []
    items = (await author.get("/api/cap/bulletins")).json()["items"]
    notes = {item["identifier"]: [note["field"] for note in item["notes"]] for item in items}
    assert notes["b3"] == ([] if order[2] == 2 else ["references"] * (2 if order[0] == 2 else 1))


async def test_only_a_listed_sender_is_official_and_its_level_shown(
    author: httpx.AsyncClient, country_app: object, tmp_path: Path
) -> None:
    settings: Settings = country_app.state.settings  # type: ignore[attr-defined]
    signing.make_key(tmp_path, "Đài KTTV")
    signer = signing.Signer.load(tmp_path)
    assert signer is not None
    country_app.state.settings = settings.model_copy(  # type: ignore[attr-defined]
        update={
            "cap_official_senders": "other.test, kttv.test",
            "cap_trusted_certificates": tmp_path / "cap-certificate.pem",
        }
    )
    signed = writing.as_bytes(signer.sign(writing.write(alert("s1"))))
    out = (await send(author, signed)).json()["bulletin"]
    assert (out["official"], out["level"], out["signature"]) == (True, 2, "trusted")
    forged = signed.replace(b"<identifier>s1", b"<identifier>s2")
    out = (await send(author, forged)).json()["bulletin"]
    assert (out["official"], out["level"], out["signature"]) == (False, None, "invalid")


async def test_what_is_no_real_warning_is_not_in_force(author: httpx.AsyncClient) -> None:
    for number, changes in enumerate(({"status": "Exercise"}, {"status": "Test"}, {"message_type": "Ack"},
                                      {"scope": "Private", "addresses": "x"})):  # fmt: skip
        assert (await send(author, data(alert(f"n{number}", **changes)))).status_code == 201
    assert await in_force(author) == []


def test_latitude_and_longitude_swapped_are_turned_and_said() -> None:
    turned = [(lon, lat) for lat, lon in EAST]
    found = geography(alert(ring=turned))
    assert found.shape is not None and found.shape.bounds == geography(alert()).shape.bounds  # type: ignore[union-attr]
    assert [fault.field for fault in found.faults] == ["polygon"] and "đảo" in found.faults[0].reason.vi


def test_places_on_no_earth_are_not_drawn() -> None:
    found = geography(alert(ring=[(200.0, 500.0), (200.0, 501.0), (201.0, 501.0), (200.0, 500.0)]))
    assert found.shape is None and len(found.faults) == 1
    bow = geography(alert(ring=[(22.0, 104.0), (22.1, 104.1), (22.0, 104.1), (22.1, 104.0), (22.0, 104.0)]))
    assert bow.shape is not None and bow.shape.is_valid


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>t</title>
<entry><id>1</id><updated>2026-07-22T00:00:00Z</updated><link type="application/cap+xml" href="/a.xml"/></entry>
<entry><id>2</id><updated>2026-07-22T00:00:00Z</updated><link rel="alternate" href="broken.xml"/></entry>
<entry><id>3</id><updated>2026-07-22T00:00:00Z</updated><link href="http://169.254.169.254/latest"/></entry></feed>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>
<item><link>http://x.test/a.xml</link><pubDate>Wed, 22 Jul 2026 00:00:00 GMT</pubDate></item>
<item><enclosure type="application/cap+xml" url="b.xml" length="1"/></item></channel></rss>"""


def test_links_of_both_kinds_of_feed() -> None:
    assert [link.url for link in links(ATOM.encode(), "http://x.test/f/feed.xml")] == [
        "http://x.test/a.xml",
        "http://x.test/f/broken.xml",
        "http://169.254.169.254/latest",
    ]
    assert [link.url for link in links(RSS.encode(), "http://x.test/f/")] == [
        "http://x.test/a.xml",
        "http://x.test/f/b.xml",
    ]


async def test_a_feed_is_read_document_by_document_and_none_twice(country_db: Database) -> None:
    broken = data(alert("f2")).replace(b"Severe", b"Cap 3")
    async with source(
        says(ATOM.encode()), says(data(alert("f1"))), says(broken), says(ATOM.encode())
    ) as server:
        settings = Settings(home=Path("/nonexistent"), data=None, feed_cap_url=server.url, feeds_raw_days=0)
        first = await run_feed(country_db, settings, "cap_bulletins", first_wait_s=0.01)
        assert (first.new, first.refused_count) == (1, 2), "one good, one broken, one that leads inside"
        asked = len(server.asked)
        second = await run_feed(country_db, settings, "cap_bulletins", first_wait_s=0.01)
        assert (second.new, second.unchanged) == (0, 0)
        assert len(server.asked) == asked + 1, "the feed alone: what was taken is not asked for again"
    run = await last_run(country_db, "cap_bulletins")
    assert run["error"] is None
    async with country_db.transaction(SYSTEM) as session:
        kept = await session.scalar(text("SELECT array_agg(identifier) FROM bulletins"))
    assert kept == ["f1"]
