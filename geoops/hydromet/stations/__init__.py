"""Where things are measured."""
