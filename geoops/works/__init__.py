"""Roads by chainage, road points, reservoirs, dikes and embankments; who lies downstream; how far one gets in time."""
