"""The gauges' list, with everything that was seen to be wrong in it."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.vrain import decode
from tests.hydromet.recorded import VRAIN, vrain_body

NOW = datetime(2026, 7, 21, 9, 0, tzinfo=UTC)


def test_gauges_are_read_with_their_totals() -> None:
    snapshot = decode(vrain_body(), NOW)
    assert [(total.gauge.name, total.mm) for total in snapshot.totals] == [
        ("Sa Pa 1", 24.2),
        ("Bát Xát", 0.6),
        ("Mường Tè", 0.0),
    ]
    assert snapshot.totals[0].gauge.lon == 103.843
    assert not snapshot.faults


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"d": None}, "d"),
        ({"d": "24.2"}, "d"),
        ({"d": -0.2}, "d"),
        ({"d": 99999}, "d"),
        ({"d": True}, "d"),
        ({"sn": ""}, "sn"),
        ({"sn": None}, "sn"),
        ({"sn": "Sa\u0000Pa"}, "sn"),
        ({"lt": 103.8, "lg": 22.3}, "lt"),
        ({"lt": 1.9, "lg": 3.6}, "lt"),
        ({"lt": None}, "lt"),
        ({"lg": "103.8"}, "lg"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_kept(change: dict[str, Any], field: str) -> None:
    snapshot = decode(vrain_body({**VRAIN[0], "sn": "Trạm hỏng", **change}), NOW)
    assert len(snapshot.totals) == 3
    assert [(fault.row, fault.field) for fault in snapshot.faults] == [(4, field)]


def test_a_missing_total_is_not_a_zero() -> None:
    snapshot = decode(vrain_body({**VRAIN[0], "sn": "Trạm câm", "d": None}), NOW)
    assert all(total.gauge.name != "Trạm câm" for total in snapshot.totals)


def test_nan_is_no_json_and_is_said_so() -> None:
    with pytest.raises(NotThisFormat):
        decode(str([{**VRAIN[0], "d": math.nan}]).replace("'", '"').encode(), NOW)


def test_a_gauge_listed_twice_counts_once() -> None:
    assert len(decode(vrain_body(VRAIN[0]), NOW).totals) == 3
    contradicting = decode(vrain_body({**VRAIN[0], "d": 25.0}), NOW)
    assert [total.mm for total in contradicting.totals if total.gauge.name == "Sa Pa 1"] == [24.2]
    assert [(fault.row, fault.field) for fault in contradicting.faults] == [(4, "name")]


def test_decomposed_names_are_the_same_gauge() -> None:
    import unicodedata

    decomposed = {**VRAIN[1], "sn": unicodedata.normalize("NFD", "Bát Xát")}
    snapshot = decode(vrain_body(decomposed), NOW)
    assert len(snapshot.totals) == 3


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[]", b'"x"', b"[1, 2]", vrain_body()[:-20]])
def test_what_is_no_list_of_gauges_is_refused_whole(body: bytes) -> None:
    with pytest.raises(NotThisFormat):
        decode(body, NOW)


def test_the_recorded_answer(shared_data: Path) -> None:
    body = (shared_data / "hydromet" / "vrain_all_stations_2026-07-21.json").read_bytes()
    snapshot = decode(body, NOW)
    assert len(orjson.loads(body)) == 2586
    # Cẩm Lương is in it twice, to the last digit; Trà Giáp twice within ten metres.
    assert len(snapshot.totals) == 2584
    assert not snapshot.faults
    assert max(total.mm for total in snapshot.totals) == pytest.approx(112.6)
