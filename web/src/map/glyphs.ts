/** What MapLibre makes of a letter that it draws from the page's own font. */
import type { Map as MapLibreMap } from 'maplibre-gl';

type GlyphManager = MapLibreMap['style']['glyphManager'];

/** Letters are drawn twice as large as they are measured. */
const SCALE = 2;
/** From the baseline of a letter to the line that tops are measured from. */
const BASELINE = 27.5;

/**
 * Keeps every letter on its line. MapLibre takes a top of exactly 0 for none, and lets the letter fall by a third of its
 * height: in our font those are Ẫ, Ễ, Ố and Ồ.
 */
export function keepOnTheLine(manager: Pick<GlyphManager, '_createGlyph'>): void {
  const create = manager._createGlyph.bind(manager);
  manager._createGlyph = (id, drawn) => {
    const glyph = create(id, drawn);
    if (drawn.glyphTop === BASELINE * SCALE) glyph.metrics.top = 0;
    return glyph;
  };
}
