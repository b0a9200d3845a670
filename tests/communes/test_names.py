"""Names as several sources write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.communes.names import (
    commune_key,
    compact,
    district_key,
    fold,
    key,
    plain_vietnamese,
    province_key,
    province_name,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Lạc", "Hoà Lạc"),
        ("Thủy Nguyên", "Thuỷ Nguyên"),
        ("Quý Hòa", "Quý Hoà"),
        ("Sa Pa", "SA  PA"),
        ("Ea H'Leo", "Ea H’leo"),
        ("Mỹ Đức", "Mĩ Đức"),
        ("Bát Xát", unicodedata.normalize("NFD", "Bát Xát")),
    ],
)
def test_one_name_written_in_two_ways_has_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Cẩm Giang", "Cẩm Giàng"), ("Văn Lang", "Văn Lăng"), ("Ba Tơ", "Bà Tô"), ("Đa", "Da")]
)
def test_names_that_differ_in_sound_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_prefixes_are_taken_apart() -> None:
    assert commune_key("P. Sa Pa") == commune_key("phường Sapa")
    assert commune_key("TT. Sìn Hồ").kind == "thị trấn"
    assert commune_key("Đặc khu Trường Sa").kind == "đặc khu"
    assert commune_key("Xà Phiên").kind is None
    assert district_key("TX. Nghĩa Lộ") == district_key("Thị xã Nghĩa Lộ")
    assert province_key("TP.Hồ Chí Minh").base == province_key("Thành phố Hồ Chí Minh").base
    assert province_name("Tỉnh Lào Cai") == "Lào Cai"


def test_folding_and_english_names() -> None:
    assert fold("Xã Sì Lở Lầu") == "xa si lo lau"
    assert compact(" Đà  Nẵng ") == "danang"
    assert plain_vietnamese("Đắk Lắk") == "Dak Lak"


@given(st.text(max_size=40))
def test_keys_hold_for_any_text_and_any_unicode_form(text: str) -> None:
    assert key(unicodedata.normalize("NFD", text)) == key(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)
