"""Passports: complete, consistent, and each fault named with its entry."""

import unicodedata
from pathlib import Path

import pytest

from geoops.hazards.passport import BadPassport, hazards, parse_passport
from tests.hazards.passports import HEAD, by_breaks

GOOD = HEAD.format(id="nguy_co_sat_lo") + (
    "classes:\n"
    '  - {class: low, label_vi: Thấp, label_en: Low, color: "#ffffcc", value: 1}\n'
    '  - {class: high, label_vi: Cao, label_en: High, color: "#e31a1c", value: 2}\n'
)


def test_a_good_passport_is_read_in_composed_unicode() -> None:
    passport = parse_passport("p.yaml", unicodedata.normalize("NFD", GOOD).encode())
    assert passport.classes[0].label_vi == "Thấp"
    assert not passport.by_breaks
    assert passport.hazard in hazards()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("licence: CC0\n", "", "licence"),
        ("hazard: landslide", "hazard: ufo", None),
        ("date: 2024-05-01", "date: hôm qua", "date"),
        ("date: 2024-05-01", "date: 1900-01-01", None),
        ("date: 2024-05-01", "date: 2100-01-01", None),
        ("id: nguy_co_sat_lo", "id: 'Nguy cơ'", "id"),
        ("version:", "vertion:", "version"),
        ('"#e31a1c"', "đỏ", "classes.1.color"),
        ("value: 2", "value: 1", None),
        ("class: high", "class: low", None),
        ("value: 2", "min: 2", None),
        ("value: 2", "value: .nan", None),
    ],
)
def test_faults_name_their_entry(old: str, new: str, field: str | None) -> None:
    assert old in GOOD
    with pytest.raises(BadPassport) as refused:
        parse_passport("p.yaml", GOOD.replace(old, new).encode())
    assert field in {fault.field for fault in refused.value.faults}
    assert {fault.file for fault in refused.value.faults} == {"p.yaml"}


@pytest.mark.parametrize(
    "ranges",
    ["min: 5, max: 1", "min: 1, max: .inf", "min: 1, max: 1"],
)
def test_ranges_that_cannot_be_are_refused(ranges: str) -> None:
    text = (
        HEAD.format(id="abc")
        + f'classes: [{{class: a, label_vi: a, label_en: a, color: "#000000", {ranges}}}]\n'
    )
    with pytest.raises(BadPassport):
        parse_passport("p.yaml", text.encode())


def test_ranges_meet() -> None:
    assert by_breaks([15, 30]).bounds[1] == (15, 30)
    with pytest.raises(BadPassport):
        by_breaks([30, 15])


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe\x00", b"a: [", b"chu: \x07"])
def test_what_is_no_passport_is_refused(content: bytes) -> None:
    with pytest.raises(BadPassport):
        parse_passport("p.yaml", content)


def test_the_passports_in_the_documentation_are_good() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "risk-maps.md").read_text(encoding="utf-8")
    whole, ranges = (part.split("```")[0] for part in page.split("```yaml\n")[1:])
    passport = parse_passport("docs", whole.encode())
    assert [one.name for one in passport.classes] == ["low", "medium", "high", "very_high"]
    head = whole.split("classes:")[0]
    assert parse_passport("docs", (head + ranges).encode()).by_breaks
    for hazard in hazards():
        assert hazard in whole


def test_contradictions_are_told_in_vietnamese() -> None:
    with pytest.raises(BadPassport) as refused:
        parse_passport("p.yaml", GOOD.replace("value: 2", "value: 1").encode())
    assert [fault.reason.vi for fault in refused.value.faults] == ["“classes”: một giá trị thuộc hai lớp"]
