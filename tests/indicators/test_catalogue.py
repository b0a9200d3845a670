"""The catalogue files: complete for the emergency groups, verbatim, and right about themselves.

The counts were made by reading the decisions: Lai Châu (1696/QĐ-UBND) prints six rows in group D; Lào Cai prints six
indicators in group C with 2, 5, 3, 4, 4 and 3 data items; Gia Lai's appendix was never seen.
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from geoops.indicators.catalogue import EXPORT_COLUMNS, nodes, parse_file, read_catalogue
from geoops.indicators.words import by_code, frequencies_of, offices_of, unit_of
from geoops.kit.errors import InputRefused

SETS = {file.content.set: file.content for file in read_catalogue()}


def rows(set_code: str) -> dict[str, dict[str, str]]:
    return {node.code: node.as_export() for node in nodes(SETS[set_code])}


def test_emergency_groups_have_the_rows_of_the_decisions() -> None:
    assert list(rows("lai_chau")) == [f"lai_chau.D.{number}" for number in range(1, 7)]
    items = Counter(
        node.stt for node in nodes(SETS["lao_cai"]) if node.group == "C" and node.item is not None
    )
    assert items == {"1": 2, "2": 5, "3": 3, "4": 4, "5": 4, "6": 3}
    assert len(rows("lao_cai")) == 6 + 21


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
        (("unit: Con", "unit: Sọt"), "unknown unit"),
        (("frequency: Tháng\n", "frequency: Thỉnh thoảng\n"), "unknown frequency"),
        (("responsible: Phòng Văn hóa - Xã hội", "responsible: Phòng Ma"), "unknown office"),
        (('stt: "2"', 'stt: "1"'), "given twice"),
        (("state: listed", "state: not_entered"), "disagree"),
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


def _plain(text: str) -> str:
    text = re.sub(r"</?[bi]>|[*$]", " ", text).replace("M^2", "M²").replace("m^2", "m²")
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("set_code", "seed"), [("lai_chau", "001_*"), ("lao_cai", "003_*"), ("gia_lai", "002_*")]
)
def test_names_units_and_offices_stand_in_the_decision(shared_data: Path, set_code: str, seed: str) -> None:
    found = list((shared_data.parent / "seeds").glob(f"{seed}.txt"))
    if not found:
        pytest.skip("the decisions are not beside the reference data")
    text = _plain(found[0].read_text(encoding="utf-8"))
    for group in SETS[set_code].groups:
        assert _plain(group.name_vi) in text, group.code
    for node in nodes(SETS[set_code]):
        for printed in (node.row.name_vi, node.row.unit, node.frequency, node.responsible):
            assert printed is None or _plain(printed) in text, (node.code, printed)
