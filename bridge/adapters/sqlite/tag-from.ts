import type { StoredTag } from '../../application/caller-tags/tag-store.ts';
import type { CallerTagRow, SealedTag } from './tag-schema.ts';

/** @param opened what the row's ciphertext holds, written by the writer from the same type; null: forgotten */
export function tagFrom(row: CallerTagRow, opened: string | null): StoredTag | null {
  if (opened === null) return null;
  const { name, reason, numberMasked, consentAt } = JSON.parse(opened) as SealedTag;
  return {
    tagId: row.tag_ref,
    name,
    reason,
    numberMasked,
    consentAt,
    setBy: row.account_id,
    unitId: row.unit_id,
    interactionId: row.interaction_id,
    setAt: row.set_at,
    expiresAt: row.expires_at,
  };
}
