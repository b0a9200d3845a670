"""Risk maps: rasters and polygons with a passport, drawn as layers, and the area of each class in each commune."""
