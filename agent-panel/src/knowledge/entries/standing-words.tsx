import type { EntryRowView } from '../../../../bridge/protocol/knowledge.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from './words.ts';

/** What the place of an entry means: who is waited for, and what callers are told meanwhile. */
export function StandingWords({ entry, accountId }: { entry: EntryRowView; accountId: string }) {
  const { standing, stage } = entry;
  const { draft, publishedRev, reviewDueOn, withdrawn } = standing;
  if (stage === null) return null;
  const own = draft !== null && draft.stage !== 'editing' && draft.authorIds.includes(accountId);
  return (
    <div className="standing">
      <p>
        {words.life.now[stage]}
        {draft !== null &&
          (publishedRev !== null && withdrawn === null
            ? words.life.stillUsed(publishedRev)
            : words.life.neverUsed)}
        {draft === null && withdrawn === null && reviewDueOn !== null && words.life.reviewDue(reviewDueOn)}
      </p>
      {own && (
        <p className="tone-violet">
          <Icon name="lock" size={14} /> {words.life.ownWords}
        </p>
      )}
      {draft?.sentBack != null && (
        <p className="tone-warn">
          <Icon name="alert" size={14} /> {words.open.sentBack(draft.sentBack)}
        </p>
      )}
      {withdrawn !== null && (
        <p className="tone-bad">
          <Icon name="cross" size={14} /> {words.open.withdrawn(withdrawn)}
        </p>
      )}
    </div>
  );
}
