import { setTimeout as wait } from 'node:timers/promises';
import { databaseFile, kyselyOn, openForReading } from '../database.ts';
import { StoreDamaged } from '../errors.ts';
import { refuseNewer, schemaOf } from '../migrate.ts';
import { type EntryRow, entriesSql } from './entries-sql.ts';

const batch = 500;
const lookEveryMs = 200;

export interface FollowOptions {
  file: string;
  stream: string;
  /** position to start after; 0: from the beginning */
  after: number;
  /** ends the following; without it the end is the head as it was met */
  until: AbortSignal | null;
}

/**
 * A subscription to one stream from any position, for other processes beside a running bridge: every committed entry
 * once, in order, as one line of JSON. No key is needed: personal values stay the references they are stored as.
 */
export async function* followJournal({ file, stream, after, until }: FollowOptions): AsyncGenerator<string> {
  const database = openForReading(file);
  try {
    refuseNewer(schemaOf(database));
    const db = kyselyOn(database);
    const streams = await db.selectFrom('journal_stream').select(['id', 'name']).orderBy('name').execute();
    const id = streams.find(({ name }) => name === stream)?.id;
    if (id === undefined) throw noStream(stream, streams);
    const entries = database.prepare(entriesSql(db));
    entries.setReturnArrays(true);
    for (let at = after; ; ) {
      const rows = entries.all(id, at, batch) as unknown as EntryRow[];
      for (const [position, epoch, type, version, event] of rows) {
        yield `{"position":${position},"epoch":${epoch},"type":${JSON.stringify(type)},"version":${version},"event":${event}}\n`;
        at = position;
      }
      if (rows.length === batch) continue;
      if (until === null || until.aborted) return;
      await wait(lookEveryMs, undefined, { signal: until }).catch(() => {});
    }
  } finally {
    database.close();
  }
}

function noStream(stream: string, streams: readonly { name: string }[]): StoreDamaged {
  const names = streams.map(({ name }) => name).join(' ');
  return new StoreDamaged(
    'journal.no-stream',
    {
      zh: `${databaseFile} 中没有事件流 ${stream}。`,
      en: `There is no stream ${stream} in ${databaseFile}.`,
    },
    { zh: `现有：${names}`, en: `There are: ${names}` },
  );
}
