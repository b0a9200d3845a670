"""One row of a table, whatever it came in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """The row's number (from 1) and its fields by column."""

    number: int
    get: Callable[[str], Any]
