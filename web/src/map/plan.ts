/** What the whole map should draw now, bottom to top within each slot. Pure. */
import type { LayerSpecification } from 'maplibre-gl';
import type { Layer } from '../api/types';
import { badgeLayer } from './badges';
import type { MapColours } from './colours';
import type { Present } from './join';
import { drawn, type Drawn } from './layer-specs';
import { nameLayers } from './names';
import { sourceOf } from './sources';
import { themed } from './theme-legend';

export interface PlanInput {
  /** Visible layers in panel order: what stands first in the panel lies on top; areas put on by hand over all others. */
  visible: Layer[];
  all: Layer[];
  opacityOf: (layer: Layer) => number;
  /** The classes that a layer's features have; null until its values have come. */
  presentOf: (layer: Layer) => Present | null;
  colours: MapColours;
  theme: 'day' | 'night';
  words: Record<string, string>;
  selected: string | null;
}

/** It colours areas and is off until somebody wants to see it. */
const putOnByHand = (layer: Layer): boolean =>
  !layer.visible && layer.group !== 'base' && (layer.kind === 'raster' || layer.style.paint === 'fill');

/** Danger gives up its fill for areas that somebody put on: its edges and its badges stay, over them. */
export const asEdges = (layer: Layer, visible: readonly Layer[]): boolean =>
  layer.group === 'danger' && layer.visible && layer.style.outline && visible.some(putOnByHand);

export function plan(input: PlanInput): Drawn[] {
  const { colours: c } = input;
  const ground = input.all.find((l) => l.id === 'provinces') ?? input.all.find((l) => l.id === 'communes');
  const communes = input.all.find((l) => l.id === 'communes');
  const result: Drawn[] = [];
  if (ground) result.push({ slot: 'slot-fill', spec: area(ground, 'ground', c.land, 1) });
  if (communes) result.push({ slot: 'slot-fill', spec: area(communes, 'hit', c.land, 0) });
  const byHand = input.visible.filter(putOnByHand);
  const others = input.visible.filter((layer) => !putOnByHand(layer));
  for (const layer of [...byHand, ...others].reverse()) {
    const geometry = layer.geometry_layer ? input.all.find((l) => l.id === layer.geometry_layer) : layer;
    if (!geometry) continue;
    result.push(
      ...drawn(themed(layer, input.theme, c.ink), {
        source: sourceOf(layer),
        sourceLayer: geometry.source_layer,
        opacity: input.opacityOf(layer),
        colours: c,
        present: input.presentOf(layer),
        edges: asEdges(layer, input.visible),
        words: input.words,
      }),
    );
  }
  if (communes && input.selected)
    result.push({ slot: 'slot-line', spec: chosen(communes, input.selected, c) });
  const danger = input.visible.find(
    (layer) => layer.group === 'danger' && layer.geometry_layer === 'communes',
  );
  const shown = (id: string) => input.visible.some((layer) => layer.id === id);
  for (const spec of nameLayers(c, { communes: shown('communes'), provinces: shown('provinces') })) {
    result.push({ slot: 'slot-label', spec });
  }
  if (danger) result.push({ slot: 'slot-label', spec: badgeLayer(input.opacityOf(danger)) });
  return result;
}

function area(layer: Layer, part: string, colour: string, opacity: number): LayerSpecification {
  return {
    id: `${layer.id}/${part}`,
    type: 'fill',
    source: sourceOf(layer),
    'source-layer': layer.source_layer,
    paint: { 'fill-color': colour, 'fill-opacity': opacity, 'fill-antialias': false },
  };
}

function chosen(communes: Layer, code: string, c: MapColours): LayerSpecification {
  return {
    id: 'communes/chosen',
    type: 'line',
    source: sourceOf(communes),
    'source-layer': communes.source_layer,
    filter: ['==', ['get', 'id'], code],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': c.accent, 'line-width': 3 },
  };
}
