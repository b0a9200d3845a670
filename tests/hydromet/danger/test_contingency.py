"""The arithmetic of a rehearsal, against cases worked by hand."""

import numpy as np
import pytest

from geoops.hydromet.danger.contingency import ahead, count, leads


def table(text: str) -> np.ndarray:
    """Rows are hours, columns communes; `x` is true."""
    return np.array([[sign == "x" for sign in line.split()] for line in text.strip().splitlines()])


# Four hours, three communes.
SAID = table(
    """
    x . .
    x . x
    . . x
    . x .
    """
)
EVENT = table(
    """
    . . .
    x . x
    x . .
    . x x
    """
)
UNKNOWN = table(
    """
    . . .
    . x .
    . x .
    . . x
    """
)
ALL = np.ones((4, 3), dtype=bool)


def test_a_table_by_hand() -> None:
    # said and event: (1,0), (1,2), (3,1). said alone: (0,0), (2,2). event alone: (2,0). Unknown: (1,1) and (2,1)
    # without an event, (3,2) with one. The remaining three of twelve are quiet on both sides: (0,1), (0,2), (3,0).
    found = count(SAID, UNKNOWN, EVENT, ALL)
    assert (found.hits, found.misses, found.false_alarms, found.correct_negatives) == (3, 1, 2, 3)
    assert (found.unknown_with_event, found.unknown_without_event) == (1, 2)
    assert found.pod == 0.75
    assert found.pod_of_all == 0.6
    assert found.far == 0.4
    assert found.csi == 0.5


def test_every_commune_hour_is_in_exactly_one_cell() -> None:
    random = np.random.default_rng(7)
    for _ in range(50):
        said, event, unknown, counted = (random.random((6, 9)) < 0.4 for _ in range(4))
        found = count(said, unknown, event, counted)
        cells = found.as_dict()
        assert sum(cells[name] for name in list(cells)[:6]) == counted.sum()


def test_hours_that_no_list_speaks_of_are_left_out() -> None:
    counted = ALL.copy()
    counted[1] = False
    found = count(SAID, UNKNOWN, EVENT, counted)
    assert (found.hits, found.misses, found.false_alarms, found.correct_negatives) == (1, 1, 2, 3)


def test_nothing_to_divide_by_is_no_figure() -> None:
    nothing = np.zeros((2, 2), dtype=bool)
    found = count(nothing, nothing, nothing, np.ones((2, 2), dtype=bool))
    assert (found.pod, found.pod_of_all, found.far, found.csi) == (None, None, None, None)


@pytest.mark.parametrize(
    ("window", "expected"), [(0, "..x...x"), (1, ".xx..xx"), (2, "xxx.xxx"), (6, "xxxxxxx"), (99, "xxxxxxx")]
)
def test_an_event_is_matched_forward(window: int, expected: str) -> None:
    event = np.array([[sign == "x"] for sign in "..x...x"])
    assert "".join("x" if on else "." for on in ahead(event, window)[:, 0]) == expected


def test_lead_times_by_hand() -> None:
    # Commune 0: event at 3 and 4, spoken of from 1: two hours before. Commune 1: event at 2 to 4, first word at 4: two
    # hours after. Commune 2: event at 1 only, word at 3: not spoken of. Commune 3: two events, each with its own word.
    event = table(". . . x\n . . x .\n . x . .\n x x . .\n x x . x\n . . . .")
    said = table(". . . x\n x . . .\n . . . .\n x . x .\n x x . x\n . . . .")
    found = leads(said, event, furthest=12)
    assert found.events == 5
    assert sorted(found.steps) == [-2, 0, 2, 4]
    assert found.as_dict(60)["median_minutes"] == 60


def test_a_word_long_before_is_not_a_lead() -> None:
    said = table("x\n.\n.\n.\n.")
    event = table(".\n.\n.\n.\nx")
    assert leads(said, event, furthest=3).steps == ()
    assert leads(said, event, furthest=4).steps == (4,)
