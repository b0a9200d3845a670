"""An incident told by road and chainage is placed on the road, with the error of the chainage."""

from typing import Any
from uuid import uuid4

import httpx

from geoops.works.linear import Line
from tests.works import lines
from tests.works.conftest import LINE


def report(**changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": "road_cut", "severity": 3} | changes


async def test_a_chainage_is_a_place(with_road: None, duty: httpx.AsyncClient) -> None:
    body = report(position={"road": "QL4D", "chainage": "105+300"})
    first = await duty.post("/api/incidents", json=body)
    again = await duty.post("/api/incidents", json=body)
    assert (first.status_code, again.status_code) == (201, 200), first.text
    kept = first.json()
    assert (kept["road"], kept["chainage"], kept["commune_code"]) == ("QL4D", "105+300", "90001")
    place = kept["position"]
    assert place["method"] == "chainage" and 5 < place["accuracy_m"] < 25
    assert kept["uncertainty_m"] == place["accuracy_m"]
    assert lines.metres((place["lon"], place["lat"]), Line([LINE], accuracy_m=0).at(5300)) < 6
    beside = {key: value for key, value in body.items() if key != "position"} | {
        "road": "QL4D",
        "chainage": "105+300",
    }
    assert (await duty.post("/api/incidents", json=beside)).status_code == 200  # the same, told the other way


async def test_what_cannot_be_placed_is_refused_only_where_no_other_place_is_told(
    with_road: None, duty: httpx.AsyncClient
) -> None:
    beyond = {"road": "QL4D", "chainage": "Km500+000"}
    lost = await duty.post("/api/incidents", json=report(position=beyond))
    assert lost.status_code == 422
    assert lost.json()["errors"][0]["field"] == "chainage"
    assert "Km121" in lost.json()["detail"]
    unknown = await duty.post("/api/incidents", json=report(road="QL279", chainage="1+000"))
    assert unknown.status_code == 422
    kept = await duty.post("/api/incidents", json=report(commune_code="90002", **beyond))
    assert kept.status_code == 201
    assert (kept.json()["position"], kept.json()["chainage"]) == (None, "Km500+000")
    for wrong in ({"road": "QL4D"}, beyond | {"lon": 104.05}, beyond | {"method": "gps"}):
        assert (await duty.post("/api/incidents", json=report(position=wrong))).status_code == 422
    twice = report(position=beyond, road="QL4E")
    assert (await duty.post("/api/incidents", json=twice)).status_code == 422


async def test_a_position_told_beside_it_is_kept(with_road: None, duty: httpx.AsyncClient) -> None:
    body = report(position={"lon": 104.15, "lat": 22.05}, road="QL4D", chainage="105+300")
    kept = (await duty.post("/api/incidents", json=body)).json()
    assert (kept["position"]["lon"], kept["position"]["method"]) == (104.15, "gps")


async def test_a_corrected_chainage_moves_it(with_road: None, duty: httpx.AsyncClient) -> None:
    first = await duty.post("/api/incidents", json=report(road="QL4D", chainage="105+300"))
    moved = await duty.patch(
        f"/api/incidents/{first.json()['id']}",
        json={"chainage": "115+000"},
        headers={"If-Match": first.headers["ETag"]},
    )
    assert moved.status_code == 200, moved.text
    assert (moved.json()["commune_code"], moved.json()["chainage"]) == ("90002", "115+000")
    assert moved.json()["position"]["lon"] > first.json()["position"]["lon"] + 0.05
