import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';
import type { RecordSaved } from '../writing/act-event.ts';
import type { Problems } from './problem.ts';

const chunk = 500;

/**
 * The content of records lies beside the journal; their acts in it carry the hash. Every act must have its content
 * unchanged, and every revision its act.
 */
export async function verifyRecords(db: Kysely<Tables>, problems: Problems): Promise<number> {
  const streams = await db
    .selectFrom('journal_stream')
    .select(['id', 'name', 'head'])
    .where('name', 'like', 'acts/%')
    .execute();
  let acts = 0;
  // Counted first: what a running bridge adds meanwhile has its act in the journal too, but later.
  const { revisions } = await db
    .selectFrom('record_revision')
    .select((e) => e.fn.countAll<number>().as('revisions'))
    .executeTakeFirstOrThrow();
  for (const { id, name } of streams) {
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('journal_entry')
        .select(['position', 'event'])
        .where('stream_id', '=', id)
        .where('type', '=', 'record-saved')
        .where('position', '>', after)
        .orderBy('position')
        .limit(chunk)
        .execute();
      for (const { position, event } of rows) await verifyAct(db, name, position, event, problems);
      acts += rows.length;
      const last = rows.at(-1);
      if (!last) break;
      after = last.position;
    }
  }
  if (revisions > acts)
    problems.add('record.without-act', '', null, {
      zh: `有 ${revisions - acts} 个记录修订在日志中没有对应的操作。`,
      en: `${revisions - acts} revisions of records have no act in the journal.`,
    });
  return revisions;
}

async function verifyAct(
  db: Kysely<Tables>,
  stream: string,
  position: number,
  event: string,
  problems: Problems,
): Promise<void> {
  const { recordNo, rev, contentHash } = JSON.parse(event) as RecordSaved;
  const found = await db
    .selectFrom('record_revision')
    .select(['content', 'content_hash'])
    .where('record_no', '=', recordNo)
    .where('rev', '=', rev)
    .executeTakeFirst();
  if (found && hash('sha256', found.content, 'hex') === contentHash) return;
  problems.add('record.content', stream, position, {
    zh: `记录 ${recordNo} 第 ${rev} 版${found ? '的内容与日志中的哈希不符' : '不在库中'}。`,
    en: `Revision ${rev} of record ${recordNo} ${found ? 'does not match its hash in the journal' : 'is gone'}.`,
  });
}
