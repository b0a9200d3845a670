"""Boundary files: read, checked, turned into the coverages that maps and look-ups use.

Everything here is a pure function of files and arrays: no session, no settings.
"""
