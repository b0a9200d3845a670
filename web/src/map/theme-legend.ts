/** A layer with its legend in the colours of the theme. Danger keeps its colours by day and by night. */
import type { Layer } from '../api/types';
import { forNight, isSequential } from '../lib/night-colour';
import { inkOn } from '../lib/danger';
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

/** A mark as pale as the paper would vanish by day: it is drawn in ink instead. */
function marked(colour: string, theme: 'day' | 'night', ink: string): string {
  const pale = inkOn(colour) !== '#ffffff';
  const neutral = /^#([c-f]).([c-f]).([c-f]).$/i.test(colour);
  return theme === 'day' && pale && neutral ? ink : colour;
}
