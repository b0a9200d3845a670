"""Tables of measurements in whatever form a department has them, read by a mapping."""
