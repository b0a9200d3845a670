/** Where a wall looks next. Pure. */
export interface Stop {
  name: string;
  bounds: [number, number, number, number];
}

/** Home first, then the provinces with the most danger, at most four; a calm map stays at home. */
export function stopsOf(
  home: Stop,
  provinces: { code: string; name_vi: string; bbox: Stop['bounds'] }[],
  danger: { provinceCode: string; level: number }[],
): Stop[] {
  const weight = new Map<string, number>();
  for (const { provinceCode, level } of danger) {
    weight.set(provinceCode, (weight.get(provinceCode) ?? 0) + 10 ** level);
  }
  const worst = provinces
    .filter((province) => weight.has(province.code))
    .sort((a, b) => (weight.get(b.code) ?? 0) - (weight.get(a.code) ?? 0))
    .slice(0, 4);
  return [home, ...worst.map((province) => ({ name: province.name_vi, bounds: province.bbox }))];
}
