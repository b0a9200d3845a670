"""Rain sums per gauge and per commune, correct across gaps and resets."""
