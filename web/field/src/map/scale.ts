/** Metres that so many pixels span at a latitude and zoom of the web map (512-pixel tiles). Pure. */
export function metresAcross(lat: number, zoom: number, pixels: number): number {
  return (pixels * 40_075_017 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);
}
