"""Codes that people add to the open lists of dimensions: proposed, approved by somebody else, closed, never taken out."""
