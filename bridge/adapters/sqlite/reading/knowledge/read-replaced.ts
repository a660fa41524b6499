import { docKeyOf } from '../../../../../knowledge/content/entry-facts.ts';
import { parseDocNo } from '../../../../../knowledge/text/doc-no.ts';
import type { DayChanges, PublishedRow } from '../../../../application/knowledge-store.ts';
import type { Reading } from '../reading.ts';

/**
 * What is in use though these texts, which have begun, take its place: it has no last day of its own that would tell.
 * Texts are named by id, by their source's id, or by 文号, as somebody wrote them.
 */
export async function readReplaced(
  db: Reading['db'],
  begun: readonly PublishedRow[],
): Promise<DayChanges['replaced']> {
  const byId = new Map(begun.map((row) => [row.entryId, row]));
  if (byId.size === 0) return [];
  const rows = await db
    .selectFrom('knowledge_entry')
    .select(['entry_id', 'replaces'])
    .where('entry_id', 'in', [...byId.keys()])
    .where('replaces', 'is not', null)
    .execute();
  /** name → who takes its place */
  const successors = new Map<string, PublishedRow>();
  for (const { entry_id, replaces } of rows) {
    const successor = byId.get(entry_id);
    if (successor === undefined) continue;
    for (const written of JSON.parse(replaces ?? '[]') as string[]) {
      const docNo = parseDocNo(written);
      for (const name of [written, ...(docNo === null ? [] : [docKeyOf(docNo)])])
        successors.set(name, successor);
    }
  }
  const names = [...successors.keys()];
  if (names.length === 0) return [];
  const old = await db
    .selectFrom('knowledge_entry as e')
    .innerJoin('knowledge_version as v', (join) =>
      join.onRef('v.entry_id', '=', 'e.entry_id').onRef('v.rev', '=', 'e.answering_rev'),
    )
    .select(['e.entry_id', 'e.source_id', 'e.doc_key', 'v.title'])
    .where((e) =>
      e.or([e('e.entry_id', 'in', names), e('e.source_id', 'in', names), e('e.doc_key', 'in', names)]),
    )
    .orderBy('v.title')
    .execute();
  return old.flatMap(({ entry_id, source_id, doc_key, title }) => {
    const by = [entry_id, source_id, doc_key ?? ''].map((name) => successors.get(name)).find(Boolean);
    const on = by?.beginsOn ?? null;
    return by === undefined || on === null || by.entryId === entry_id
      ? []
      : [{ entryId: entry_id, title, on, by: by.title }];
  });
}
