"""GeoOps: the map a province works on before, during and after a disaster."""
