"""Rings around outbreaks, and what they take of the communes."""
