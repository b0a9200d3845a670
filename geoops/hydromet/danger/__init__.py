"""Danger of each commune: rules as data, what they say over time, and how well they did when rehearsed."""
