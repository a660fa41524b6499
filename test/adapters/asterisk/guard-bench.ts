import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import createManager from 'asterisk-manager';
import { AmiGuard } from '../../../bridge/adapters/asterisk/ami-guard.ts';
import { type AmiNoise, amiNoise } from '../../../bridge/adapters/asterisk/ami-noise.ts';
import { connectParser } from '../../../bridge/adapters/asterisk/ami-parser.ts';
import { nothingDropped, recording } from './recordings.ts';

/**
 * What the guard costs: recorded bytes over loopback into asterisk-manager alone, and through the guard before it, in
 * turn and in one process. Processor time, the sender's part included, because other programs disturb the clock's.
 * `node test/adapters/asterisk/guard-bench.ts [ROUNDS]`
 */
const rounds = Number(process.argv[2] ?? 9);

async function served(bytes: Buffer, client: (port: number) => Promise<number>) {
  const server = createServer(async (socket) => {
    socket.on('error', () => {}).resume();
    for (let at = 0; at < bytes.length; at += 65_536) {
      if (!socket.write(bytes.subarray(at, at + 65_536))) await once(socket, 'drain');
    }
    socket.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const began = process.cpuUsage();
  const messages = await client(typeof address === 'object' && address !== null ? address.port : 0);
  const { user, system } = process.cpuUsage(began);
  server.close();
  return { messages, ms: (user + system) / 1000 };
}

/** As its README says: one listener to `managerevent`. */
function alone(port: number): Promise<number> {
  return new Promise((resolve) => {
    let count = 0;
    const manager = createManager(undefined, '', 'bridge', 'secret', true);
    const on = manager.on as (event: string, listener: () => void) => void;
    on('managerevent', () => {
      count += 1;
    });
    on('close', () => resolve(count));
    manager.connect(port, '127.0.0.1', () => {});
  });
}

function guarded(drop: AmiNoise) {
  return async (port: number): Promise<number> => {
    const socket = connect(port, '127.0.0.1');
    let count = 0;
    const guard = await AmiGuard.open({
      bytes: socket,
      banner: 'required',
      drop,
      send: () => {},
      release: () => socket.destroy(),
    });
    await new Promise<void>((closed) => {
      const message = () => {
        count += 1;
      };
      void connectParser(guard.path, { user: 'bridge', secret: 'secret' }, { message, closed });
    });
    return count;
  };
}

const median = (values: number[]) =>
  values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

for (const file of ['busy.ami.gz', 'more/busy-music.ami.gz']) {
  const bytes = recording(file);
  const ways = {
    alone,
    'guard, nothing dropped': guarded(nothingDropped),
    'guard as it is': guarded(amiNoise),
  };
  const times = new Map<string, number[]>();
  const counts = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const { messages, ms } = await served(bytes, way);
      counts.set(name, messages);
      if (round > 1) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  const base = median(times.get('alone') ?? []);
  for (const [name, all] of times) {
    const ms = median(all);
    console.log(
      `${file}  ${name.padEnd(24)} ${ms.toFixed(0).padStart(5)} ms  ${(bytes.length / ms / 1000).toFixed(1)} MB/s  ${((counts.get(name) ?? 0) / ms).toFixed(1)} k messages/s  speed ${((100 * base) / ms).toFixed(0)} % of alone`,
    );
  }
}
