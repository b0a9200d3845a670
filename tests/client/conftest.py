"""The client reads the nine made-up communes and their values."""

from tests.indicators.compare.conftest import planner
from tests.indicators.conftest import template

__all__ = ["planner", "template"]
