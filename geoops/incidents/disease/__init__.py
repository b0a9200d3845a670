"""Outbreaks of human and animal disease: where they are, what they cost, the zones around them."""
