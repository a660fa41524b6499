import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';
import type { KnowledgeActed, KnowledgeBatchActed } from '../writing/act-event.ts';
import { hashOfVersions } from '../writing/knowledge/take-batch.ts';
import type { Problems } from './problem.ts';

const chunk = 500;
/** The schema that brought the knowledge base. */
const firstSchema = 3;

/**
 * The words of the knowledge base lie beside the journal like records do: every act must find the version it was done
 * to unchanged, every delivery its versions, and every version its act.
 */
export async function verifyKnowledge(
  database: DatabaseSync,
  db: Kysely<Tables>,
  schema: number,
  problems: Problems,
): Promise<number> {
  if (schema < firstSchema) return 0;
  // Counted first: what a running bridge adds meanwhile has its act in the journal too, but later.
  const { versions } = await db
    .selectFrom('knowledge_version')
    .select((e) => e.fn.countAll<number>().as('versions'))
    .executeTakeFirstOrThrow();
  let accounted = 0;
  for await (const { stream, position, type, event } of knowledgeActs(db)) {
    if (type === 'knowledge-act') {
      const acted = JSON.parse(event) as KnowledgeActed;
      if (acted.act === 'write') accounted += 1;
      await verifyAct(db, stream, position, acted, problems);
    } else {
      const acted = JSON.parse(event) as KnowledgeBatchActed;
      if (acted.act === 'take') accounted += acted.entries;
      await verifyBatch(db, stream, position, acted, problems);
    }
  }
  if (versions > accounted)
    problems.add('knowledge.without-act', '', null, {
      zh: `有 ${versions - accounted} 个知识版本在日志中没有对应的操作。`,
      en: `${versions - accounted} versions of knowledge entries have no act in the journal.`,
    });
  verifyContents(database, problems);
  return versions;
}

async function* knowledgeActs(db: Kysely<Tables>) {
  const streams = await db
    .selectFrom('journal_stream')
    .select(['id', 'name'])
    .where('name', 'like', 'acts/%')
    .execute();
  for (const { id, name } of streams) {
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('journal_entry')
        .select(['position', 'type', 'event'])
        .where('stream_id', '=', id)
        .where('type', 'in', ['knowledge-act', 'knowledge-batch'])
        .where('position', '>', after)
        .orderBy('position')
        .limit(chunk)
        .execute();
      for (const row of rows) yield { stream: name, ...row };
      const last = rows.at(-1);
      if (!last) break;
      after = last.position;
    }
  }
}

async function verifyAct(
  db: Kysely<Tables>,
  stream: string,
  position: number,
  { entryId, rev, contentHash }: KnowledgeActed,
  problems: Problems,
): Promise<void> {
  if (rev === null) return;
  const found = await db
    .selectFrom('knowledge_version')
    .select('content_hash')
    .where('entry_id', '=', entryId)
    .where('rev', '=', rev)
    .executeTakeFirst();
  if (found?.content_hash === contentHash) return;
  problems.add('knowledge.content', stream, position, {
    zh: `知识条目 ${entryId} 第 ${rev} 版${found ? '的哈希与日志不符' : '不在库中'}。`,
    en: `Version ${rev} of entry ${entryId} ${found ? 'does not match its hash in the journal' : 'is gone'}.`,
  });
}

async function verifyBatch(
  db: Kysely<Tables>,
  stream: string,
  position: number,
  { batchId, entries, versionsHash }: KnowledgeBatchActed,
  problems: Problems,
): Promise<void> {
  const rows = await db
    .selectFrom('knowledge_version')
    .select(['entry_id', 'rev', 'content_hash'])
    .where('batch_id', '=', batchId)
    .orderBy('entry_id')
    .execute();
  if (rows.length === entries && hashOfVersions(rows) === versionsHash) return;
  problems.add('knowledge.batch', stream, position, {
    zh: `知识导入批次 ${batchId} 的版本与日志不符。`,
    en: `The versions of delivery ${batchId} do not match the journal.`,
  });
}

/** Row by row: the texts of a whole base need not fit into memory. */
function verifyContents(database: DatabaseSync, problems: Problems): void {
  const rows = database.prepare(
    'select entry_id, rev, content, content_hash from knowledge_version order by entry_id, rev',
  );
  for (const { entry_id, rev, content, content_hash } of rows.iterate()) {
    if (hash('sha256', String(content), 'hex') === content_hash) continue;
    problems.add('knowledge.content', '', null, {
      zh: `知识条目 ${entry_id} 第 ${rev} 版的内容与其哈希不符。`,
      en: `The content of version ${rev} of entry ${entry_id} does not match its hash.`,
    });
  }
}
