import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'vite';
import { knownInScripts, knownInStyles } from './known-uses.ts';
import { usesOf } from './script-uses.ts';
import { originsOf } from './source-map.ts';
import { stylesLacking } from './style-uses.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PANEL = join(ROOT, 'agent-panel');
const ES_CHECK = join(ROOT, 'node_modules/es-check/lib/cli/index.js');

/** What es-check says of files that are to be ES2020; null: nothing */
function esCheck(files: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [ES_CHECK, 'es2020', ...files, '--module', '--noColor'],
      (error, stdout, stderr) => resolve(error === null ? null : `${stdout}${stderr}`),
    );
  });
}

describe('the built panel, read for Chromium 86', () => {
  let folder = '';
  let scripts: string[] = [];
  let styles: string[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'panel-for-86-'));
    // As it is shipped, with maps beside it, by which a use is told with its package.
    await build({
      root: PANEL,
      configFile: join(PANEL, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, sourcemap: 'hidden' },
    });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    scripts = files.filter((name) => name.endsWith('.js'));
    styles = files.filter((name) => name.endsWith('.css'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is all there: the first script and the lazy ones, the worker, the SDK, the style sheets', () => {
    for (const part of [/\/index-/, /\/operator-page-/, /\/pack-worker-/, /\/sdk\.js$/])
      expect(
        scripts.some((name) => part.test(name)),
        String(part),
      ).to.equal(true);
    expect(styles.length).to.be.above(5);
  });

  it('is ES2020 in every script, for es-check', async () => {
    expect(await esCheck(scripts)).to.equal(null);
    const planted = join(folder, 'planted.js');
    writeFileSync(planted, 'let a; a ??= 1;');
    try {
      expect(await esCheck([planted])).to.include('SyntaxError');
    } finally {
      rmSync(planted);
    }
  });

  it('calls nothing that is missing there, but for what is asked for first or is another thing of that name', () => {
    const found = new Map<string, Set<string>>();
    for (const script of scripts) {
      const origin = originsOf(script);
      for (const { what, line, column } of usesOf(readFileSync(script, 'utf8'))) {
        const { from, file } = origin(line, column);
        const use = `${from}: ${what}`;
        found.set(use, (found.get(use) ?? new Set()).add(file));
      }
    }
    const known = new Set(
      Object.entries(knownInScripts).flatMap(([from, uses]) =>
        Object.keys(uses).map((what) => `${from}: ${what}`),
      ),
    );
    const unknown = [...found].filter(([use]) => !known.has(use));
    expect(unknown.map(([use, files]) => `${use} (${[...files]})`)).to.deep.equal([]);
    expect(
      [...known].filter((use) => !found.has(use)),
      'found no more',
    ).to.deep.equal([]);
  });

  it('styles nothing by what is missing there, but for what may go unseen', () => {
    const found = new Set(styles.flatMap((name) => stylesLacking(readFileSync(name, 'utf8'))));
    expect([...found].sort()).to.deep.equal(Object.keys(knownInStyles).sort());
  });
});
