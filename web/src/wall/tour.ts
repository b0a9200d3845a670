/** Where a wall looks next. Pure. */
export interface Stop {
  name: string;
  bounds: [number, number, number, number];
}

/** Home first, then the provinces with the most danger, at most four; a calm map stays at home. */
export function stopsOf(
  home: Stop,
  provinces: { name_vi: string; bbox: Stop['bounds'] }[],
  danger: { province: string; level: number }[],
): Stop[] {
  const weight = new Map<string, number>();
  for (const { province, level } of danger) {
    weight.set(province, (weight.get(province) ?? 0) + 10 ** level);
  }
  const worst = provinces
    .filter((province) => weight.has(province.name_vi))
    .sort((a, b) => (weight.get(b.name_vi) ?? 0) - (weight.get(a.name_vi) ?? 0))
    .slice(0, 4);
  return [home, ...worst.map((province) => ({ name: province.name_vi, bounds: province.bbox }))];
}
