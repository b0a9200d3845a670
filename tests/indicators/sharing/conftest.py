"""The nine made-up communes, and people and machines who read their values."""

from tests.indicators.compare.conftest import fresh_db, grid_template, planner

__all__ = ["fresh_db", "grid_template", "planner"]
