"""Kinds and questions: the shipped definition, a province's own, and what is wrong with one."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.incidents.definition import Definition, load
from geoops.kit.errors import CommandRefused

FIELD_APP_KINDS = {
    "landslide",
    "flash_flood",
    "flooding",
    "road_cut",
    "house_damaged",
    "person",
    "fire",
    "disease",
    "other",
}


def test_the_shipped_definition_has_the_kinds_of_the_field_app() -> None:
    shipped = load()
    assert set(shipped.kinds) == FIELD_APP_KINDS
    assert [item.severity for item in shipped.severities] == [1, 2, 3, 4, 5]
    assert set(shipped.places) == {"gps", "tap", "landmark", "chainage", "commune"}


async def test_the_form_goes_out_with_its_version(duty: httpx.AsyncClient) -> None:
    answer = await duty.get("/api/incidents/form")
    form = answer.json()
    assert {kind["kind"] for kind in form["kinds"]} == FIELD_APP_KINDS
    assert form["kinds"][0]["label"] == {"vi": "Sạt lở đất", "en": "Landslide"}
    trapped = next(field for field in form["fields"] if field["name"] == "people_trapped")
    assert (trapped["type"], trapped["min"], trapped["unit"]) == ("integer", 0, "người")
    assert answer.headers["etag"] == f'"{form["version"]}"'
    again = await duty.get("/api/incidents/form", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def own(folder: Path, text: str) -> Path:
    path = folder / "tinh.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_province_adds_kinds_and_questions_and_hides_what_it_does_not_use(tmp_path: Path) -> None:
    joined = load(
        own(
            tmp_path,
            """
version: "lc-1"
kinds:
  - {kind: frost, vi: "Sương muối, rét hại", en: "Frost", icon: snowflake}
  - {kind: fire, vi: "Cháy", en: "Fire", hidden: true}
fields:
  - {name: cattle_dead, vi: "Trâu bò chết", en: "Cattle dead", type: integer, min: 0, kinds: [frost], required: true}
""",
        )
    )
    assert joined.kinds["frost"].icon == "snowflake"
    assert joined.kinds["fire"].hidden and joined.kinds["fire"].vi == "Cháy"
    assert joined.version.startswith("1+lc-1-") and joined.version != load().version
    assert joined.checked_fields("frost", {"cattle_dead": 3}) == ({"cattle_dead": 3}, [])
    _, faults = joined.checked_fields("frost", {})
    assert [fault.field for fault in faults] == ["fields.cattle_dead"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('version: "1"\nkinds: [{kind: landslide, vi: "Khác", en: "Other meaning"}]', "kinds.landslide"),
        ('version: "1"\nfields: [{name: needs, vi: "a", en: "b", type: text}]', "fields.needs"),
        ('version: "1"\nkinds: [{kind: "Sương muối", vi: "a", en: "b"}]', "kinds.0.kind"),
        ('version: "1"\nfields: [{name: x, vi: "a", en: "b", type: integer, kinds: [nothing]}]', "fields.x"),
        ('version: "1"\nfields: [{name: x, vi: "a", en: "b", type: choice}]', "fields.0"),
        ('version: "1"\nfields: [{name: x, vi: "a", en: "b", type: integer, min: 5, max: 1}]', "fields.0"),
        ('version: "1"\nseverities: [{severity: 1, vi: "a", en: "b"}]', "severities"),
        ('version: "1"\nwhatever: 1', "whatever"),
        ("kinds: []", "version"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_field(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(CommandRefused) as refused:
        load(own(tmp_path, text))
    assert [(fault.file, fault.field) for fault in refused.value.faults] == [("tinh.yaml", field)]


@pytest.mark.parametrize("text", ["{", "- 1", "", "\x00"])
def test_what_is_no_definition_at_all(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandRefused, match=r"tinh\.yaml"):
        load(own(tmp_path, text))


@pytest.fixture(scope="module")
def shipped() -> Definition:
    return load()


@pytest.mark.parametrize(
    ("kind", "name", "value", "kept"),
    [
        ("landslide", "people_trapped", 3, 3),
        ("landslide", "people_trapped", 3.0, 3),
        ("flooding", "water_depth_m", 1, 1.0),
        ("flooding", "needs", ["machinery", "rescue", "rescue"], ["rescue", "machinery"]),
        ("disease", "disease_suspected", "  Dịch tả lợn  ", "Dịch tả lợn"),
    ],
)
def test_answers_that_are_taken(shipped: Definition, kind: str, name: str, value: Any, kept: Any) -> None:
    assert shipped.checked_fields(kind, {name: value}) == ({name: kept}, [])


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("landslide", "people_trapped", "3"),
        ("landslide", "people_trapped", -1),
        ("landslide", "people_trapped", 1.5),
        ("landslide", "people_trapped", True),
        ("landslide", "people_trapped", float("nan")),
        ("landslide", "people_trapped", 1e308),
        ("landslide", "water_depth_m", 1),
        ("landslide", "nothing", 1),
        ("flooding", "needs", "rescue"),
        ("flooding", "needs", [["rescue"]]),
        ("flooding", "passable", "maybe"),
        ("disease", "disease_suspected", "a\x00b"),
        ("disease", "disease_suspected", "x" * 501),
    ],
)
def test_answers_that_are_not(shipped: Definition, kind: str, name: str, value: Any) -> None:
    kept, faults = shipped.checked_fields(kind, {name: value})
    assert (kept, [fault.field for fault in faults]) == ({}, [f"fields.{name}"])


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
        max_leaves=5,
    )
)
def test_no_answer_makes_it_fall_over(value: Any) -> None:
    shipped = load()
    for name in shipped.fields:
        for kind in ("landslide", "disease"):
            shipped.checked_fields(kind, {name: value})
