/** The map's own colours, read from the tokens so that day and night are defined in one place. */
const NAMES = {
  sea: '--map-sea',
  land: '--map-land',
  neighbour: '--map-neighbour',
  neighbourLine: '--map-neighbour-line',
  province: '--map-province',
  commune: '--map-commune',
  label: '--map-label',
  labelSoft: '--map-label-soft',
  halo: '--map-halo',
  seaLabel: '--map-sea-label',
  graticule: '--map-graticule',
  noData: '--map-nodata',
  dry: '--map-dry',
  accent: '--accent',
  ink: '--ink',
} as const;

export type MapColours = Record<keyof typeof NAMES, string> & {
  /** Levels 1 to 5. */
  danger: [string, string, string, string, string];
};

export function mapColours(element: Element = document.documentElement): MapColours {
  const style = getComputedStyle(element);
  const value = (token: string) => style.getPropertyValue(token).trim();
  const entries = Object.entries(NAMES).map(([name, token]) => [name, value(token)]);
  const danger = [1, 2, 3, 4, 5].map((level) => value(`--danger-${level}`));
  return { ...Object.fromEntries(entries), danger } as MapColours;
}
