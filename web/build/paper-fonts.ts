/**
 * The parts of the map's font that the service prints with, laid under `fonts/` with names that stay: it joins them for
 * typst (`geoops/situation/report/fonts.py`).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PARTS = ['latin', 'latin-ext', 'vietnamese'];
const WEIGHTS = [400, 700];

export function paperFonts(): Plugin {
  const packages = createRequire(import.meta.url);
  return {
    name: 'geoops:paper-fonts',
    generateBundle() {
      for (const weight of WEIGHTS) {
        for (const part of PARTS) {
          const name = `be-vietnam-pro-${part}-${weight}-normal.woff`;
          const source = readFileSync(packages.resolve(`@fontsource/be-vietnam-pro/files/${name}`));
          this.emitFile({ type: 'asset', fileName: `fonts/${part}-${weight}.woff`, source });
        }
      }
    },
  };
}
