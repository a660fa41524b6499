import type { z } from 'zod';
import { comparisonAnswerSchema, type comparisonSchema } from '../../../bridge/protocol/answers.ts';
import { isOver, keyOf } from '../answers/hits.ts';
import { useAsked } from '../link/use-asked.ts';
import { type AskPlace, libraryAddressOf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { Icon } from '../ui/icons.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { HitHead } from './hit-head.tsx';
import { questionOf } from './question-of.ts';

/** 各级规定并列: who says what, side by side, and which of them prevails. */
export function Comparison({ place }: { place: AskPlace }) {
  const { answer, again } = useAsked(`answers/comparison${questionOf(place)}`, comparisonAnswerSchema);
  if (answer === null) return <p className="blank late">{words.answers.searching}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  const { comparison } = answer.value;
  if (comparison === null) return <p className="blank">{words.answers.compareNone}</p>;
  return <SideBySide comparison={comparison} place={place} />;
}

interface Props {
  comparison: z.output<typeof comparisonSchema>;
  place: AskPlace;
}

function SideBySide({ comparison: { texts, order }, place }: Props) {
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
                <Icon name="check" size={13} /> {words.answers.prevails}
              </span>
            )}
            <a href={libraryAddressOf({ ...place, open: hit.articleId, clauseNo: hit.clauseNo })}>
              <HitHead hit={hit} at={null} />
            </a>
            <p>{hit.clauseText}</p>
          </li>
        ))}
      </ol>
      <ul className="precedence">
        {order.map(({ prevailing: winner, other, beside, why, basis }) => (
          <li key={`${other}${beside}`}>
            <b>
              {winner === null
                ? words.answers.undecided(titleOf(beside), titleOf(other))
                : words.answers.prevailsOver(titleOf(winner), titleOf(winner === other ? beside : other))}
            </b>{' '}
            {why}
            <small className="soft">
              {words.answers.basis}：{basis}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
