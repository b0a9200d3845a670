"""Repeats: likeness proposed with its parts, merged by people, separated again just as they were."""

import uuid
from itertools import pairwise

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from geoops.accounts import service as accounts
from geoops.incidents.rules import rules
from geoops.incidents.triage.likeness import groups, likeness
from geoops.incidents.triage.store import Pair
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.conftest import sign_in_as
from tests.incidents.reports import act, send

HERE = {"lon": 104.05, "lat": 22.05, "accuracy_m": 10, "method": "gps"}


def near(metres: float) -> dict:
    return HERE | {"lat": 22.05 + metres / 111_195}


async def likely(client: httpx.AsyncClient, incident: dict) -> list[dict]:
    answer = await client.get(f"/api/incidents/{incident['id']}/likely")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_near_in_place_time_kind_and_words_is_proposed(duty: httpx.AsyncClient) -> None:
    first = await send(duty, position=HERE, note="Sạt lở taluy dương, đường tắc hoàn toàn")
    again = await send(duty, position=near(200), note="sat lo taluy duong duong tac hoan toan")
    related = await send(duty, position=near(400), kind="road_cut", note="Đường bị tắc")
    far = await send(duty, position=near(4000), note="Sạt lở taluy dương, đường tắc hoàn toàn")
    late = await send(duty, position=near(50), occurred_at="2026-07-22T12:10:00+07:00")
    unlike = await send(duty, position=near(50), kind="disease")
    rejected = await send(duty, position=near(50))
    await act(duty, rejected, "reject", reason="nhầm")
    found = {item["incident"]["id"]: item for item in await likely(duty, first)}
    assert found[again["id"]]["proposed"] and found[again["id"]]["text"] == 1.0, "marks make no difference"
    assert found[again["id"]]["metres"] == pytest.approx(200, abs=3)
    assert found[related["id"]]["score"] < found[again["id"]]["score"]
    assert not {far["id"], late["id"], unlike["id"], rejected["id"], first["id"]} & set(found)
    (group,) = (await duty.get("/api/incidents/likely-groups")).json()["items"]
    assert group["first"]["id"] == first["id"]
    assert again["id"] in {member["incident"]["id"] for member in group["members"]}


async def test_without_a_position_the_commune_speaks(duty: httpx.AsyncClient) -> None:
    first = await send(duty, note="Sạt lở gần trường học bản Nậm Kha")
    other = await send(duty, position=None, commune_code="90001", note="Sạt lở gần trường học bản Nậm Kha")
    (item,) = await likely(duty, first)
    assert (item["incident"]["id"], item["metres"], item["place"]) == (other["id"], None, 0.5)


