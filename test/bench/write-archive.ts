import { setTimeout as pause } from 'node:timers/promises';
import type { AmiMessage } from '../../bridge/adapters/asterisk/ami-message.ts';
import { createObserver } from '../../bridge/adapters/asterisk/observe.ts';
import { systemTimer } from '../../bridge/adapters/asterisk/system-timer.ts';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import { FloorKeeper } from '../../bridge/application/floor-keeper.ts';
import type { Journal, JournalWriter, PbxSource, PbxSourceListener } from '../../bridge/application/ports.ts';
import type { SiteFacts } from '../../bridge/domain/telephony/site.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import type { Archive } from './archive-calls.ts';
import { CallPlan, callsFor } from './call-plan.ts';

const eventsPerSecond = 20_000;
const callMicros = 2_400_000;
/** Events that may wait for the disk. */
const mostPending = 20_000;

/**
 * Writes what the product would have written in the middle of a busy day, through the product's own floor and store at
 * full speed, without exchange and socket.
 */
export async function writeArchive({
  config,
  data,
  entries,
}: {
  config: string;
  data: string;
  entries: number;
}): Promise<Archive> {
  const site = siteFacts(await readConfig(config));
  const began = performance.now();
  const store = await openStore({ data, bridgeId: 'main' });
  const { journal, pending } = watched(store.journal);
  let listener: PbxSourceListener | null = null;
  const floor = new FloorKeeper({
    source: sourceOf(site, (given) => {
      listener = given;
    }),
    site,
    store: { journal, facts: store.facts, sealer: store.sealer },
    timer: systemTimer,
    log: { info() {}, warn: console.error, error: console.error },
  });
  await floor.read();
  floor.listen();
  const tell = listener as PbxSourceListener | null;
  const observer = createObserver();
  const shape = { seats: site.seats.map(({ seat }) => seat), eventsPerSecond, callMicros };
  const start = (Date.now() - (1000 * entries) / eventsPerSecond) * 1000;
  for (const window of new CallPlan(shape, { start, firstCall: 0, calls: callsFor(2 * entries) }).windows()) {
    for (const { after, bytes } of window)
      for (const event of observer.message(messageOf(bytes), Math.floor((start + after) / 1000)))
        tell?.event(event);
    do await pause(1);
    while (pending() > mostPending);
    if (floor.head.position >= entries) break;
  }
  const { position } = floor.head;
  const live = floor.liveCalls().length;
  await floor.stop();
  const again = position - ((await store.facts.resumeFrom(floor.stream)) ?? 0);
  const facts = (await store.facts.arrivedBetween('2000-01-01T00:00:00Z', '2200-01-01T00:00:00Z')).length;
  await store.close();
  return { entries: position, facts, live, again, seconds: (performance.now() - began) / 1000 };
}

function watched(journal: Journal): { journal: Journal; pending(): number } {
  let writer: JournalWriter | null = null;
  return {
    journal: {
      open: async (stream) => {
        writer = await journal.open(stream);
        return writer;
      },
      read: (stream, after, limit) => journal.read(stream, after, limit),
      head: (stream) => journal.head(stream),
      streams: () => journal.streams(),
    },
    pending: () => writer?.pending ?? 0,
  };
}

function sourceOf({ pbxId }: SiteFacts, started: (listener: PbxSourceListener) => void): PbxSource {
  return {
    pbxId,
    capabilities: {
      queueState: true,
      memberControl: false,
      answer: false,
      hangUp: false,
      hold: false,
      redirect: false,
      originate: false,
      mute: false,
      consult: false,
      conference: false,
      transfer: false,
      press: false,
      monitor: false,
    },
    start: started,
    command: async () => ({ outcome: 'unreachable', message: 'nobody is there' }),
    memberships: async () => ({ outcome: 'unreachable', message: 'nobody is there' }),
    livingLegs: async () => ({ outcome: 'unreachable', message: 'nobody is there' }),
    stop: async () => {},
  };
}

/** As asterisk-manager reads it, for messages that are known to be well-formed. */
function messageOf(bytes: Buffer): AmiMessage {
  const fields: Record<string, unknown> = {};
  for (const line of bytes.toString().split('\r\n')) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    const key = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 2);
    const known = fields[key];
    if (known === undefined) fields[key] = value;
    else if (Array.isArray(known)) known.push(value);
    else fields[key] = [known, value];
  }
  return { kind: 'event', name: String(fields.event), fields };
}
