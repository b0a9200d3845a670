"""ODK Collect and its like: the same form and the same reports by the OpenRosa protocol."""
