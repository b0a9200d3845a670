"""The catalogue files: complete for the emergency groups, verbatim, and right about themselves.

The counts were made by reading the decisions: Lai Châu (1696/QĐ-UBND) prints six rows in group D; Lào Cai prints six
indicators in group C with 2, 5, 3, 4, 4 and 3 data items; Gia Lai's appendix was never seen.
"""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from geoops.indicators.catalogue import EXPORT_COLUMNS, nodes, parse_file, read_catalogue
from geoops.indicators.shapes import Derived
from geoops.indicators.words import by_code, frequencies_of, offices_of, unit_of
from geoops.kit.errors import InputRefused

SETS = {file.content.set: file.content for file in read_catalogue()}


def rows(set_code: str) -> dict[str, dict[str, str]]:
    return {node.code: node.as_export() for node in nodes(SETS[set_code])}


def test_emergency_groups_have_the_rows_of_the_decisions() -> None:
    emergency = [code for code in rows("lai_chau") if code.startswith("lai_chau.D")]
    assert emergency == [f"lai_chau.D.{number}" for number in range(1, 7)]
    items = Counter(
        node.stt for node in nodes(SETS["lao_cai"]) if node.group == "C" and node.item is not None
    )
    assert items == {"1": 2, "2": 5, "3": 3, "4": 4, "5": 4, "6": 3}
    assert sum(code.startswith("lao_cai.C") for code in rows("lao_cai")) == 6 + 21


def test_gia_lai_waits_for_its_appendix_and_nothing_is_invented() -> None:
    gia_lai = SETS["gia_lai"]
    assert [(group.code, group.state, group.rows) for group in gia_lai.groups] == [
        (code, "appendix_not_seen", ()) for code in "1234"
    ]
    assert [group.code for group in gia_lai.groups if group.emergency] == ["4"]
    assert gia_lai.decision_number is None


def test_headings_hold_no_value_and_all_else_says_what_it_holds() -> None:
    for content in SETS.values():
        for node in nodes(content):
            assert node.holds_value == bool(node.row.value_kind), node.code


def test_what_is_printed_once_for_several_items_holds_for_each() -> None:
    exported = rows("lao_cai")["lao_cai.C.2.4"]
    assert exported["stt"] == "2"
    assert exported["item"] == "4"
    assert exported["unit"] == "Con"
    assert exported["frequency"] == "Giờ/ Ngày"
    assert exported["responsible"] == "Phòng Kinh tế"
    assert exported["database"] == "CSDL dân sinh – kinh tế khi gặp thiên tai"


def test_oddities_of_the_print_stay_with_a_note_beside_them() -> None:
    by = {node.code: node for node in nodes(SETS["lao_cai"])}
    assert by["lao_cai.C.1"].database == "CSDL giảm nghèo"
    assert any("poverty" in note for note in by["lao_cai.C.1"].row.notes)
    assert by["lao_cai.C.3"].database == "CSSL thông tin về GTVT"
    assert by["lao_cai.C.2.3"].row.unit == "M²"
    assert by["lao_cai.C.2.5"].row.unit == "m²"
    assert unit_of("M²") == unit_of("m²")


def test_oddities_have_a_reading_beside_them() -> None:
    by = {node.code: node for name in ("lai_chau", "lao_cai") for node in nodes(SETS[name])}
    twice = [node for node in by.values() if node.section == "I" and node.row.stt == "21"]
    assert [node.code for node in twice] == ["lai_chau.A.I.21", "lai_chau.A.I.22"]
    assert twice[1].row.reading == {"stt": "22"}
    swapped = by["lai_chau.A.I.8.2"], by["lai_chau.A.I.8.3"]
    assert [(node.row.unit, node.unit_meant) for node in swapped] == [
        ("HTX", "Triệu đồng"), ("Triệu đồng", "HTX"),
    ]  # fmt: skip
    for number in range(1, 5):
        node = by[f"lai_chau.A.II.15.{number}"]
        assert node.frequency == f"{6 + number} tháng/năm"
        assert [word.code for word in frequencies_of(node.frequency_meant or "") or ()] == [
            "half_year",
            "year",
        ]
    assert by["lao_cai.A.2"].database == "CSDL cây hàng năm"
    assert by["lao_cai.A.2"].row.reading == {"database": "CSDL cây lâu năm"}
    assert by["lao_cai.A.23.4"].row.name_vi == by["lao_cai.A.23.7"].row.name_vi
    assert by["lai_chau.A.I.10.1"].unit_meant is None  # nobody guesses it
    lead = by["lai_chau.B.3"]
    assert (lead.responsible, lead.coordinating) == ("Chi cục Thống kê Lai Châu", "Sở Nội vụ")
    assert lead.row.printed == {"responsible": "Chi cục Thống kê Lai Châu chủ trì, phối hợp với Sở Nội vụ"}
    for node in by.values():
        if node.row.reading:
            assert node.row.notes, node.code


