/** The longest round length that fits into `most` pixels, at so many metres to a pixel. */
export function niceLength(metresPerPixel: number, most: number): { metres: number; pixels: number } {
  const longest = metresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = [5, 2, 1].map((n) => n * power).find((length) => length <= longest) ?? power;
  return { metres, pixels: Math.round(metres / metresPerPixel) };
}
