"""The XLSX form of a commune: made by the system, filled in by the commune, read back whole or not at all."""
