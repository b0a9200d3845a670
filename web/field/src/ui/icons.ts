/** A picture for every kind of incident, by the icon name in the form; each stands beside its words. */
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
import type { FormDefinition } from '../form/definition';

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

export function iconNamed(name: string | undefined): typeof Flame {
  return ICONS[name ?? ''] ?? CircleAlert;
}

export function kindOf(form: FormDefinition, kind: string) {
  return form.kinds.find((one) => one.kind === kind);
}
