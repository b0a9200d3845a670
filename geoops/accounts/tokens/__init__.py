"""Tokens that people carry: a person's phone, and a team that reports under one name."""
