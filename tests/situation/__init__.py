"""Tests of the rooms above the domains."""
