"""Communes: administrative units, their boundaries and what became of the units before them."""
