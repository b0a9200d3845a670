"""Forecasts at points, apart from what was observed: when issued, when valid."""
