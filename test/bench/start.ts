import WebSocket from 'ws';
import type { Archive, ArchiveCalls } from './archive-calls.ts';
import type { ExchangeCalls } from './exchange-calls.ts';
import { makePeople, type Person } from './people.ts';
import { Child } from './processes.ts';
import { amiAccount, type BenchSite, makeSite } from './site.ts';
import { startBridgeProcess } from './start-bridge-process.ts';
import type { Measured } from './verdict.ts';

const entries = 1_000_000;
const seats = 2000;

/**
 * From starting the process to the first frame that tells the truth (the exchange is connected, its snapshot taken), on
 * a journal of a million events: as the last stop left it, and once more with all that was worked out of the journal
 * taken away. Beside it: the rows that such a start reads, read by node:sqlite alone.
 */
export async function start(): Promise<Measured[]> {
  await using parts = new AsyncDisposableStack();
  const exchange = Child.start<ExchangeCalls>('exchange-process.ts');
  parts.defer(() => exchange.end());
  const { amiPort } = await exchange.ask('begin', amiAccount);
  const site = await makeSite(seats, amiPort);
  parts.defer(() => site.remove());
  const [person] = await makePeople(site, 0, 1);
  if (person === undefined) throw new Error('nobody is there to look at the floor');
  const archive = Child.start<ArchiveCalls>('archive-process.ts');
  parts.defer(() => archive.end());
  const { config, data } = site;
  const made = await archive.ask('write', { config, data, entries });
  const rows = { entries: made.again, facts: made.facts };
  const peer = await archive.ask('read', { data, ...rows });
  const ours = await startOnce(site, person);
  await archive.ask('forgetFacts', { data });
  const whole = await startOnce(site, person);
  const peerOfWhole = await archive.ask('read', { data, entries: made.entries, facts: 0 });
  return [
    line('start', ours, peer, { oursAtMost: 5 }, [
      madeWords(made),
      `${rows.entries} entries read again, because calls of them were alive, and ${rows.facts} facts of the day`,
    ]),
    // What a change of the rules of counting costs, once: no start after a stop or a crash reads so much.
    line('start-whole', whole, peerOfWhole, {}, [
      `all ${made.entries} entries read again: no facts were left`,
    ]),
  ];
}

function line(
  name: string,
  ours: number,
  peer: { rows: number; seconds: number },
  target: Measured['target'],
  notes: readonly string[],
): Measured {
  return {
    name,
    ours,
    peer: peer.seconds,
    peerName: `node:sqlite alone reads the same ${peer.rows} rows`,
    unit: 's',
    target,
    notes,
  };
}

function madeWords({ entries: made, facts, live, seconds }: Archive): string {
  return `journal of ${made} entries and ${facts} finished calls, ${live} alive, written in ${seconds.toFixed(0)} s`;
}

/** Seconds; the process, its code and the library of answers on its thread included. */
export async function startOnce(site: BenchSite, person: Person): Promise<number> {
  const began = performance.now();
  const bridge = startBridgeProcess();
  try {
    const { config, folder, env } = site;
    const { url } = await bridge.ask('begin', { config, panelFolder: folder, env, answers: 'worker' });
    await firstTrueFrame(url, person);
    return (performance.now() - began) / 1000;
  } finally {
    await bridge.end();
  }
}

function firstTrueFrame(url: string, { cookie }: Person): Promise<void> {
  const { origin } = new URL(url);
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/socket`, { headers: { cookie, origin } });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the page was closed')));
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'hello', version: 1, page: 'floor', resume: null })),
    );
    socket.on('message', (data) => {
      const text = String(data);
      if (!/"type":"floor(-changes)?"/.test(text) || !/"link":\{"state":"up"/.test(text)) return;
      resolve();
      socket.close();
    });
  });
}
