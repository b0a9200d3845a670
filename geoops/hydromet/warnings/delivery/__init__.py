"""Warnings sent to subscribers, with a receipt for each."""