async def test_merged_counts_witnesses_and_separates_exactly(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    field = await sign_in_as(country_app, country_db, "dan-quan", "field", "90001")
    first = await send(duty)
    repeats = [await send(field), await send(field, severity=2, note="vẫn là tôi")]
    read = [(await duty.get(f"/api/incidents/{one['id']}")).json() for one in repeats]
    merged = await duty.post(
        f"/api/incidents/{first['id']}/repeats", json={"ids": [one["id"] for one in repeats]}
    )
    assert merged.status_code == 200, merged.text
    assert merged.json()["incident"]["witnesses"] == 2, "two persons, however often they wrote"
    assert [one["id"] for one in merged.json()["repeats"]] == [one["id"] for one in repeats]
    assert [i["incident"]["id"] for i in (await duty.get("/api/incidents/queue")).json()["items"]] == [
        first["id"]
    ]
    receipt = (await field.get("/api/incidents/receipts", params={"ids": repeats[0]["id"]})).json()["items"][
        0
    ]
    assert receipt["merged_into"] == first["id"] and receipt["acted_at"] is not None
    blocked = await act(duty, repeats[0], "verify")
    assert (blocked.status_code, blocked.json()["merged_into"]) == (409, first["id"])
    for before in read:
        parted = await duty.delete(f"/api/incidents/{first['id']}/repeats/{before['id']}")
        assert parted.status_code == 200
        after = (await duty.get(f"/api/incidents/{before['id']}")).json()
        told = {"etag", "seen_at", "acted_at"}
        assert {k: v for k, v in after.items() if k not in told} == {
            k: v for k, v in before.items() if k not in told
        }
    assert (await duty.get(f"/api/incidents/{first['id']}")).json()["witnesses"] == 1
    ops = [e["op"] for e in (await duty.get(f"/api/incidents/{first['id']}/timeline")).json()["items"]]
    assert ops == ["create", "take_in", "take_in", "let_go", "let_go"]
    await field.aclose()


async def test_phones_that_share_a_token_are_witnesses_of_their_own(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    async with country_db.transaction(SYSTEM) as session:
        secret = await accounts.add_token(session, "doi-1", "field", "90001", "test")
    team = httpx.AsyncClient(
        transport=duty._transport, base_url="http://test", headers={"Authorization": f"Bearer {secret}"}
    )
    sent = [await send(team, device_id=device) for device in ("phone-a", "phone-b", "phone-a")]
    first, *others = sent
    merged = await duty.post(f"/api/incidents/{first['id']}/repeats", json={"ids": [o["id"] for o in others]})
    assert merged.json()["incident"]["witnesses"] == 2


async def test_a_family_of_repeats_keeps_together(duty: httpx.AsyncClient) -> None:
    a, b, c = [await send(duty) for _ in range(3)]
    await duty.post(f"/api/incidents/{b['id']}/repeats", json={"ids": [c["id"]]})
    await duty.post(f"/api/incidents/{a['id']}/repeats", json={"ids": [b["id"]]})
    for into, one in ((c, a), (a, c), (a, a)):
        refused = await duty.post(f"/api/incidents/{into['id']}/repeats", json={"ids": [one["id"]]})
        assert refused.status_code == 409, "no circles, and no report that repeats two"
    again = await duty.post(f"/api/incidents/{a['id']}/repeats", json={"ids": [b["id"]]})
    assert again.status_code == 200, "the same again changes nothing"
    await duty.delete(f"/api/incidents/{a['id']}/repeats/{b['id']}")
    kept = (await duty.get(f"/api/incidents/{b['id']}/repeats")).json()["repeats"]
    assert [one["id"] for one in kept] == [c["id"]]
    assert (await duty.delete(f"/api/incidents/{a['id']}/repeats/{b['id']}")).json()["code"] == "not_merged"
    assert (
        await duty.post(f"/api/incidents/{a['id']}/repeats", json={"ids": [str(uuid.uuid4())]})
    ).status_code == 404


def pair(
    metres: float | None = 0, hours: float = 0, kinds: tuple[str, str] = ("landslide", "landslide"), text=1.0
):
    return Pair(uuid.uuid4(), uuid.uuid4(), metres, hours, *kinds, True, text, 0)


@given(
    metres=st.floats(0, 5000),
    more=st.floats(0, 5000),
    hours=st.floats(0, 12),
    text=st.none() | st.floats(0, 1),
    kinds=st.tuples(*[st.sampled_from(["landslide", "road_cut", "disease", "other"])] * 2),
)
def test_likeness_is_a_share_and_falls_with_distance(metres, more, hours, text, kinds) -> None:
    rule = rules().likeness
    one = likeness(rule, pair(metres, hours, kinds, text))
    assert 0 <= one.score <= 1
    assert likeness(rule, pair(metres + more, hours, kinds, text)).score <= one.score
    assert likeness(rule, pair(metres, hours, kinds[::-1], text)).score == one.score


def test_a_chain_of_villages_is_no_group() -> None:
    ids = [uuid.uuid4() for _ in range(4)]
    chain = [(a, b, 0.9) for a, b in pairwise(ids)]
    assert [(first, [one for one, _ in members]) for first, members in groups(chain, ids, 0.6)] == [
        (ids[0], [ids[1]]),
        (ids[2], [ids[3]]),
    ]
    assert groups(chain, ids, 0.95) == []
