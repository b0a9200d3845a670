"""Grids: weather and climate on cells, decoded to one form, kept by time step, and measured in every commune."""
