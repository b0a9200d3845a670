/**
 * The field app as a second page of the same project: finds out which of the built files it consists of, and builds
 * its service worker with that list inside.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';

const PAGE = 'field/index.html';
/** Too large to be fetched before it is wanted; kept by the worker from then on. */
const LATER = /maplibre|pmtiles/;
const PUBLIC = ['field/manifest.webmanifest', 'field/icon-192.png', 'field/icon-512.png', 'assets/icon.svg'];

type Meta = { importedCss?: Set<string>; importedAssets?: Set<string> };

/**
 * The files that the page needs without a connection: its scripts, also those that it loads later, their styles and
 * fonts; but for the map's.
 */
export function filesOf(bundle: Rollup.OutputBundle): { first: string[]; all: string[] } {
  const chunks = new Map<string, Rollup.OutputChunk>();
  for (const file of Object.values(bundle)) if (file.type === 'chunk') chunks.set(file.fileName, file);
  const entry = [...chunks.values()].find((chunk) => chunk.facadeModuleId?.endsWith(PAGE));
  if (!entry) throw new Error(`${PAGE} is not among the pages that were built`);
  const take = (later: boolean): string[] => {
    const found = new Set<string>();
    const visit = (name: string) => {
      const chunk = chunks.get(name);
      if (!chunk || found.has(name)) return;
      if (later && chunk.moduleIds.some((id) => LATER.test(id))) return;
      found.add(name);
      const { importedCss, importedAssets } =
        (chunk as unknown as { viteMetadata?: Meta }).viteMetadata ?? {};
      for (const css of importedCss ?? []) found.add(css);
      for (const asset of importedAssets ?? []) found.add(asset);
      for (const next of chunk.imports) visit(next);
      if (later) for (const next of chunk.dynamicImports) visit(next);
    };
    visit(entry.fileName);
    return [...found].filter((name) => !/\.(woff|ttf)$/.test(name)).sort();
  };
  return { first: take(false), all: take(true) };
}

export function fieldApp(): Plugin {
  let files: string[] = [];
  let out = '';
  return {
    name: 'geoops-field-app',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir);
    },
    generateBundle(_, bundle) {
      const { first, all } = filesOf(bundle);
      files = [...all, ...PUBLIC];
      const source = JSON.stringify({ first: [PAGE, ...first], all: [PAGE, ...files] }, null, 1);
      this.emitFile({ type: 'asset', fileName: 'field/files.json', source });
    },
    async closeBundle() {
      const digest = createHash('sha256');
      for (const file of [PAGE, ...files]) digest.update(file).update(readFileSync(join(out, file)));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __FIELD_FILES__: JSON.stringify(['/field/', ...files.map((file) => `/${file}`)]),
          __FIELD_VERSION__: JSON.stringify(digest.digest('hex').slice(0, 12)),
        },
        build: {
          outDir: join(out, 'field'),
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            entry: 'field/src/worker/sw.ts',
            formats: ['iife'],
            name: 'worker',
            fileName: () => 'sw.js',
          },
        },
      });
    },
  };
}
