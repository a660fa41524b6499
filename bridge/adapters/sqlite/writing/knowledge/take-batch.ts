import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { TakeAnswer, TakeBatch } from '../../../../application/knowledge-store.ts';
import { batchFrom } from '../../reading/knowledge/batch-from.ts';
import { type ActEvent, actEventVersion, actHeader } from '../act-event.ts';
import { earlierAnswer, keepAnswer } from '../command-answer.ts';
import type { Writing } from '../writing.ts';
import { entryColumnNames, versionColumnNames } from './entry-columns.ts';
import { stagingBatch } from './stage-batch.ts';

const kind = 'knowledge.take';
/** Of those that somebody changed meanwhile. */
const mostNamed = 10;

/**
 * Makes a staged delivery visible, all of it in this transaction: versions, entries, deeds, what callers are answered
 * from, and one event in the journal over the hashes of all versions. The statements are the database's own, so that
 * ten thousand entries take a moment.
 */
export async function takeBatch(
  writing: Writing,
  { batchId, commandId, counts, mark, at }: TakeBatch & { at: number },
): Promise<TakeAnswer> {
  const { db } = writing;
  const known = await db
    .selectFrom('knowledge_batch')
    .selectAll()
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (known !== undefined) {
    const earlier = await earlierAnswer(writing, known.account_id, commandId, kind);
    if (earlier !== undefined) return { outcome: 'taken', batch: batchFrom(known) };
  }
  const batch = await stagingBatch(writing, batchId);
  const titles = await overtaken(writing, batchId);
  if (titles.length > 0) return { outcome: 'overtaken', titles };

  const { versions, versionsHash } = await versionsOf(writing, batchId);
  await db
    .insertInto('knowledge_version')
    .columns([...versionColumnNames])
    .expression(
      db
        .selectFrom('knowledge_staged_version')
        .select([...versionColumnNames])
        .where('batch_id', '=', batchId),
    )
    .execute();
  await db
    .insertInto('knowledge_change')
    .columns(['entry_id', 'at'])
    .expression(
      db
        .selectFrom('knowledge_batch_entry as a')
        .innerJoin('knowledge_entry as e', 'e.entry_id', 'a.entry_id')
        .select(['a.entry_id', sql<number>`${at}`.as('at')])
        .where('a.batch_id', '=', batchId)
        .where('a.side', '=', 'after')
        .where(sql<boolean>`a.answering_rev is distinct from e.answering_rev`),
    )
    .execute();
  await putEntries(writing, batchId, 'after', null);
  await noteDeeds(writing, batchId, batch.account_id, at);
  await addConflictTasks(writing, batchId, batch.account_id, at);

  const event: ActEvent = {
    ...actHeader(at, commandId, batch.account_id),
    type: 'knowledge-batch',
    act: 'take',
    batchId,
    entries: versions,
    versionsHash,
  };
  await writing.chain.append(writing.actStream, [{ type: event.type, version: actEventVersion, at, event }]);
  const taken = {
    ...batch,
    state: 'taken',
    counts: JSON.stringify(counts),
    taken_at: at,
    mark,
    process: null,
  };
  await db.updateTable('knowledge_batch').set(taken).where('batch_id', '=', batchId).execute();
  await keepAnswer(writing, batch.account_id, commandId, kind, {}, at);
  return { outcome: 'taken', batch: batchFrom(taken) };
}

/** Titles of entries that are no longer what the plan was made on, or that another delivery has added since. */
async function overtaken({ db }: Writing, batchId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('knowledge_batch_entry as a')
    .leftJoin('knowledge_entry as e', 'e.entry_id', 'a.entry_id')
    .leftJoin('knowledge_entry as s', (join) =>
      join.onRef('s.system', '=', 'a.system').onRef('s.source_id', '=', 'a.source_id'),
    )
    .select('a.title')
    .where('a.batch_id', '=', batchId)
    .where('a.side', '=', 'after')
    .where((e) =>
      e.or([
        sql<boolean>`coalesce(e.change_no, 0) <> a.change_no - 1`,
        sql<boolean>`s.entry_id is not null and s.entry_id <> a.entry_id`,
      ]),
    )
    .limit(mostNamed)
    .execute();
  return rows.map(({ title }) => title);
}

async function versionsOf(
  { db }: Writing,
  batchId: string,
): Promise<{ versions: number; versionsHash: string }> {
  const rows = await db
    .selectFrom('knowledge_staged_version')
    .select(['entry_id', 'rev', 'content_hash'])
    .where('batch_id', '=', batchId)
    .orderBy('entry_id')
    .execute();
  return { versions: rows.length, versionsHash: hashOfVersions(rows) };
}

