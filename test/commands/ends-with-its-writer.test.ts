import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const repository = join(import.meta.dirname, '../..');
const end = pathToFileURL(join(import.meta.dirname, 'writer-dies.mjs')).href;

const lastOfStart = 'a foreign page with the panel in it';

describe('a bridge whose writing thread has died', function () {
  this.timeout(60_000);
  this.slow(15_000);

  it('ends with a code of its own and says so: what cannot save must not look as if it could', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'writer-dies-'));
    const sign = join(folder, 'now');
    const args = ['scripts/run.cjs', 'bridge/cli.ts', 'start', '--port', '0', '--data', join(folder, 'demo')];
    const child = spawn(process.execPath, args, {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: `--import=${end}`, WRITER_DIES_AT: sign },
    });
    // The last line of its start: who cannot save while it still starts is refused by words of another kind.
    let told = '';
    child.stdout.on('data', (more: Buffer) => {
      told += more.toString('latin1');
      if (told.includes(lastOfStart)) writeFileSync(sign, '');
    });
    const [said, complained, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number]>,
    ]);
    await rm(folder, { recursive: true });
    expect(said).to.match(/存储线程已停止/);
    expect(complained).to.contain('重新启动');
    expect(code).to.equal(70);
  });
});
