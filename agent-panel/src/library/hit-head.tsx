import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import { ValidityTag } from '../answers/validity-tag.tsx';
import { words } from '../pages/library/words.ts';

/** Title, clause, 效力, level, 文号. */
export function HitHead({ hit, at }: { hit: AnswerHitView; at: number | null }) {
  const { validity } = hit;
  return (
    <>
      <span className="library-title">
        {at !== null && <span className="soft">{at + 1}</span>}
        <b>
          <span className="ask-title">{hit.title}</span> {hit.clauseNo}
        </b>
        <ValidityTag validity={validity} />
        <span className="tag tone-soft">{hit.level}</span>
      </span>
      <span className="library-facts">
        {[hit.docNo, hit.issuer, validity.from && words.answers.from(validity.from)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}
