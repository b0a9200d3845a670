"""CAP 1.2 documents: written, read, checked, signed, listed in a feed. Pure: no session here."""
