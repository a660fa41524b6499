import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** The empty page, built as the panel is, in a folder of its own. */
export async function buildEmptyPanel(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'yihaoda-empty-page-'));
  await build({
    root: join(import.meta.dirname, 'empty-page'),
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2020' },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
