"""Feeds: a class that fetches, a class that decodes, and a record of every run."""
