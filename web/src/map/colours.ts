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

export type MapColours = Record<keyof typeof NAMES, string>;

export function mapColours(element: Element = document.documentElement): MapColours {
  const style = getComputedStyle(element);
  const entries = Object.entries(NAMES).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as MapColours;
}
