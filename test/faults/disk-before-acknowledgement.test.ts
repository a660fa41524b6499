import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Site } from '../adapters/sqlite/builders.ts';
import { requireService } from '../real/services.ts';

const tracer = 'strace';
const harness = join(import.meta.dirname, 'store-process.ts');

describe('a record is acknowledged', function () {
  this.timeout(60_000);
  requireService(
    this,
    tracer,
    () => {
      execFileSync(tracer, ['-V'], { stdio: 'ignore' });
      return true;
    },
    'apt-get install strace',
  );

  it('only after the log that holds it was forced to disk: fsync returned before the answer was written', async () => {
    const site = new Site();
    const trace = join(site.root, 'trace');
    const calls = 'trace=fsync,fdatasync,write,pwrite64';
    // -s: whole pages, in which the record's id stands in the clear.
    const strace = ['-f', '-y', '-s', '4200', '-e', calls, '-o', trace];
    const bridge = spawn(tracer, [...strace, process.execPath, harness, site.data], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let heard = '';
    bridge.stdout.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
    });
    const until = async (words: string) => {
      while (!heard.includes(words)) await once(bridge.stdout, 'data');
    };
    await until('ready');
    const commands = Array.from({ length: 20 }, (_, i) => `traced-${i}`);
    for (const command of commands) {
      bridge.stdin.write(`save call-${command} ${command}\n`);
      await until(`saved ${command} `);
    }
    bridge.stdin.write('stop\n');
    await once(bridge, 'exit');

    const lines = readFileSync(trace, 'utf8').split('\n');
    for (const command of commands) {
      const answered = lines.findIndex(
        (line) => line.includes(' write(1<') && line.includes(`saved ${command} `),
      );
      const written = lines.findIndex(
        (line) =>
          line.includes('pwrite64(') && line.includes('yihaoda.db-wal') && line.includes(`call-${command}`),
      );
      const thread = /^\d+/.exec(lines[written] ?? '')?.[0];
      const forced = lines.findIndex(
        (line, i) =>
          i > written &&
          line.startsWith(`${thread} `) &&
          /\bf(data)?sync\b/.test(line) &&
          line.endsWith('= 0'),
      );
      expect(written, `${command} in the log`).to.be.above(0);
      expect(forced, `${command} forced to disk`).to.be.above(written);
      expect(answered, `${command} answered`).to.be.above(forced);
    }
    site.remove();
  });
});
