"""Who gauges are, and when their day begins."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.hydromet.gauges import day_start, gauge_id, place_fault
from geoops.kit.clock import VN


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        ("2026-07-22T18:59:59+07:00", "2026-07-21T19:00:00+07:00"),
        ("2026-07-22T19:00:00+07:00", "2026-07-21T19:00:00+07:00"),
        ("2026-07-22T19:00:01+07:00", "2026-07-22T19:00:00+07:00"),
        ("2026-07-22T00:30:00+07:00", "2026-07-21T19:00:00+07:00"),
        ("2026-07-22T13:00:00+00:00", "2026-07-22T19:00:00+07:00"),
    ],
)
def test_the_day_begins_at_19_local_time(moment: str, start: str) -> None:
    assert day_start(at(moment)) == at(start)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(VN)))  # noqa: DTZ001 - hypothesis adds the zone
def test_every_reading_lies_in_its_day(moment: datetime) -> None:
    start = day_start(moment)
    assert timedelta(0) < moment - start <= timedelta(days=1)


def test_two_gauges_of_one_name_are_two() -> None:
    assert gauge_id("vrain", "Thành Công", 105.871, 22.539) != gauge_id("vrain", "Thành Công", 105.9, 22.6)


def test_a_gauge_stays_itself_however_many_decimals_are_sent() -> None:
    assert gauge_id("vrain", "Thành Công", 105.871059, 22.539382) == gauge_id(
        "vrain", "Thành Công", 105.871, 22.539
    )


def test_an_id_can_be_read_and_typed() -> None:
    assert gauge_id("vrain", "Đạ Tẻh (PCTT)", 107.483, 11.546).startswith("vrain:da-teh-pctt-")


def test_places_outside_the_country_are_told_apart_from_swapped_ones() -> None:
    assert place_fault(103.84, 22.33) is None
    assert "đổi chỗ" in (place_fault(22.33, 103.84) or pytest.fail()).vi
    assert "ngoài" in (place_fault(3.6, 1.9) or pytest.fail()).vi
    assert place_fault(float("nan"), 22.0) is not None
