"""Warnings that the national met service issues by commune."""
