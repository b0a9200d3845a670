"""Dispatch: who sends which of its boats, people and goods where, and where they are now."""
