"""Our own warnings: drafted by one, reviewed by another, issued, updated, cancelled, expired."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from lxml import etree
from sqlalchemy import text

from geoops.hydromet.warnings.delivery import jobs
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM, Context
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.cases import cases
from tests.conftest import context, sign_in_as
from tests.hydromet.warnings.conftest import act, body, issued, later, through

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


async def document(client: httpx.AsyncClient, warning: dict, space: str = "live") -> etree._Element:
    answer = await client.get(warning["cap_url"], params={"space": space})
    assert answer.status_code == 200, answer.text
    return etree.fromstring(answer.content)


def value(root: etree._Element, path: str) -> str | None:
    return root.findtext("/".join(CAP + part for part in path.split("/")))


async def test_drafted_by_one_reviewed_and_issued_by_another(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    drafted = (await author.post("/api/warnings", json=body())).json()
    assert drafted["state"] == "draft" and drafted["authors"] == ["nguoi-soan"]
    assert (
        "120 mm" in drafted["texts"]["vi"]["description"]
        and "Mường Thử" in drafted["texts"]["vi"]["headline"]
    )
    assert (await act(author, drafted, "issue")).json()["code"] == "wrong_warning_state"
    submitted = (await act(author, drafted, "submit")).json()
    refused = await act(author, submitted, "approve")
    assert (refused.status_code, refused.json()["code"]) == (403, "own_review")
    approved = (await act(reviewer, submitted, "approve")).json()
    assert approved["reviewed_by"] == "nguoi-duyet"
    out = (await act(author, approved, "issue")).json()
    assert (out["state"], out["status"], out["in_force"], out["issued_by"]) == (
        "issued",
        "Actual",
        True,
        "nguoi-soan",
    )
    assert out["official"] is False
    listed = (await reviewer.get("/api/warnings")).json()["items"]
    assert [(item["kind"], item["id"]) for item in listed] == [("own", out["id"])]


async def test_whoever_wrote_any_of_it_does_not_review_it(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    drafted = (await author.post("/api/warnings", json=body())).json()
    amended = await reviewer.put(
        f"/api/warnings/{drafted['id']}", json=body(severity="Extreme"), headers={"If-Match": drafted["etag"]}
    )
    assert amended.json()["authors"] == ["nguoi-soan", "nguoi-duyet"]
    submitted = (await act(author, amended.json(), "submit")).json()
    assert (await act(reviewer, submitted, "approve")).json()["code"] == "own_review"


async def test_the_database_itself_refuses_what_its_author_reviewed(country_db: Database) -> None:
    with pytest.raises(Exception, match="reviewed_by_another"):
        async with country_db.transaction(SYSTEM) as session:
            await session.execute(
                text(
                    "INSERT INTO alerts (id, chain_id, message_type, state, hazard, severity, certainty, expires_at,"
                    " authors, reviewed_by, issued_at, document, identifier) VALUES (gen_random_uuid(),"
                    " gen_random_uuid(), 'Alert', 'issued', 'flood', 'Severe', 'Likely', now(), '{a}', 'a', now(),"
                    " '', 'x')"
                )
            )


async def test_a_change_that_was_not_seen_is_not_overwritten(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    drafted = (await author.post("/api/warnings", json=body())).json()
    path = f"/api/warnings/{drafted['id']}"
    assert (await author.put(path, json=body())).status_code == 412
    first = await author.put(path, json=body(severity="Minor"), headers={"If-Match": drafted["etag"]})
    assert first.status_code == 200
    second = await reviewer.put(path, json=body(severity="Extreme"), headers={"If-Match": drafted["etag"]})
    assert (second.status_code, second.json()["code"]) == (412, "changed_meanwhile")
    assert (await author.get(path)).json()["severity"]["word"] == "Minor"


async def test_the_same_draft_sent_again_is_one_draft(author: httpx.AsyncClient) -> None:
    sent = body(id="0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e")
    answers = [await author.post("/api/warnings", json=sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    other = await author.post("/api/warnings", json={**sent, "severity": "Minor"})
    assert (other.status_code, other.json()["code"]) == (409, "warning_conflict")


@pytest.mark.parametrize(
    "other",
    [
        {"certainty": "Possible"},
        {"onset_at": later(1)},
        {"commune_codes": []},
        {"note": "khác"},
        {"bulletin": {"issuer": "x", "number": "1", "issued_at": later(-1), "level": 2}},
        {
            "texts": {
                language: {"headline": "h", "description": "d", "instruction": "i"}
                for language in ("vi", "en")
            }
        },
    ],
    ids=lambda other: next(iter(other)),
)
async def test_other_content_under_the_id_is_not_answered_as_if_it_were_kept(
    author: httpx.AsyncClient, other: dict
) -> None:
    sent = body(id="0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e")
    assert (await author.post("/api/warnings", json=sent)).status_code == 201
    answer = await author.post("/api/warnings", json={**sent, **other})
    assert (answer.status_code, answer.json()["code"]) == (409, "warning_conflict")
    again = await author.post("/api/warnings", json=sent)
    assert again.status_code == 200, "the first is as it was"


async def test_a_draft_whose_answer_was_lost_is_written_again(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    drafted = (await author.post("/api/warnings", json=body())).json()
    path = f"/api/warnings/{drafted['id']}"
    wanted = body(severity="Minor", note="đã gọi xã")
    kept = await author.put(path, json=wanted, headers={"If-Match": drafted["etag"]})
    again = await author.put(path, json=wanted, headers={"If-Match": drafted["etag"]})
    assert (again.status_code, again.json()["etag"]) == (200, kept.json()["etag"]), "once, and no conflict"
    assert (await author.put(path, json=wanted)).status_code == 412, "who has read nothing is refused"
    await reviewer.put(path, json=body(severity="Extreme"), headers={"If-Match": kept.json()["etag"]})
    late = await author.put(path, json=wanted, headers={"If-Match": drafted["etag"]})
    assert late.status_code == 412, "another one has written since"


@cases(
    ("changes", "field"),
    [
        ({"hazard": "volcano"}, "hazard"),
        ({"commune_codes": ["99999"]}, "commune_codes"),
        ({"commune_codes": ["1"]}, "commune_codes.0"),
        ({"values": {"rain_mm": "120", "nothing": "1"}}, "values.nothing"),
        ({"expires_at": "1900-01-01T00:00:00"}, "expires_at"),
        ({"expires_at": later(24 * 20)}, "expires_at"),
        ({"onset_at": later(7)}, "expires_at"),
        ({"severity": "Level 3"}, "severity"),
        ({"bulletin": {"issuer": "x", "number": "1", "issued_at": later(-1), "level": 6}}, "bulletin.level"),
        ({"note": "a\x00b"}, "note"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_what_cannot_be_is_refused_by_its_field(
    author: httpx.AsyncClient, changes: dict, field: str
) -> None:
    answer = await author.post("/api/warnings", json=body(**changes))
    assert answer.status_code == 422, answer.text
    assert field in [fault["field"] for fault in answer.json()["errors"]]
    assert (await author.get("/api/warnings?state=open")).json()["items"] == []


@pytest.mark.parametrize("written", ["much", "1.234", "-5"])
async def test_nothing_incomplete_is_submitted(author: httpx.AsyncClient, written: str) -> None:
    drafted = (
        await author.post("/api/warnings", json=body(values={"rain_mm": written}, commune_codes=[]))
    ).json()
    answer = await act(author, drafted, "submit")
    assert (answer.status_code, answer.json()["code"]) == (422, "warning_incomplete")
    fields = {fault["field"] for fault in answer.json()["errors"]}
    assert fields >= {"values.rain_mm", "values.rain_hours", "values.source", "commune_codes"}


async def test_scope_ends_where_the_province_ends(
    author: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    answer = await author.post("/api/warnings", json=body(commune_codes=["90001", "90003"]))
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_scope")
    drafted = (await author.post("/api/warnings", json=body())).json()
    other = await sign_in_as(country_app, country_db, "tinh-khac", "duty", "92")
    assert (await other.get(f"/api/warnings/{drafted['id']}")).status_code == 404
    assert (await other.get("/api/warnings?state=open")).json()["items"] == []
    async with country_db.transaction(context("92", actor="x")) as session:
        seen = await session.scalar(text("SELECT count(*) FROM alerts"))
        changed = await session.execute(text("UPDATE alerts SET severity = 'Minor' RETURNING id"))
        assert seen == 0 and changed.first() is None
    await other.aclose()


async def test_an_issued_warning_is_seen_beyond_the_scope_and_not_touched(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    out = await issued(author, reviewer)
    other = await sign_in_as(country_app, country_db, "tinh-khac", "duty", "92")
    seen = (await other.get(f"/api/warnings/{out['id']}")).json()
    assert seen["in_force"] is True
    answer = await act(other, seen, "cancel", "thử")
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_scope")
    await other.aclose()


async def test_the_chain_names_all_that_came_before(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    first = await issued(author, reviewer)
    drafted = (await act(author, first, "update")).json()
    assert (drafted["message_type"], drafted["state"], drafted["previous_id"]) == (
        "Update",
        "draft",
        first["id"],
    )
    again = await act(author, first, "update")
    assert (again.status_code, again.json()["code"]) == (409, "warning_conflict")
    amended = (
        await author.put(
            f"/api/warnings/{drafted['id']}",
            json=body(severity="Extreme", commune_codes=["90001"]),
            headers={"If-Match": drafted["etag"]},
        )
    ).json()
    detail = (await reviewer.get(f"/api/warnings/{amended['id']}")).json()
    changed = {item["field"]: (item["before"], item["after"]) for item in detail["changed_since"]}
    assert changed["severity"] == ("Severe", "Extreme") and changed["communes"] == ("90002", "")
    second = await through(author, reviewer, amended)
    before = (await author.get(f"/api/warnings/{first['id']}")).json()
    assert before["state"] == "superseded" and before["ended_at"] == second["issued_at"]
    cancelled = (await act(author, second, "cancel", "mưa đã ngớt")).json()
    assert cancelled["state"] == "cancelled"
    chain = (await author.get(f"/api/warnings/{first['id']}")).json()["chain"]
    assert [item["message_type"] for item in chain] == ["Alert", "Update", "Cancel"]
    roots = [await document(author, item) for item in chain]
    told = [f"{value(root, 'sender')},{value(root, 'identifier')},{value(root, 'sent')}" for root in roots]
    assert [value(root, "references") for root in roots] == [None, told[0], " ".join(told[:2])]
    assert value(roots[2], "note") == "mưa đã ngớt"
    sent = [value(root, "sent") for root in roots]
    assert sorted(sent) == sent and len(set(told)) == 3
    assert (await author.get("/api/warnings")).json()["items"] == []
    assert (await act(author, cancelled, "cancel", "lần nữa")).status_code == 409


async def test_an_update_of_what_is_over_is_not_issued(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    first = await issued(author, reviewer)
    drafted = (await act(author, first, "update")).json()
    submitted = (await act(author, drafted, "submit")).json()
    approved = (await act(reviewer, submitted, "approve")).json()
    assert (await act(author, first, "cancel", "nhầm")).status_code == 200
    answer = await act(reviewer, approved, "issue")
    assert (answer.status_code, answer.json()["code"]) == (409, "warning_conflict")


async def test_of_two_who_issue_at_once_one_does(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    drafted = (await author.post("/api/warnings", json=body())).json()
    submitted = (await act(author, drafted, "submit")).json()
    approved = (await act(reviewer, submitted, "approve")).json()
    answers = await asyncio.gather(*(act(client, approved, "issue") for client in (author, reviewer)))
    assert sorted(answer.status_code for answer in answers) == [200, 412]


async def test_cancelling_needs_a_reason_and_returning_too(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    out = await issued(author, reviewer)
    assert (await act(author, out, "cancel")).json()["errors"][0]["field"] == "note"
    drafted = (await author.post("/api/warnings", json=body())).json()
    submitted = (await act(author, drafted, "submit")).json()
    assert (await act(reviewer, submitted, "return", " ")).status_code == 422
    back = (await act(reviewer, submitted, "return", "thiếu xã")).json()
    assert (back["state"], back["review_note"]) == ("draft", "thiếu xã")
    assert (await act(author, back, "nonsense")).status_code == 422


async def test_a_level_is_stated_only_where_a_bulletin_is_cited(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    plain = await issued(author, reviewer)
    assert b"VN-QD18-2021" not in (await author.get(plain["cap_url"])).content
    cited = {"issuer": "Đài KTTV tỉnh", "number": "TIN-12", "issued_at": later(-1), "level": 3}
    stated = await issued(author, reviewer, bulletin=cited)
    root = await document(author, stated)
    parameters = {
        element.findtext(f"{CAP}valueName"): element.findtext(f"{CAP}value")
        for element in root.iter(f"{CAP}parameter")
    }
    assert parameters["VN-QD18-2021"] == "3" and "TIN-12" in parameters["VN-QD18-2021-bulletin"]


async def test_it_runs_out_by_the_clock_of_its_space(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, country_db: Database
) -> None:
    began = utc_now() - timedelta(days=30)
    async with country_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session, "dien-tap", kind="drill", title=Text("Diễn tập", "Drill"), starts_at=began,
            ends_at=began + timedelta(days=2), speed=0,
        )  # fmt: skip
    out = await issued(
        author, reviewer, "dien-tap", onset_at=None, expires_at=(began + timedelta(hours=6)).isoformat()
    )
    root = await document(author, out, "dien-tap")
    assert value(root, "status") == "Exercise" and value(root, "info/headline").startswith("DIỄN TẬP: ")
    assert await jobs.expire(country_db) == 0
    async with country_db.transaction(SYSTEM) as session:
        await spaces.stop(session, "dien-tap", began + timedelta(hours=7))
    listed = (await author.get("/api/warnings?space=dien-tap")).json()["items"]
    assert listed == [], "over by the clock, though the job has not run"
    assert await jobs.expire(country_db) == 1
    assert await jobs.expire(country_db) == 0
    after = (await author.get(f"/api/warnings/{out['id']}?space=dien-tap")).json()
    assert after["state"] == "expired" and after["ended_at"] == out["expires_at"]
    at = (began + timedelta(hours=2)).isoformat()
    past = (await author.get("/api/warnings", params={"space": "dien-tap", "at": at})).json()["items"]
    assert [item["id"] for item in past] == [out["id"]]
    assert (await author.get("/api/warnings?state=all")).json()["items"] == [], (
        "nothing of it in the live space"
    )
    async with country_db.transaction(Context("x", SYSTEM.scope, "dien-tap")) as session:
        ops = list(await session.scalars(text("SELECT op FROM changes WHERE entity = 'alert' ORDER BY seq")))
    assert ops == ["draft", "submit", "approve", "issue", "expire"]


async def test_the_polygon_covers_the_communes_and_the_layer_shows_it(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient
) -> None:
    out = await issued(author, reviewer)
    area = (await author.get(f"/api/warnings/{out['id']}")).json()["area"]
    assert area["polygons"] == 1 and area["vertices"] <= 100 and 0 <= area["excess"] < 0.01
    root = await document(author, out)
    pairs = [tuple(map(float, pair.split(","))) for pair in value(root, "info/area/polygon").split()]
    assert pairs[0] == pairs[-1]
    assert all(21.9 < lat < 22.2 and 103.9 < lon < 104.3 for lat, lon in pairs), "latitude first"
    codes = [element.text for element in root.iter(f"{CAP}value")]
    assert codes.count("90001") == 2, "once per language"
    tile = await author.get("/tiles/alerts/8/201/111.mvt")
    assert tile.status_code in (200, 204)
    shown = next(item for item in (await author.get("/api/layers")).json()["items"] if item["id"] == "alerts")
    assert shown["count"] == 1


async def test_a_preview_keeps_nothing_and_shows_all(author: httpx.AsyncClient) -> None:
    answer = await author.post("/api/warnings/preview", json=body())
    made = answer.json()
    assert made["missing"] == [] and made["area"]["excess"] < 0.01 and "<status>Draft</status>" in made["cap"]
    bare = (await author.post("/api/warnings/preview", json=body(values={}, commune_codes=[]))).json()
    assert bare["cap"] is None and bare["area"] is None and len(bare["missing"]) == 4
    assert (await author.get("/api/warnings?state=all")).json()["items"] == []


async def test_pages_of_all_kinds_miss_none(author: httpx.AsyncClient, reviewer: httpx.AsyncClient) -> None:
    made = [(await issued(author, reviewer, severity=word))["id"] for word in ("Minor", "Extreme", "Severe")]
    seen: list[str] = []
    after = None
    for _ in range(10):
        answer = (
            await author.get("/api/warnings", params={"limit": 1, **({"after": after} if after else {})})
        ).json()
        seen += [item["id"] for item in answer["items"]]
        after = answer["next"]
        if after is None:
            break
    assert seen == [made[1], made[2], made[0]]
    assert (await author.get("/api/warnings?after=abc")).json()["code"] == "bad_cursor"
