"""Rules as data: what the program carries, and what it refuses."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from geoops.hydromet.danger import library
from geoops.hydromet.danger.errors import BadRules, UnknownRule

GOOD: dict[str, Any] = {
    "id": "a_rule",
    "hazard": "flood",
    "title": {"vi": "Quy tắc", "en": "Rule"},
    "scale": {"vi": "mức", "en": "level"},
    "explanation": {"vi": "giải thích", "en": "explained"},
    "certainty": "inferred",
    "via": "data",
    "sources": [{"decision": {"vi": "thử", "en": "test"}, "seen_at": "thử"}],
    "inputs": {"rain": {"quantity": "rain", "unit": "mm", "hours": 6}},
    "levels": [
        {"level": 1, "word": {"vi": "một", "en": "one"}, "rows": [{"when": {"rain": {"at_least": 50}}}]},
        {"level": 2, "word": {"vi": "hai", "en": "two"}, "rows": [{"when": {"rain": {"at_least": 90}}}]},
    ],
}


def changed(**fields: Any) -> str:
    return yaml.safe_dump(GOOD | fields, allow_unicode=True)


def faults_of(text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(BadRules) as refused:
        library.load([("one.yaml", text)])
    assert all(fault.file == "one.yaml" for fault in refused.value.faults)
    return [(fault.field, fault.reason.en) for fault in refused.value.faults]


def level(number: int, when: dict[str, Any], **row: Any) -> dict[str, Any]:
    return {"level": number, "word": {"vi": "x", "en": "x"}, "rows": [{"when": when, **row}]}


def test_what_the_program_carries_is_valid_and_marked() -> None:
    rules = library.rules()
    six = rules["rain_6h_observed"].rule
    assert [row.rows[0].when["observed"].at_least for row in six.levels] == [50, 90, 140]
    assert six.certainty == "inferred" and not six.official_source
    on = {id_ for id_, one in rules.items() if one.rule.on_by_default}
    assert on == {"rain_24h_class"}
    for one in rules.values():
        assert one.rule.sources and one.rule.title.vi
        if one.rule.on_by_default:
            assert one.rule.official_source
    for article in ("heavy_rain_d44", "flash_flood_landslide_d46", "heat_d47", "cold_d53"):
        assert rules[article].rule.blocked is not None


def test_a_good_rule_loads_and_its_version_follows_its_content() -> None:
    (first,) = library.load([("one.yaml", changed())]).values()
    (same,) = library.load([("two.yaml", "# a remark\n" + changed())]).values()
    (other,) = library.load([("one.yaml", changed(levels=[level(1, {"rain": {"at_least": 51}})]))]).values()
    assert first.version == same.version != other.version


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"thresholds": [1]}, "thresholds", "no such field"),
        ({"sources": []}, "sources", "at least 1"),
        ({"sources": [{"decision": {"vi": "a", "en": "b"}}]}, "sources.0.seen_at", "missing"),
        (
            {"inputs": {"rain": {"quantity": "rain", "unit": "cm", "hours": 6}}},
            "inputs.rain",
            "is in mm, not in cm",
        ),
        ({"inputs": {"rain": {"quantity": "rain", "unit": "mm"}}}, "inputs.rain", "needs hours"),
        ({"inputs": {"rain": {"quantity": "snow", "unit": "mm"}}}, "inputs.rain", "no quantity"),
        (
            {"levels": [level(1, {"rain": {"at_least": 90}}), level(2, {"rain": {"at_least": 50}})]},
            None,
            "do not ascend",
        ),
        (
            {"levels": [level(2, {"rain": {"at_least": 1}}), level(1, {"rain": {"at_least": 2}})]},
            None,
            "must ascend",
        ),
        ({"levels": [level(1, {"snow": {"at_least": 90}})]}, None, "neither in inputs"),
        ({"levels": [level(1, {"rain": {"at_least": float("nan")}})]}, "levels.0.rows.0.when.rain", "finite"),
        (
            {"levels": [level(1, {"rain": {"at_least": 9, "below": 9}})]},
            "levels.0.rows.0.when.rain",
            "empty range",
        ),
        ({"levels": [level(1, {"rain": {}})]}, "levels.0.rows.0.when.rain", "bounds or one_of"),
        ({"certainty": "verified", "via": "quote"}, None, "needs a quotation"),
        ({"on_by_default": True}, None, "only a rule verified by quotation"),
        ({"id": "Not An Id"}, "id", "pattern"),
        ({"derived": {"total": {"sum": ["rain"], "unit": "m"}}}, None, "is in m but"),
        ({"derived": {"total": {"sum": ["later"], "unit": "mm"}}}, None, "there is no"),
        ({"place": "station"}, None, "of the place"),
    ],
)
def test_what_is_refused_names_the_field_and_says_why(
    fields: dict[str, Any], field: str | None, words: str
) -> None:
    found = faults_of(changed(**fields))
    assert any(where == field and words in why for where, why in found), found


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("not: [valid", "utf-8")
    (tmp_path / "b.yaml").write_text("- a list", "utf-8")
    (tmp_path / "c.yaml").write_text(changed(surprise=1), "utf-8")
    with pytest.raises(BadRules) as refused:
        library.load_folder(tmp_path)
    assert [fault.file for fault in refused.value.faults] == ["a.yaml", "b.yaml", "c.yaml"]
    (tmp_path / "a.yaml").write_text(changed(), "utf-8")
    (tmp_path / "b.yaml").write_text(changed(), "utf-8")
    (tmp_path / "c.yaml").unlink()
    with pytest.raises(BadRules) as twice:
        library.load_folder(tmp_path)
    assert "taken" in twice.value.faults[0].reason.en


def test_an_empty_folder_and_an_unknown_rule(tmp_path: Path) -> None:
    with pytest.raises(BadRules):
        library.load_folder(tmp_path)
    with pytest.raises(UnknownRule):
        library.get("no_such_rule")
