import type { ReactNode } from 'react';
import type { AnswerHitView, LevelComparison } from '../../../bridge/protocol/answers.ts';
import { isOver, keyOf } from '../answers/hits.ts';
import { Icon } from '../ui/icons.tsx';
import './side-by-side.css';
import { levelWords as words } from './words.ts';

interface Props {
  comparison: LevelComparison;
  /** title, clause and validity of a text, as something that opens it */
  head(hit: AnswerHitView): ReactNode;
}

/** 各级规定并列: who says what, which of them prevails, and by what. A hint with its basis, never a silent choice. */
export function SideBySide({ comparison: { texts, order }, head }: Props) {
  const titleOf = (articleId: string) =>
    texts.find((text) => text.articleId === articleId)?.title ?? articleId;
  const [first] = order;
  const prevailing =
    first !== undefined && order.every((one) => one.prevailing === first.prevailing)
      ? first.prevailing
      : null;
  return (
    <>
      <ol className="side-by-side">
        {texts.map((hit) => (
          <li
            key={keyOf(hit)}
            data-prevails={hit.articleId === prevailing || undefined}
            data-over={isOver(hit) || undefined}
          >
            {hit.articleId === prevailing && (
              <span className="tag tone-accent">
                <Icon name="check" size={13} /> {words.prevails}
              </span>
            )}
            {head(hit)}
            <p>{hit.clauseText}</p>
          </li>
        ))}
      </ol>
      <ul className="precedence">
        {order.map(({ prevailing: winner, other, beside, why, basis }) => (
          <li key={`${other}${beside}`}>
            <b>
              {winner === null
                ? words.undecided(titleOf(beside), titleOf(other))
                : words.prevailsOver(titleOf(winner), titleOf(winner === other ? beside : other))}
            </b>{' '}
            {why}
            <small className="soft">
              {words.basis}：{basis}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
