"""A commune's whole situation: where all domains meet. The room above the domains."""
