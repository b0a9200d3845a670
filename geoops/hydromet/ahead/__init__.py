"""Rain that is forecast for communes in the hours ahead, from grids or from points, one source in a picture."""
