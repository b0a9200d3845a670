"""From the formats that grids come in to `GridField`. Pure functions of a file, run in the sandbox (`reading.decode`)."""
