import type { Layer } from '../api/types';
import type { Query } from '../api/client';

const SAME_FOR_MS = 120_000;

/**
 * What the values of a layer are asked with, as one word: asked again when it changes. A layer that ages is asked again
 * as time goes by too: rain of the last hour is another amount two minutes later, whether news came in or not.
 */
export function question(
  layer: Pick<Layer, 'fresh_for_s'>,
  params: Query,
  version: number | undefined,
  now: number,
): string {
  const ages = layer.fresh_for_s !== null && !params['at'];
  return JSON.stringify([params, version, ages ? Math.floor(now / SAME_FOR_MS) : null]);
}
