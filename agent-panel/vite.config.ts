import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const target = 'es2020';

/** The SDK stands beside the panel as one file whose name stays: pages of other systems load it and nothing else. */
const sdk: Plugin = {
  name: 'panel-sdk',
  apply: 'build',
  async writeBundle({ dir }) {
    const entry = join(import.meta.dirname, '../sdk/panel-sdk.ts');
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      build: {
        target,
        lib: { entry, formats: ['es'], fileName: () => 'sdk.js' },
        emptyOutDir: false,
        ...(dir === undefined ? {} : { outDir: dir }),
      },
    });
  },
};

// Field PCs still run Chromium 86: test/panel/oldest-browser reads the build for what it could not lower.
export default defineConfig({
  // Relative, so that a reverse proxy may serve the panel under any path.
  base: './',
  plugins: [react(), sdk],
  build: {
    target,
    cssTarget: 'chrome86',
    // Nothing as data: URL: the content security policy knows only our own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Pages are lazy chunks: the size that counts is a role's first load, and a test holds it.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // With zod in a chunk of its own, its configuration is set before any other chunk makes a schema.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|src\/ui\/jitless/ }] },
      },
    },
  },
  server: {
    proxy: { '/api': { target: process.env.YIHAODA_BRIDGE ?? 'http://127.0.0.1:12345', ws: true } },
  },
});
