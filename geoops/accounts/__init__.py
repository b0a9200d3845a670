"""People, roles, scopes, sessions and tokens."""
