"""The address of a tile: what is taken, and what is refused before the database hears of it."""

from datetime import UTC, datetime

import pytest

from geoops.kit.errors import InputRefused, Problem
from geoops.layers.errors import BadTile
from geoops.layers.tile_address import TileRequest, parse


def test_a_plain_address() -> None:
    assert parse("/tiles/communes/6/50/28.mvt", b"") == TileRequest("communes", 6, 50, 28, "mvt")


def test_times_space_and_version() -> None:
    asked = parse(
        "/tiles/rain_gauges/6/50/28.mvt",
        b"space=mua-lu&at=2026-07-22T02:10:00%2B07:00&known_at=2026-07-22T00:00:00Z&v=17",
    )
    assert (asked.space, asked.seen) == ("mua-lu", 17)
    assert asked.at == datetime(2026, 7, 21, 19, 10, tzinfo=UTC)
    assert asked.known_at == datetime(2026, 7, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/communes/6/64/0.mvt",
        "/tiles/communes/6/0/64.mvt",
        "/tiles/communes/23/0/0.mvt",
        "/tiles/communes/6/-1/0.mvt",
        "/tiles/communes/6/1.5/0.mvt",
        "/tiles/COMMUNES/6/1/0.mvt",
        "/tiles/communes;drop/6/1/0.mvt",
        "/tiles/communes/6/1/0.pbf",
        "/tiles/communes/٦/1/0.mvt",
    ],
)
def test_what_is_no_tile(path: str) -> None:
    with pytest.raises(BadTile):
        parse(path, b"")


@pytest.mark.parametrize(
    "query",
    [
        b"at=yesterday",
        b"at=2026-07-22T02:10:00",
        b"known_at=NaN",
        b"space=../etc",
        b"v=-1",
        b"v=1e9",
        b"space=*",
    ],
)
def test_parameters_that_cannot_be_meant(query: bytes) -> None:
    with pytest.raises(InputRefused) as caught:
        parse("/tiles/communes/6/50/28.mvt", query)
    assert isinstance(caught.value, Problem)
