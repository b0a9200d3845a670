"""Indicators: the catalogue of the provincial decisions, its periods and values, and what is computed from them."""
