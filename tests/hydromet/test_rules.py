"""Rules are data with a source; classes and states follow from them."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geoops.hydromet import silence
from geoops.hydromet.rain_classes import classify, rain_classes
from geoops.hydromet.variables import variables
from geoops.hydromet.warnings.levels import inferred_level, words

NOW = datetime(2026, 7, 22, 15, 0, tzinfo=UTC)


def test_every_rule_names_its_source_and_how_sure_we_are() -> None:
    for path in files("geoops.hydromet").joinpath("rules").iterdir():
        rule = yaml.safe_load(path.read_text("utf-8"))
        if "products" in rule:  # forms of files, no rules: each product names whose it is
            assert all(product["credit"] for product in rule["products"]), path.name
            continue
        assert rule["source"], path.name
        assert rule["certainty"] in {"verified", "recalled", "inferred", "reference"}, path.name


@pytest.mark.parametrize(
    ("mm", "expected"),
    [
        (0, "none"),
        (0.2, "none"),
        (0.3, "light"),
        (15.9, "light"),
        (15.96, "moderate"),
        (16, "moderate"),
        (50, "moderate"),
        (50.1, "heavy"),
        (100, "heavy"),
        (100.1, "very_heavy"),
        (None, None),
    ],
)
def test_classes_of_24_hours(mm: float | None, expected: str | None) -> None:
    assert classify(mm, 24) == expected


def test_a_window_that_the_service_does_not_class_has_no_class() -> None:
    assert classify(30, 6) is None
    assert classify(30, 12) == "heavy"


@given(st.floats(0, 3000), st.floats(0, 3000))
def test_more_rain_is_never_a_lower_class(a: float, b: float) -> None:
    order = [kind.id for kind in rain_classes()]
    low, high = sorted((a, b))
    for hours in (12, 24):
        assert order.index(str(classify(low, hours))) <= order.index(str(classify(high, hours)))


def test_units_lead_to_the_variables_own_unit() -> None:
    for variable in variables().values():
        for unit in variable.accepts:
            assert variable.conversion(unit) is not None, (variable.name, unit)
        own = variable.conversion(variable.unit)
        assert own is not None and (own.factor, own.offset) == (1, 0)
        assert (
            variable.impossible_below
            <= variable.suspect_below
            < variable.suspect_above
            <= variable.impossible_above
        )


def test_the_inferred_levels_of_six_hours() -> None:
    assert [inferred_level(mm) for mm in (49.9, 50, 89.9, 90, 139.9, 140)] == [None, 1, 1, 2, 2, 3]
    assert words()[3].vi == "Rất cao"


def test_silence_is_told_by_the_sources_own_rhythm() -> None:
    hour = timedelta(hours=1)
    assert silence.state(NOW - hour, hour, NOW) == "on_time"
    assert silence.state(NOW - 3 * hour, hour, NOW) == "late"
    assert silence.state(NOW - 7 * hour, hour, NOW) == "silent"
    assert silence.state(None, hour, NOW) == "unknown"
    assert silence.state(NOW, None, NOW) == "unknown"
    assert silence.age_minutes(NOW + hour, NOW) == 0
