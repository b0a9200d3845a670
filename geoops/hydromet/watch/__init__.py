"""Watching over stations: which are late or silent, and which of those are likely lost."""
