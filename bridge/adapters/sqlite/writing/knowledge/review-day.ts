import type { Content } from '../../../../../knowledge/content/entry.ts';
import { expiryHint } from '../../../../../knowledge/content/expiry-hint.ts';
import type { LifeAct } from '../../../../../knowledge/content/life-cycle.ts';
import type { Day } from '../../../../../knowledge/day.ts';
import type { Writing } from '../writing.ts';

/**
 * Whoever publishes says when it is looked at again. A text that ends sooner by its own words, or as texts of its kind
 * usually do, is looked at on that day: nobody is to find out from a caller.
 */
export async function withReviewDay<A extends LifeAct>(
  { db }: Writing,
  entryId: string,
  rev: number | null,
  act: A,
  today: Day,
): Promise<A> {
  if ((act.act !== 'pass-second' && act.act !== 'confirm') || !('reviewDueOn' in act) || rev === null)
    return act;
  const row = await db
    .selectFrom('knowledge_version')
    .select('content')
    .where('entry_id', '=', entryId)
    .where('rev', '=', rev)
    .executeTakeFirst();
  if (row === undefined) return act;
  const content = JSON.parse(row.content) as Content;
  const ends = content.kind === 'article' ? (expiryHint(content)?.on ?? null) : null;
  return ends !== null && ends > today && ends < act.reviewDueOn ? { ...act, reviewDueOn: ends } : act;
}
