import type { StoredTag } from '../../../application/caller-tags/tag-store.ts';
import type { Handlers } from '../protocol.ts';
import { tagFrom } from '../tag-from.ts';
import type { TagReaderCalls } from '../tag-protocol.ts';
import type { CallerTagRow } from '../tag-schema.ts';
import type { Reading } from './reading.ts';

export const tagReaderHandlers: Handlers<TagReaderCalls, Reading> = {
  'tag.of-caller': ofCaller,
  'tag.by-id': byId,
  'tag.list': list,
};

/** A tag whose month was forgotten is no tag any more, also before its row is gone. */
function openAll({ values }: Reading, rows: readonly CallerTagRow[]): StoredTag[] {
  return rows.flatMap((row) => tagFrom(row, values.opened(row.month, row.sealed)) ?? []);
}

async function ofCaller(reading: Reading, { callerRef }: { callerRef: string }): Promise<StoredTag[]> {
  const rows = await reading.db
    .selectFrom('caller_tag')
    .selectAll()
    .where('caller_ref', '=', callerRef)
    .orderBy('set_at', 'desc')
    .execute();
  return openAll(reading, rows);
}

async function byId(reading: Reading, { tagId }: { tagId: string }): Promise<StoredTag | null> {
  const rows = await reading.db.selectFrom('caller_tag').selectAll().where('tag_ref', '=', tagId).execute();
  return openAll(reading, rows)[0] ?? null;
}

async function list(
  reading: Reading,
  { unitIds, now, page }: TagReaderCalls['tag.list']['argument'],
): Promise<{ tags: StoredTag[]; total: number }> {
  const seen = reading.db
    .selectFrom('caller_tag')
    .where('expires_at', '>', now)
    .$if(unitIds !== null, (query) => query.where('unit_id', 'in', [...(unitIds ?? [])]));
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen
    .selectAll()
    .orderBy('set_at', 'desc')
    .orderBy('tag_ref')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { tags: openAll(reading, rows), total };
}
