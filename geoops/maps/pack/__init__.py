"""The base map of a part of the country as one file, for phones that go where there is no signal."""
