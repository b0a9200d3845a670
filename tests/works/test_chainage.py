"""Chainage as people write it: read strictly, written one way; one key for all names of a road."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.works.chainage import BadChainage, Chainage, parse, parse_span, road_key, split_road


@pytest.mark.parametrize(
    ("text", "km", "past"),
    [
        ("Km105+300", 105, 300),
        ("105+300", 105, 300),
        ("Km 105 + 300", 105, 300),
        ("KM105+300", 105, 300),
        ("K105+300", 105, 300),
        ("km.105+300", 105, 300),
        ("  Km105+300 ", 105, 300),
        ("Km105+30", 105, 30),
        ("Km0+000", 0, 0),
        ("Km105", 105, 0),
        ("Km105+300,5", 105, 300.5),
        ("Km105+1150", 105, 1150),
    ],
)
def test_what_is_read(text: str, km: int, past: float) -> None:
    assert parse(text) == Chainage(km, past)


@pytest.mark.parametrize(
    "text",
    [
        "", "105", "105.3", "105,300", "-5+300", "Km-5+300", "Km5+-300", "105+300m", "105++300", "Km105+300+1",
        "１０５+３００", "１０５+300", "105+３００", "٣+٣", "Km99999+0", "Km6000+000", "Km1+99999", "NaN+1", "=105+300", "105+300\n106+0", "1e3+0",
        "Km105 300", "QL4D", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(BadChainage):
        parse(text)


@pytest.mark.parametrize("dash", ["-", " - ", "–", " đến ", unicodedata.normalize("NFD", " đến "), " -> "])
def test_a_span(dash: str) -> None:
    assert parse_span(f"Km152{dash}Km156+500") == (Chainage(152, 0), Chainage(156, 500))
    with pytest.raises(BadChainage):
        parse_span(f"Km156+500{dash}Km152")


def test_a_single_place_is_a_span_without_end() -> None:
    assert parse_span("Km152+100") == (Chainage(152, 100), None)
    for text in ("Km1-Km2-Km3", "Km1-", "-Km1"):
        with pytest.raises(BadChainage):
            parse_span(text)


@given(st.integers(0, 5000), st.integers(0, 9999))
def test_written_and_read_again(km: int, past: int) -> None:
    assert parse(str(Chainage(km, past))) == Chainage(km, past)


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("QL4D Km105+300", "QL4D"),
        ("Quốc lộ 4D, Km 105+300", "Quốc lộ 4D"),
        ("QL.4D 105+300", "QL.4D"),
        ("ĐT.132: K105+300", "ĐT.132"),
    ],
)
def test_road_and_chainage_in_one_text(text: str, road: str) -> None:
    found, chainage = split_road(text)
    assert found == road and parse(chainage) == Chainage(105, 300)
    with pytest.raises(BadChainage):
        split_road("Km105+300")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("QL4D", "QL4D"), ("ql.4d", "QL4D"), ("Quốc lộ 4D", "QL4D"), ("Quốc lộ số 4D", "QL4D"), ("Q.L 4D", "QL4D"),
        (unicodedata.normalize("NFD", "Quốc lộ 4D"), "QL4D"), ("ĐT.132", "DT132"), ("Tỉnh lộ 132", "DT132"),
        ("TL132", "DT132"), ("Đường tỉnh 132", "DT132"), ("Cao tốc 05", "CT05"), ("Đường Trần Phú", "DUONGTRANPHU"),
        ("...", ""),
    ],
)  # fmt: skip
def test_one_key_for_all_names_of_a_road(name: str, key: str) -> None:
    assert road_key(name) == key
