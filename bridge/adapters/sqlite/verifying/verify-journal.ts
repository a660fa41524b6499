import { existsSync } from 'node:fs';
import { kyselyOn, openForReading } from '../database.ts';
import { readHeadPublicKey } from '../keys/head-key.ts';
import { refuseNewer, schemaOf } from '../migrate.ts';
import { readAnchoredHeads } from './anchored-heads.ts';
import { type Problem, Problems } from './problem.ts';
import { verifyKnowledge } from './verify-knowledge.ts';
import { verifyRecords } from './verify-records.ts';
import { type StreamReport, verifyStream } from './verify-stream.ts';

export interface JournalReport {
  streams: StreamReport[];
  recordRevisions: number;
  knowledgeVersions: number;
  anchorLines: number;
  /** of them, half ones */
  anchorUnreadable: number;
  /** restorations from backup that the anchor tells of, ms */
  restoredAt: number[];
  /** the first of them */
  problems: Problem[];
  problemCount: number;
}

export interface VerifyOptions {
  /** the database file */
  file: string;
  publicKey: string;
  anchor: string;
  /** a backup ends before its anchor does: heads beyond its own end are not asked for */
  anchorMayBeAhead?: boolean;
}

/** Verifies everything a data file proves by itself and against its anchor. A bridge may go on writing it. */
export async function verifyJournal(options: VerifyOptions): Promise<JournalReport> {
  const problems = new Problems();
  const publicKey = readHeadPublicKey(options.publicKey);
  const database = openForReading(options.file);
  try {
    const schema = schemaOf(database);
    refuseNewer(schema);
    const db = kyselyOn(database);
    // The anchor first: what it tells was committed before, so a running bridge cannot make it seem ahead.
    const anchor = await readAnchoredHeads(options.anchor, publicKey, problems);
    const streams = await db.selectFrom('journal_stream').selectAll().orderBy('name').execute();
    if (!existsSync(options.anchor) && streams.some(({ head }) => head > 0))
      problems.add('anchor.missing', '', null, {
        zh: `没有锚文件 ${options.anchor}：整个重写无从发现。`,
        en: `There is no anchor ${options.anchor}: a journal rewritten as a whole could not be told.`,
      });

    const reports: StreamReport[] = [];
    for (const stream of streams) {
      const anchored = new Map(anchor.heads.get(stream.name));
      if (options.anchorMayBeAhead)
        for (const position of anchored.keys()) if (position > stream.head) anchored.delete(position);
      reports.push(await verifyStream(db, stream, anchored, publicKey, problems));
    }
    const known = new Set(streams.map(({ name }) => name));
    for (const [stream, heads] of anchor.heads)
      if (!known.has(stream) && heads.size > 0 && !options.anchorMayBeAhead)
        problems.add('anchor.stream', stream, null, {
          zh: `锚文件记有流 ${stream}，数据中却没有。`,
          en: `The anchor knows stream ${stream}, the data does not.`,
        });
    return {
      streams: reports,
      recordRevisions: await verifyRecords(db, problems),
      knowledgeVersions: await verifyKnowledge(database, db, schema, problems),
      anchorLines: anchor.lines,
      anchorUnreadable: anchor.unreadable,
      restoredAt: anchor.restoredAt,
      problems: problems.told,
      problemCount: problems.count,
    };
  } finally {
    database.close();
  }
}
