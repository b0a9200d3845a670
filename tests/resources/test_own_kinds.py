"""A province's own kinds: added to those shipped, or refused with file, row and field."""

from pathlib import Path

import pytest

from geoops.kit.errors import CommandRefused
from geoops.resources import kinds

OWN = """
- kind: bamboo_raft
  pillar: means
  vi: Bè mảng
  en: Bamboo rafts
  unit: chiếc
  whole: true
  most: 500
  source: Kế hoạch của tỉnh
  certainty: local
  serves: boats
  each: 0.5
"""


def read(tmp_path: Path, content: str) -> dict[str, kinds.ResourceKind]:
    file = tmp_path / "loai.yaml"
    file.write_text(content, encoding="utf-8")
    return kinds._kinds(file)


def test_own_kinds_stand_beside_those_shipped(tmp_path: Path) -> None:
    found = read(tmp_path, OWN)
    raft = found["bamboo_raft"]
    assert (raft.own, raft.serves, raft.each, raft.name.vi) == (True, "boats", 0.5, "Bè mảng")
    assert set(kinds.kinds()) < set(found)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("a: [", None),
        ("a: 1", None),
        (OWN.replace("bamboo_raft", "motor_boat"), "kind"),
        (OWN + OWN, "kind"),
        (OWN.replace("serves: boats", "serves: food"), "serves"),
        (OWN.replace("serves: boats", "serves: wings"), "serves"),
        (OWN.replace("most: 500", "most: -1"), "most"),
        (OWN.replace("most: 500", "most: .nan"), "most"),
        (OWN.replace("pillar: means", "pillar: boats"), "pillar"),
        (OWN.replace("unit: chiếc", "colour: red"), None),
    ],
)
def test_a_faulty_file_is_refused_with_its_row(tmp_path: Path, content: str, field: str | None) -> None:
    with pytest.raises(CommandRefused) as refused:
        read(tmp_path, content)
    [fault] = refused.value.faults
    assert fault.file == "loai.yaml"
    assert field is None or fault.field == field
