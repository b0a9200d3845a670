"""Field reports of incidents: received once, placed in a commune, followed until they are closed."""
