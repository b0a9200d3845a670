"""What was measured: reading it in, keeping it once, keeping what it was before a correction."""
