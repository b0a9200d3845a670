"""The nine made-up communes, and people and machines who read their values."""

from tests.indicators.compare.conftest import planner

__all__ = ["planner"]
