"""Readiness: which pillars were counted and how old; an old count is not ready; nothing is judged without a demand."""

from pathlib import Path

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.resources import service
from geoops.resources.kinds import PILLARS, kinds, shelter_kinds
from tests import units
from tests.resources import bodies


def test_kinds_are_whole_and_of_the_four_pillars() -> None:
    assert (
        {kind.pillar for kind in kinds().values()}
        == set(PILLARS)
        == {"command", "forces", "means", "logistics"}
    )
    assert all(
        kind.most > 0 and kind.source and kind.certainty in ("named", "recalled") for kind in kinds().values()
    )
    people = [kind for kind in kinds().values() if kind.unit == "người"]
    assert all(kind.whole for kind in people)
    assert {"school", "culture_house"} <= set(shelter_kinds())


async def test_pillars_of_communes(officer: httpx.AsyncClient) -> None:
    old, new = "2026-01-05T08:00:00+07:00", None
    for changes in (
        {"kind": "life_jacket", "quantity": 12},
        {"kind": "life_jacket", "quantity": 30, "counted_at": old},
        {"kind": "life_jacket", "quantity": 5, "state": "repair"},
        {"kind": "food", "quantity": 250.5},
    ):
        body = {k: v for k, v in bodies.resource(**changes).items() if v is not new}
        assert (await officer.post("/api/resources", json=body)).status_code == 201
    await officer.post("/api/shelters", json=bodies.shelter(occupancy=50))
    await officer.post("/api/shelters", json=bodies.shelter(name="Nhà văn hóa", kind="culture_house"))
    answer = (await officer.get("/api/readiness", params={"province": "04"})).json()
    assert [item["commune_code"] for item in answer["items"]] == units.CODES[:6]
    here, empty = answer["items"][0], answer["items"][1]
    [jackets] = here["means"]["totals"]
    assert (jackets["quantity"], jackets["ready"]) == (47, 12)
    assert here["means"]["stale"] is True
    assert here["means"]["oldest_age_days"] > 31
    totals = {total["kind"]: total for total in here["logistics"]["totals"]}
    assert (totals["shelter"]["quantity"], totals["shelter"]["ready"]) == (400, 150)
    assert (totals["food"]["quantity"], totals["food"]["ready"]) == (250.5, 250.5)
    assert here["forces"] is None and here["command"] is None
    assert [empty[pillar] for pillar in PILLARS] == [None] * 4
    assert {item["assessment_label"]["vi"] for item in answer["items"]} == {"chưa đánh giá"}
    assert not here["demo"]


async def test_communes_outside_the_scope_are_not_said_to_be_empty(
    officer: httpx.AsyncClient, commune_officer: httpx.AsyncClient
) -> None:
    def codes(answer: httpx.Response) -> list[str]:
        return [item["commune_code"] for item in answer.json()["items"]]

    assert codes(await commune_officer.get("/api/readiness")) == ["01302"]
    assert codes(await commune_officer.get("/api/readiness", params={"commune": "01301"})) == []
    assert codes(await officer.get("/api/readiness")) == units.CODES[:6]
    assert codes(await officer.get("/api/readiness", params={"province": "20"})) == []
    assert codes(await officer.get("/api/readiness", params={"limit": 2})) == units.CODES[:2]
    following = (await officer.get("/api/readiness", params={"limit": 2})).json()["next"]
    assert (
        codes(await officer.get("/api/readiness", params={"limit": 2, "after": following}))
        == units.CODES[2:4]
    )
    assert (await officer.get("/api/readiness", params={"commune": "99999"})).status_code == 404


async def test_the_situation_of_a_commune_nobody_counted(session: AsyncSession, tmp_path: Path) -> None:
    await units.load(session, tmp_path)
    found = await service.of_commune(session, "01301")
    assert found.pillars == dict.fromkeys(PILLARS)
    assert not found.demo
