import { join } from 'node:path';
import type { AmiMessage } from '../../bridge/adapters/asterisk/ami-message.ts';
import { createObserver } from '../../bridge/adapters/asterisk/observe.ts';
import { replayMessages } from '../../bridge/adapters/asterisk/replay-connection.ts';
import { type Replayed, replay } from '../../bridge/commands/replay.ts';
import type { TelephonyEvent } from '../../bridge/domain/telephony/event.ts';
import type { SiteFacts } from '../../bridge/domain/telephony/site.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import { cut, recording, recordings } from '../adapters/asterisk/recordings.ts';

/** Recordings by name: the path below test/recordings without its ending. `a+b` is one exchange over two connections. */
export const recordingNames: readonly string[] = recordings.map(nameOf);

/** One exchange seen over two connections, the second one after a loss. */
export const overTwoConnections: readonly string[] = [
  'restart-during-call+after-restart',
  'more/killed-during-call+more/after-kill',
];

function nameOf(file: string): string {
  return file.replace(/\.ami(\.gz)?$/, '');
}

/** The bytes of a recording. */
export function bytesOf(name: string): Buffer {
  const file = recordings.find((each) => nameOf(each) === name);
  if (file === undefined) throw new Error(`there is no recording ${name}`);
  return recording(file);
}

let site: Promise<SiteFacts> | undefined;

/** The site that the recordings were made with. */
export function recordedSite(): Promise<SiteFacts> {
  site ??= readConfig(join(import.meta.dirname, '../../telephony-config/examples/recordings.yaml')).then(
    siteFacts,
  );
  return site;
}

const kept = new Map<string, Promise<Replayed>>();

/** What `yihaoda replay` makes of a recording; read once, for all who ask. */
export function replayed(name: string): Promise<Replayed> {
  let result = kept.get(name);
  if (!result) {
    result = replayBytes(name.split('+').map((part) => [bytesOf(part)]));
    kept.set(name, result);
  }
  return result;
}

/** @param connections the chunks of each connection */
export async function replayBytes(connections: readonly (readonly Buffer[])[]): Promise<Replayed> {
  return replay(
    await recordedSite(),
    connections.map((chunks) => sequence(chunks)),
  );
}

async function* sequence(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

const read = new Map<string, Promise<AmiMessage[]>>();

/** The messages that a live connection would have handed over. */
export function messagesOf(name: string): Promise<AmiMessage[]> {
  let result = read.get(name);
  if (!result) {
    const messages: AmiMessage[] = [];
    result = replayMessages(cut(bytesOf(name), [64 * 1024]), (each) => messages.push(each)).then(
      () => messages,
    );
    read.set(name, result);
  }
  return result;
}

/** The observations of a recording, as `replay` folds them. */
export async function eventsOf(name: string): Promise<TelephonyEvent[]> {
  const observer = createObserver();
  const events: TelephonyEvent[] = [];
  let toldMs = 0;
  for (const message of await messagesOf(name)) {
    for (const event of observer.message(message, toldMs)) {
      if (event.clock === 'pbx') toldMs = Math.floor(event.at / 1000);
      events.push(event);
    }
  }
  return events;
}
