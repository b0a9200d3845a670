import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { basemap } from './build/basemap.ts';
import { fieldApp } from './build/field-app.ts';
import { foliumPage } from './build/folium-page';
import { paperFonts } from './build/paper-fonts.ts';

/** Where a running GeoOps answers while the browser side is being worked on. */
const server = process.env.GEOOPS_DEV_SERVER ?? 'http://127.0.0.1:8000';
export default defineConfig({
  plugins: [basemap(), foliumPage(), paperFonts(), svelte(), fieldApp()],
  build: {
    outDir: '../geoops/static',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1600,
    rollupOptions: { input: ['index.html', 'field/index.html'] },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': server, '/tiles': server } },
});