export function hashOfVersions(
  rows: readonly { entry_id: string; rev: number; content_hash: string }[],
): string {
  return hash(
    'sha256',
    rows.map(({ entry_id, rev, content_hash }) => `${entry_id} ${rev} ${content_hash}\n`).join(''),
    'hex',
  );
}

/**
 * Sets the batch's entries to one of their sides. An undoing keeps the numbers that were given, and goes on counting
 * changes.
 */
export async function putEntries(
  { db }: Writing,
  batchId: string,
  side: 'before' | 'after',
  undoing: { at: number; accountId: string } | null,
): Promise<void> {
  const kept = undoing === null ? [] : ['last_rev', 'change_no', 'updated_at', 'updated_by'];
  const changed = entryColumnNames.filter((name) => name !== 'entry_id' && !kept.includes(name));
  await db
    .insertInto('knowledge_entry')
    .columns([...entryColumnNames])
    .expression(
      db
        .selectFrom('knowledge_batch_entry')
        .select([...entryColumnNames])
        .where('batch_id', '=', batchId)
        .where('side', '=', side),
    )
    .onConflict((conflict) =>
      conflict.column('entry_id').doUpdateSet((e) => ({
        ...Object.fromEntries(changed.map((name) => [name, e.ref(`excluded.${name}`)])),
        ...(undoing === null
          ? {}
          : {
              change_no: sql<number>`knowledge_entry.change_no + 1`,
              updated_at: undoing.at,
              updated_by: undoing.accountId,
            }),
      })),
    )
    .execute();
}

async function noteDeeds({ db }: Writing, batchId: string, accountId: string, at: number): Promise<void> {
  const deed = sql<string>`case when r.outcome = 'expired' then 'expire' else 'import' end`;
  await db
    .insertInto('knowledge_deed')
    .columns(['entry_id', 'change_no', 'deed', 'rev', 'account_id', 'at', 'reason', 'batch_id'])
    .expression(
      db
        .selectFrom('knowledge_batch_row as r')
        .innerJoin('knowledge_batch_entry as a', (join) =>
          join
            .onRef('a.batch_id', '=', 'r.batch_id')
            .onRef('a.entry_id', '=', 'r.entry_id')
            .on('a.side', '=', 'after'),
        )
        .select([
          'a.entry_id',
          'a.change_no',
          deed.as('deed'),
          'r.rev',
          sql<string>`${accountId}`.as('account_id'),
          sql<number>`${at}`.as('at'),
          'r.words',
          'r.batch_id',
        ])
        .where('r.batch_id', '=', batchId)
        .where('r.outcome', 'in', ['added', 'changed', 'expired']),
    )
    .execute();
}

/** What somebody has to decide on; one task an entry, however often the source delivers it. */
async function addConflictTasks(
  { db }: Writing,
  batchId: string,
  accountId: string,
  at: number,
): Promise<void> {
  await db
    .insertInto('knowledge_task')
    .columns([
      'task_id',
      'kind',
      'question',
      'region_code',
      'as_of',
      'entry_id',
      'clause_no',
      'words',
      'reported_by',
      'reported_at',
      'interaction_id',
      'owner_unit',
      'owner_id',
      'due_on',
      'state',
      'closing',
      'change_no',
    ])
    .expression(
      db
        .selectFrom('knowledge_batch_row as r')
        .innerJoin('knowledge_entry as e', 'e.entry_id', 'r.entry_id')
        .select([
          sql<string>`r.batch_id || '-' || r.row_no`.as('task_id'),
          sql<string>`'conflict'`.as('kind'),
          sql<string>`''`.as('question'),
          'e.region_code',
          sql<string | null>`null`.as('as_of'),
          'r.entry_id',
          sql<string | null>`null`.as('clause_no'),
          'r.words',
          sql<string>`${accountId}`.as('reported_by'),
          sql<number>`${at}`.as('reported_at'),
          sql<string | null>`null`.as('interaction_id'),
          'e.unit_id',
          sql<string | null>`null`.as('owner_id'),
          sql<string | null>`null`.as('due_on'),
          sql<string>`'open'`.as('state'),
          sql<string | null>`null`.as('closing'),
          sql<number>`1`.as('change_no'),
        ])
        .where('r.batch_id', '=', batchId)
        .where('r.outcome', '=', 'conflicting')
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('knowledge_task as t')
                .select('t.task_id')
                .whereRef('t.entry_id', '=', 'r.entry_id')
                .where('t.kind', '=', 'conflict')
                .where('t.state', '=', 'open'),
            ),
          ),
        ),
    )
    .execute();
}
