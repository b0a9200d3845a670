"""The layers that are open to the public, by OGC API: features through tipg, tiles as the map has them."""
