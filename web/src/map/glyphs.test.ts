import { expect, it } from 'vitest';
import { keepOnTheLine } from './glyphs';

type GlyphManager = Parameters<typeof keepOnTheLine>[0];

/** MapLibre's own; it is in no bundle by that name, and its sources are not ours to check the types of. */
const SOURCE = '../../node_modules/maplibre-gl/src/render/glyph_manager';
const theirs = (await import(/* @vite-ignore */ SOURCE)) as { GlyphManager: { prototype: GlyphManager } };

const drawn = (glyphTop: number) => ({
  data: new Uint8ClampedArray(4),
  width: 2,
  height: 2,
  glyphWidth: 2,
  glyphHeight: 2,
  glyphTop,
  glyphLeft: 0,
  glyphAdvance: 2,
});

it('keeps Ố on the line of its neighbours', () => {
  const manager = Object.create(theirs.GlyphManager.prototype) as GlyphManager;
  const top = (glyphTop: number) => manager._createGlyph('Ố', drawn(glyphTop)).metrics.top;
  expect(top(55), 'where this is 0, MapLibre does it itself and glyphs.ts can go').toBe(-8);
  keepOnTheLine(manager);
  expect([54, 55, 56, 34].map(top)).toEqual([-0.5, 0, 0.5, -10.5]);
});