def test_fixed_months_are_one_frequency() -> None:
    [word] = frequencies_of("Tháng 7, 11 hàng năm") or ()
    assert (word.period, word.months) == ("month", (7, 11))


def test_what_follows_from_other_rows_says_how() -> None:
    by = {node.code: node.row for node in nodes(SETS["lao_cai"])}
    assert by["lao_cai.A.8.2"].derived == Derived(kind="cumulative", of=("lao_cai.A.8.1",))
    assert by["lao_cai.A.8.3"].derived == Derived(kind="ratio", against="plan", of=("lao_cai.A.8.2",))
    assert by["lao_cai.D.1.7"].derived == Derived(kind="rate", of=("lao_cai.D.1.2",), over="lao_cai.D.1.1")
    for row in by.values():
        if row.derived and row.derived.kind != "supplied":
            assert row.aggregate.places == row.aggregate.time == "recompute"


def test_export_has_the_columns_of_the_contract_in_their_order() -> None:
    assert ",".join(EXPORT_COLUMNS) == (
        "set,group,section,stt,item,name_vi,unit,scope,frequency,disaggregation,"
        "responsible,coordinating,database,database_owner,data_source,value_kind"
    )
    assert tuple(rows("lai_chau")["lai_chau.D.1"]) == EXPORT_COLUMNS


def test_words_are_found_under_every_spelling() -> None:
    assert [word.code for word in frequencies_of("Giờ/ Ngày") or ()] == ["hour", "day"]
    assert [word.code for word in frequencies_of("Tháng/Quý/Năm") or ()] == ["month", "quarter", "year"]
    assert frequencies_of("8 tháng/năm") is None
    assert [word.code for word in offices_of("Sở Nông nghiệp và Môi trường, Sở Xây dựng") or ()] == [
        "agriculture_environment",
        "construction",
    ]
    assert by_code("units")["ha"].factor == 10000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("unit: Con\n", "unit: Sọt\n"), "unknown unit"),
        (("frequency: Tháng\n", "frequency: Thỉnh thoảng\n"), "unknown frequency"),
        (("responsible: Phòng Văn hóa - Xã hội", "responsible: Phòng Ma"), "unknown office"),
        (('stt: "2"', 'stt: "1"'), "given twice"),
        (("state: listed", "state: not_entered"), "disagree"),
        (("disaggregation: đàn trâu", "disaggregation: đàn voi"), "unknown disaggregation"),
        (("of: [lao_cai.A.8.2]", "of: [lao_cai.A.8.9]"), "no such row"),
        (("of: [lao_cai.A.8.1]", "of: [lao_cai.A.8.3]"), "from itself"),
        (("against: plan, of: [lao_cai.A.8.2]", "of: [lao_cai.A.8.2]"), "not complete"),
        (("weight: lao_cai.B.7.6", "weight: lao_cai.B.7"), "no such row"),
        (("computed_from: [hydromet.warnings]", "computed_from: [hydromet.guesses]"), "operational"),
        (
            (
                "    open: true\n            computed",
                "    open: true\n            decision: 1/QĐ\n            computed",
            ),
            "amendment",
        ),
        (("value_kind: [bulletin]", "value_kind: []"), "kind of value is missing"),
        (
            (
                "kind: heading\n        name_vi: Thông tin về khí",
                "kind: indicator\n        name_vi: Thông tin về khí",
            ),
            "missing",
        ),
        (("Số thôn có ổ dịch.", unicodedata.normalize("NFD", "Số thôn có ổ dịch.")), "NFC"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    from geoops.indicators.catalogue import catalogue_files

    text = dict(catalogue_files())["lao_cai.yaml"].decode()
    assert change[0] in text
    (tmp_path / "lao_cai.yaml").write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_catalogue(tmp_path)
    assert any(reason in fault.reason.en for fault in refused.value.faults), refused.value.faults
    assert {fault.file for fault in refused.value.faults} == {"lao_cai.yaml"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a: [", b"[]", b"set: x\nkind: decision\n"])
def test_what_is_no_catalogue_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_file("x.yaml", content)
    assert refused.value.faults


def test_two_files_of_one_set_are_refused(tmp_path: Path) -> None:
    from geoops.indicators.catalogue import catalogue_files

    content = dict(catalogue_files())["gia_lai.yaml"]
    (tmp_path / "a.yaml").write_bytes(content)
    (tmp_path / "b.yaml").write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        read_catalogue(tmp_path)
    assert [fault.field for fault in refused.value.faults] == ["set"]
