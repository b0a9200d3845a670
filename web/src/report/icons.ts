/** A picture for every kind of incident, by the icon name that the server gives; each stands beside its words. */
import {
  Biohazard,
  CircleAlert,
  Construction,
  Droplets,
  Flame,
  House,
  LifeBuoy,
  Mountain,
  Waves,
} from '@lucide/svelte';
import { news } from '../state/news.svelte';

const ICONS: Record<string, typeof Flame> = {
  mountain: Mountain,
  waves: Waves,
  droplets: Droplets,
  construction: Construction,
  house: House,
  'life-buoy': LifeBuoy,
  flame: Flame,
  biohazard: Biohazard,
};

export function kindIcon(kind: string): typeof Flame {
  const known = news.kinds.find((item) => item.kind === kind);
  return ICONS[known?.icon ?? ''] ?? CircleAlert;
}
