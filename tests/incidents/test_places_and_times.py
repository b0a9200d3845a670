"""Where and when a report says it happened: kept as told, marked where doubtful."""

import uuid
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from geoops.incidents import definition as definitions
from geoops.incidents import service as incidents
from geoops.incidents.placing import metres_between
from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests import places
from tests.conftest import context
from tests.incidents.reports import body


async def test_reporter_and_incident_have_positions_of_their_own(duty: httpx.AsyncClient) -> None:
    lon, lat = places.centre("90001")
    near = {"lon": lon + 0.001, "lat": lat, "accuracy_m": 30, "method": "gps"}
    kept = (await duty.post("/api/incidents", json=body(reporter_position=near))).json()
    assert kept["position"]["lon"] == lon and kept["reporter_position"]["lon"] == lon + 0.001
    assert kept["reporter_position"]["accuracy_m"] == 30
    assert kept["reporter_distance_m"] == pytest.approx(103, abs=2)
    assert kept["far_apart"] is False
    far = near | {"lon": lon + 0.05}
    marked = (await duty.post("/api/incidents", json=body(reporter_position=far))).json()
    assert (marked["far_apart"], marked["reporter_distance_m"]) == (True, pytest.approx(5156, abs=30))
    unsure = far | {"accuracy_m": 6000}
    assert (await duty.post("/api/incidents", json=body(reporter_position=unsure))).json()[
        "far_apart"
    ] is False


@pytest.mark.parametrize(
    ("accuracy", "method", "metres"),
    [
        (12, "gps", 12),
        (None, "gps", 50),
        (None, "tap", 100),
        (None, "landmark", 500),
        (None, "chainage", 200),
    ],
)
async def test_uncertainty_is_measured_or_what_the_method_promises(
    duty: httpx.AsyncClient, accuracy: float | None, method: str, metres: float
) -> None:
    lon, lat = places.centre("90001")
    sent = body(position={"lon": lon, "lat": lat, "accuracy_m": accuracy, "method": method})
    assert (await duty.post("/api/incidents", json=sent)).json()["uncertainty_m"] == metres


async def test_a_commune_with_words_is_a_place(duty: httpx.AsyncClient) -> None:
    sent = body(commune_code="90001", landmark="Cạnh trường Nậm Kiểm", road="QL4D", chainage="105+300")
    del sent["position"]
    kept = (await duty.post("/api/incidents", json=sent)).json()
    assert kept["position"] is None and kept["uncertainty_m"] is None
    assert (kept["landmark"], kept["road"], kept["chainage"]) == ("Cạnh trường Nậm Kiểm", "QL4D", "105+300")
    assert kept["commune_name"] == "Xã Mường Thử"


async def test_a_time_two_years_ahead_is_kept_with_the_servers_beside_it(duty: httpx.AsyncClient) -> None:
    ahead = datetime.now(UTC) + timedelta(days=730)
    device = ahead + timedelta(minutes=3)
    kept = (
        await duty.post(
            "/api/incidents",
            json=body(occurred_at=ahead.isoformat()),
            headers={"X-Device-Time": device.isoformat()},
        )
    ).json()
    assert datetime.fromisoformat(kept["occurred_at"]) == ahead
    assert abs(datetime.fromisoformat(kept["received_at"]) - datetime.now(UTC)) < timedelta(minutes=1)
    assert kept["clock_doubtful"] is True
    assert kept["clock_offset_s"] == pytest.approx(timedelta(days=730, minutes=3).total_seconds(), abs=30)


