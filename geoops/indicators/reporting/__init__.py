"""Reporting: who owes which figures by when, and the way of a report from draft to locked."""
