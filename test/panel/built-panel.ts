import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const PANEL = join(import.meta.dirname, '../../agent-panel');

let building: Promise<string> | undefined;

/** The panel as it is shipped, built once a run, into a folder of its own. */
export function builtPanel(): Promise<string> {
  building ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'panel-build-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await build({
      root: PANEL,
      configFile: join(PANEL, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    });
    return folder;
  })();
  return building;
}
