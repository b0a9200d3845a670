"""Roads, road points, works."""
