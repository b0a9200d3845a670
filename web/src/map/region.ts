/** The part of the world that the base is drawn of, and the map never shows more (degrees, WGS 84). */
export const REGION = { west: 88, south: -2, east: 130, north: 33 };
