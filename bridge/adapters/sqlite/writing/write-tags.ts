import type { EndTag, PutTag, StoredTag } from '../../../application/caller-tags/tag-store.ts';
import { mergedTag } from '../../../domain/people/caller-tag.ts';
import { chinaDay, chinaMonth } from '../china-time.ts';
import { ValueRefused } from '../errors.ts';
import { openValue, sealValue } from '../keys/algorithms.ts';
import { keyOfMonth } from '../keys/key-ring.ts';
import type { Handlers } from '../protocol.ts';
import { tagFrom } from '../tag-from.ts';
import type { TagWriterCalls } from '../tag-protocol.ts';
import type { CallerTagRow, SealedTag } from '../tag-schema.ts';
import { appendAudit } from './append-audit.ts';
import type { Writing } from './writing.ts';

export const tagWriterHandlers: Handlers<TagWriterCalls, Writing> = {
  'tag.put': putTag,
  'tag.end': endTag,
  'tag.end-of-interaction': endOfInteraction,
  'tag.expire': expire,
};

/**
 * One row for caller and name. What the tag says is sealed anew under the month of this setting: who forgets an earlier
 * month does not take away what was agreed to since. The audit names the tag by its reference alone, for the trail is
 * kept longer than any tag.
 */
async function putTag(writing: Writing, put: PutTag): Promise<StoredTag> {
  const { db, references, keys } = writing;
  const { callerRef, wish, at, accountId } = put;
  // Two values that no text of one field can imitate: neither part holds a line break.
  const tag_ref = references.ofText(`tag\n${callerRef}\n${wish.name}`);
  const found = await db
    .selectFrom('caller_tag')
    .selectAll()
    .where('tag_ref', '=', tag_ref)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  const earlier = found ? tagFrom(found, openedBy(writing, found)) : null;
  const tag = mergedTag(earlier, wish, accountId, at);
  const month = chinaMonth(at);
  const key = await keyOfMonth(db, keys.months, month);
  if (key === null)
    throw new ValueRefused(
      'tag.month-forgotten',
      {
        zh: `${month} 的密钥已销毁，标签没有保存。`,
        en: `The key of ${month} is destroyed: no tag was kept.`,
      },
      { zh: '请核对服务器时间。', en: 'Check the clock of the server.' },
    );
  const { name, reason, consentAt } = tag;
  const content: SealedTag = { name, reason, consentAt, numberMasked: put.numberMasked };
  const values = {
    caller_ref: callerRef,
    account_id: accountId,
    unit_id: put.unitId,
    interaction_id: put.interactionId,
    set_at: at,
    expires_at: tag.expiresAt,
    month,
    sealed: sealValue(key, JSON.stringify(content)),
  };
  await db
    .insertInto('caller_tag')
    .values({ tag_ref, ...values })
    .onConflict((c) => c.column('tag_ref').doUpdateSet(values))
    .execute();
  await appendAudit(writing, {
    at,
    accountId,
    action: earlier === null ? 'set-caller-tag' : 'prolong-caller-tag',
    subject: `tag ${tag_ref}`,
    detail: `interaction ${put.interactionId}, until ${chinaDay(tag.expiresAt)}${consentAt === null ? '' : ', consent noted'}`,
    success: true,
  });
  const { setAt, expiresAt } = tag;
  const { unitId, interactionId, numberMasked } = put;
  return {
    tagId: tag_ref,
    name,
    reason,
    consentAt,
    setBy: accountId,
    setAt,
    expiresAt,
    unitId,
    interactionId,
    numberMasked,
  };
}

/** null: the month was forgotten since; the tag with it */
function openedBy({ keys }: Writing, { month, sealed }: CallerTagRow): string | null {
  const key = keys.months.find(month);
  return key === null ? null : openValue(key, sealed);
}

async function endTag(writing: Writing, { tagId, accountId, reason, at }: EndTag): Promise<boolean> {
  const ended = await writing.db
    .deleteFrom('caller_tag')
    .where('tag_ref', '=', tagId)
    .returning('tag_ref')
    .executeTakeFirst();
  if (!ended) return false;
  await audited(writing, tagId, { accountId, reason, at });
  return true;
}

async function endOfInteraction(
  writing: Writing,
  { interactionId, accountId, at }: { interactionId: string; accountId: string; at: number },
): Promise<number> {
  const ended = await writing.db
    .deleteFrom('caller_tag')
    .where('interaction_id', '=', interactionId)
    .returning('tag_ref')
    .execute();
  for (const { tag_ref } of ended)
    await audited(writing, tag_ref, { accountId, reason: 'confidential or anonymous record', at });
  return ended.length;
}

function audited(writing: Writing, tagId: string, { accountId, reason, at }: Omit<EndTag, 'tagId'>) {
  return appendAudit(writing, {
    at,
    accountId,
    action: 'end-caller-tag',
    subject: `tag ${tagId}`,
    detail: reason,
    success: true,
  });
}

async function expire({ db }: Writing, { now }: { now: number }): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('caller_tag')
    .where('expires_at', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
