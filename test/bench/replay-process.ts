import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import createManager from 'asterisk-manager';
import { recordedBytes } from '../../bridge/adapters/recording/recorded-stream.ts';
import { replay } from '../../bridge/commands/replay.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import { monotonic } from './clock.ts';
import { serve } from './processes.ts';
import type { Parsed, ReplayCalls } from './replay-calls.ts';

const siteFile = join(import.meta.dirname, '../../telephony-config/examples/recordings.yaml');

serve<ReplayCalls>({
  async replayed({ file }) {
    const site = siteFacts(await readConfig(siteFile));
    const began = monotonic();
    await replay(site, [recordedBytes(file)]);
    return { seconds: (monotonic() - began) / 1e9 };
  },
  parsed: ({ file }) => parsed(file),
});

async function parsed(file: string): Promise<Parsed> {
  const path = join(tmpdir(), `bench-${randomUUID()}`);
  let told = 0;
  const began = monotonic();
  const server = createServer(async (socket) => {
    socket.on('error', () => {}).resume();
    await pipeline(recordedBytes(file), socket);
  });
  server.listen(path);
  await once(server, 'listening');
  await new Promise<void>((resolve, reject) => {
    const manager = createManager(undefined, '', 'bench', 'secret', true);
    const on = manager.on as (event: string, listener: () => void) => void;
    on('managerevent', () => {
      told += 1;
    });
    // After all ticks in which the library still tells events.
    on('close', () => setImmediate(resolve));
    manager.on('error', reject);
    manager.connect(path, '', () => {});
  });
  const seconds = (monotonic() - began) / 1e9;
  server.close();
  await rm(path, { force: true });
  return { events: told, seconds };
}
