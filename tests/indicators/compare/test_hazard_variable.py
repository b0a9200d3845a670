"""A class of a risk map beside an indicator: loaded as an operator loads it, read by the comparison as a share."""

from pathlib import Path

import httpx
import pytest

from geoops.hazards import jobs
from geoops.kit.db import Database
from tests.hazards.conftest import write_map, write_passport
from tests.indicators.compare.conftest import OURS, PAID, compare, every, write

MAP = "nguy_co_sat_lo"


async def loaded(database: Database, folder: Path) -> None:
    """Three classes in columns of a tenth of a degree over the grid of communes; 01307 lacks a corner of class 1."""
    assert (
        await jobs.load(database, folder / "home", write_map(folder), write_passport(folder), replace=False)
        is not None
    )


async def test_a_class_of_a_risk_map_is_the_share_of_the_commune_in_it_and_above(
    planner: httpx.AsyncClient, fresh_db: Database, tmp_path: Path
) -> None:
    await loaded(fresh_db, tmp_path)
    await write(planner, every(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
    listed = (await planner.get("/api/indicators/compare/choices")).json()["items"]
    ours = [one for one in listed if one["kind"] == "hazard"]
    assert [one["key"] for one in ours] == [f"hazard:{MAP}:{number}" for number in (1, 2, 3)]
    assert ours[1]["name"]["vi"] == "Bản đồ thử: diện tích từ mức “Lớp 2”"

    found = await compare(planner, second=f"hazard:{MAP}:2")
    # Columns from the west: class 1, 2, 3; the communes stand in rows of three.
    shares = dict(zip(found["ids"], found["second_values"], strict=True))
    assert shares == pytest.approx(dict(zip(OURS, [0.0, 100.0, 100.0] * 2, strict=True)), abs=3)
    assert (found["second"]["kind"], found["second"]["unit"], found["second"]["period"]) == (
        "hazard",
        "%",
        None,
    )
    assert found["second"]["source"]["vi"] == "Người thử, lập 01/05/2024"
    assert found["correlation"]["n"] == 6
    assert sum(sum(row) for row in found["both"]["cells"]) == 6
    worst = await compare(planner, second=f"hazard:{MAP}:3")
    assert worst["second_values"] == pytest.approx([0.0, 0.0, 100.0] * 2, abs=3)


async def test_a_risk_map_alone_is_a_choropleth_and_an_unmapped_commune_has_no_data(
    planner: httpx.AsyncClient, fresh_db: Database, tmp_path: Path
) -> None:
    shifted = write_map(tmp_path, west=106.1)
    await jobs.load(fresh_db, tmp_path / "home", shifted, write_passport(tmp_path), replace=False)
    await write(planner, every(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
    found = await compare(planner, indicator=f"hazard:{MAP}:2", period="2026-07")
    gap = found["gaps"]["01301"]
    assert (found["by"]["01301"], gap["kind"], gap["cause"]) == (None, "not_comparable", "completeness"), (
        "the map covers a sliver of it: the rest is not known, and that is no zero"
    )
    assert gap["text"]["vi"] == "bản đồ chỉ phủ 1 % diện tích xã"
    assert any("chỉ phủ một phần của 3 xã" in note["vi"] for note in found["notes"]), found["notes"]
    assert found["by"]["01302"] == pytest.approx(0.0, abs=3)
    assert found["by"]["01303"] == pytest.approx(100.0, abs=3)
    beside = await compare(planner, indicator=PAID, second=f"hazard:{MAP}:2")
    assert beside["correlation"]["n"] == 4


@pytest.mark.parametrize(
    "key",
    [
        "hazard:{map}:0",
        "hazard:{map}:4",
        "hazard:{map}:-1",
        "hazard:{map}:1.5",
        "hazard:{map}:²",
        "hazard:{map}",
    ],
)
async def test_a_class_that_the_map_does_not_have_is_unknown(
    planner: httpx.AsyncClient, fresh_db: Database, tmp_path: Path, key: str
) -> None:
    await loaded(fresh_db, tmp_path)
    answer = await planner.get(
        "/api/indicators/compare",
        params={"indicator": PAID, "period": "2026-07", "second": key.format(map=MAP)},
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_variable")
