"""Every case of a test is run, and stands alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases import cases

seen: list[tuple[int, str]] = []


@pytest.fixture
def base() -> int:
    return 10


@cases(("number", "word"), [(1, "a"), (2, "b"), (3, "c")], ids=["one", "two", "three"])
async def test_each_is_run(base: int, number: int, word: str) -> None:
    seen.append((base + number, word))


def test_none_was_left_out() -> None:
    assert seen == [(11, "a"), (12, "b"), (13, "c")]


def test_the_one_that_fails_is_told_and_the_others_are_run(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\nverbosity_subtests = 1\n")
    (tmp_path / "test_three.py").write_text(
        "from tests.cases import cases\n"
        '@cases("number", [1, 2, 3])\n'
        "async def test_number(number: int) -> None:\n"
        "    assert number != 2\n"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", tmp_path / "pytest.ini", tmp_path],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout
    assert "test_number (number='2')" in ran.stdout
    assert "2 subtests passed" in ran.stdout
