"""Damage by event, commune and time: items as data, reports that replace or add, totals that can be taken apart."""
