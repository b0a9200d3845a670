"""Indicator values given to the systems of the province and the government: asked for, or pushed, with a log."""
