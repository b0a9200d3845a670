/** A layer with its legend in the colours of the theme. Danger keeps its colours by day and by night. */
import type { Layer } from '../api/types';
import { forNight, isSequential, toHex, toOklab } from '../lib/night-colour';
import { known } from './expressions';

const HEX = /^#[0-9a-f]{6}$/i;
const LOUD = new Set(['danger', 'hazards']);

export function themed(layer: Layer, theme: 'day' | 'night', ink: string): Layer {
  if (!layer.legend || LOUD.has(layer.group)) return layer;
  const items = known(layer.legend.items);
  const colours = items.map((item) => item.color);
  if (!colours.every((colour) => HEX.test(colour))) return layer;
  const shown =
    layer.style.paint === 'symbol' ? colours.map((c) => marked(c, theme, ink)) : ramp(colours, theme);
  const byValue = new Map(items.map((item, i) => [item.value, shown[i] ?? item.color]));
  const legend = {
    ...layer.legend,
    items: layer.legend.items.map((item) =>
      item.value === null ? item : { ...item, color: byValue.get(item.value) ?? item.color },
    ),
  };
  return { ...layer, legend };
}

function ramp(colours: string[], theme: 'day' | 'night'): string[] {
  return theme === 'night' && isSequential(colours) ? forNight(colours) : colours;
}

const PALE = 0.88;
const DIM = 0.6;
const SEEN_AT_NIGHT = 0.72;

/** A mark as pale as the paper would vanish by day and is drawn in ink; one as dark as the night is lightened. */
function marked(colour: string, theme: 'day' | 'night', ink: string): string {
  const [lightness, a, b] = toOklab(colour);
  if (theme === 'day') return lightness > PALE ? ink : colour;
  return lightness < DIM ? toHex([SEEN_AT_NIGHT, a, b]) : colour;
}