async def test_a_clock_ahead_of_a_replay_is_marked_and_the_servers_time_puts_in_order(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    """A phone that goes on counting a fast replay's time by itself: ahead of the space's clock, and far behind today."""
    began = datetime(2026, 7, 21, tzinfo=UTC)
    here = {"space": "thu-dien-lai"}
    async with country_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session, here["space"], kind="replay", title=Text("Thử", "Test"), starts_at=began,
            ends_at=began + timedelta(days=2), speed=1,
        )  # fmt: skip
        await spaces.stop(session, here["space"], began + timedelta(hours=6))
    ahead = body(occurred_at=(began + timedelta(hours=9)).isoformat())
    answer = await duty.post("/api/incidents", params=here, json=ahead)
    assert answer.status_code == 201
    kept = answer.json()
    assert kept["clock_doubtful"] is True
    assert datetime.fromisoformat(kept["occurred_at"]) == began + timedelta(hours=9), "kept as it was told"
    assert datetime.fromisoformat(kept["known_at"]) == began + timedelta(hours=6)
    right = body(occurred_at=(began + timedelta(hours=5)).isoformat())
    assert (await duty.post("/api/incidents", params=here, json=right)).json()["clock_doubtful"] is False
    (change,) = [
        change
        for change in (await duty.get("/api/changes", params={"after": 0, **here})).json()["items"]
        if change["entity_id"] == kept["id"]
    ]
    assert datetime.fromisoformat(change["at"]) == began + timedelta(hours=6)
    async with country_db.transaction(context("vn", here["space"])) as session:
        found = await incidents.happened(
            session,
            [str(ahead["kind"])],
            from_at=began + timedelta(hours=5),
            to_at=began + timedelta(hours=7),
        )
    assert [when for _, when in found] == [began + timedelta(hours=6)]


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "",
        "Thu, 99 Foo 2026",
        "2026-07-22T02:10:00",
        "\x7f",
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-07:00",
    ],
)
async def test_a_device_time_that_cannot_be_read_costs_no_report(duty: httpx.AsyncClient, value: str) -> None:
    answer = await duty.post("/api/incidents", json=body(), headers={"X-Device-Time": value})
    assert (answer.status_code, answer.json()["clock_offset_s"]) == (201, None)


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00"])
async def test_a_time_at_the_edge_of_the_calendar_is_refused_and_no_fault(
    duty: httpx.AsyncClient, value: str
) -> None:
    for path, name in (("/api/incidents", "known_at"), ("/api/layers", "at")):
        answer = await duty.get(path, params={name: value})
        assert (answer.status_code, answer.json()["parameter"]) == (422, name)


async def test_answers_are_kept_and_what_the_form_does_not_take_is_refused(duty: httpx.AsyncClient) -> None:
    kept = (
        await duty.post("/api/incidents", json=body(fields={"people_trapped": 2, "passable": "no"}))
    ).json()
    assert kept["fields"] == {"people_trapped": 2, "passable": "no"}
    for fields in (
        {"people_trapped": "2"},
        {"water_depth_m": 1},
        {"passable": "perhaps"},
        {"people_trapped": 1e300},
    ):
        refused = await duty.post("/api/incidents", json=body(fields=fields))
        assert refused.status_code == 422, fields
        assert next(iter(fields)) in refused.json()["errors"][0]["field"]


async def test_a_report_by_an_older_form_is_not_lost(duty: httpx.AsyncClient) -> None:
    old = body(kind="avalanche", fields={"width_m": 12, "gone": ["a"]}, definition_version="0-older")
    kept = await duty.post("/api/incidents", json=old)
    assert kept.status_code == 201
    assert kept.json()["fields"] == {"width_m": 12, "gone": ["a"]}
    assert kept.json()["doubtful_fields"] == ["gone", "width_m"]
    assert kept.json()["kind_label"]["vi"] == "avalanche"
    today = body(kind="avalanche", definition_version=definitions.definition().version)
    assert (await duty.post("/api/incidents", json=today)).status_code == 422


async def test_the_same_report_from_another_phone_and_form_is_the_same(duty: httpx.AsyncClient) -> None:
    sent = body(device_id="phone-1", definition_version="0-older")
    await duty.post("/api/incidents", json=sent)
    again = sent | {"device_id": "phone-2", "definition_version": "1-newer", "fields": {}}
    assert (await duty.post("/api/incidents", json=again)).status_code == 200


async def test_other_content_under_an_id_is_kept_beside_it_once(duty: httpx.AsyncClient) -> None:
    sent = body()
    await duty.post("/api/incidents", json=sent)
    for _ in range(3):
        refused = await duty.post("/api/incidents", json=sent | {"note": "Không phải, là lũ quét"})
        assert (refused.status_code, refused.json()["code"]) == (409, "incident_conflict")
    kept = (await duty.get(f"/api/incidents/{sent['id']}/contradictions")).json()
    assert [one["body"]["note"] for one in kept] == ["Không phải, là lũ quét"]
    timeline = (await duty.get(f"/api/incidents/{sent['id']}/timeline")).json()["items"]
    assert [entry["op"] for entry in timeline] == ["create", "contradict"]
    assert (await duty.get(f"/api/incidents/{uuid.uuid4()}/contradictions")).status_code == 404


def test_distance_against_known_ones() -> None:
    # a degree of latitude on the sphere of mean radius: 111,195 m
    assert metres_between((104, 22), (104, 23)) == pytest.approx(111_195, abs=1)
    assert metres_between((104, 22), (104, 22)) == 0
    assert metres_between((-180, 0), (180, 0)) == pytest.approx(0, abs=1e-6)
