"""The made-up storm: plausible, the same every time, and marked as a drill in everything it says."""

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import numpy as np

from geoops.hydromet.drill.script import SOURCE, WARNING_SOURCE, DrillStation, make_script
from geoops.hydromet.drill.storm import make_storm
from geoops.hydromet.feeds.decoded import CommuneName, ReadingBatch, WarningList
from geoops.hydromet.feeds.routes import FeedName
from geoops.hydromet.feeds.service import feed_of

START = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)
RANDOM = np.random.default_rng(1)
LON, LAT = RANDOM.uniform(103, 104.5, 80), RANDOM.uniform(21.8, 22.8, 80)
STATIONS = [
    DrillStation(f"drill:{number:05}", float(lon), float(lat), CommuneName(f"Xã {number}", "Lào Cai"))
    for number, (lon, lat) in enumerate(zip(LON, LAT, strict=True))
]


def test_the_same_seed_gives_the_same_drill() -> None:
    first, again = (make_script(STATIONS, starts_at=START, hours=6, seed=3) for _ in range(2))
    assert first == again
    assert first != make_script(STATIONS, starts_at=START, hours=6, seed=4)


def test_rain_is_never_negative_and_comes_in_tips() -> None:
    storm = make_storm(LON, LAT, starts_at=START, hours=36, seed=20_260_721)
    amounts = np.array([storm.amounts(step) for step in range(36 * 6)])
    assert (amounts >= 0).all()
    assert np.allclose(np.round(amounts / 0.2), amounts / 0.2)
    totals = amounts.sum(axis=0)
    assert 60 < totals.max() < 600, "a storm that floods, and none that the earth has not seen"
    assert amounts.max() < 30, "no more than 180 mm/h over ten minutes"
    assert (amounts == 0).mean() > 0.3, "it does not rain everywhere all the time"


def test_everything_says_that_it_is_a_drill() -> None:
    script = make_script(STATIONS, starts_at=START, hours=36, seed=20_260_721)
    batches = [frame for frame in script if isinstance(frame, ReadingBatch)]
    lists = [frame for frame in script if isinstance(frame, WarningList)]
    assert len(batches) == 216 and len(lists) == 36
    assert all(batch.source == SOURCE for batch in batches)
    assert all(reading.station_id.startswith("drill:") for batch in batches for reading in batch.readings)
    warnings = [warning for listed in lists for warning in listed.warnings]
    assert {1, 2} <= {warning.level for warning in warnings}
    for warning in warnings:
        assert warning.source == WARNING_SOURCE
        assert warning.id.startswith("drill-") and warning.raw[0]["drill"]
        assert warning.valid_to - warning.valid_from == timedelta(hours=6)


def test_its_feeds_have_names_that_an_address_takes() -> None:
    script = make_script(STATIONS, starts_at=START, hours=3, seed=1)
    names = {feed_of(frame) for frame in script}
    assert names == {"drill", "drill_warnings"}
    pattern = get_args(FeedName)[1].metadata[0].pattern
    assert all(re.fullmatch(pattern, name) for name in names)


def test_nothing_is_known_before_it_happened() -> None:
    for frame in make_script(STATIONS, starts_at=START, hours=3, seed=1):
        if isinstance(frame, ReadingBatch):
            assert all(reading.ends_at == frame.read_at for reading in frame.readings)


def test_no_stations_no_drill() -> None:
    assert make_script([], starts_at=START, hours=3, seed=1) == []
