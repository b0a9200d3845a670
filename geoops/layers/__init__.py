"""Everything on the map is a layer: declared once by its domain; tiles, panel, legend, values and files follow."""
