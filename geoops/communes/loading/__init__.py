"""Loading boundary versions: files checked, everything worked out, then one transaction."""
