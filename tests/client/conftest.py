"""The nine made-up communes."""

from tests.indicators.compare.conftest import fresh_db, grid_template, planner

__all__ = ["fresh_db", "grid_template", "planner"]
