/**
 * Hands out the scripts and styles that a page written by `geoops map` carries inside, so that it opens without
 * the internet. They are not part of the command map itself.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PARTS = {
  'folium/leaflet.js': 'leaflet/dist/leaflet.js',
  'folium/leaflet.css': 'leaflet/dist/leaflet.css',
  'folium/jquery.js': 'jquery/dist/jquery.min.js',
};

/** Copies the parts beside the built page. */
export function foliumPage(): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: 'folium-page',
    apply: 'build',
    generateBundle() {
      for (const [fileName, from] of Object.entries(PARTS)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(require.resolve(from)) });
      }
    },
  };
}
