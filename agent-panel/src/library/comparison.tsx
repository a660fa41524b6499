import { comparisonAnswerSchema } from '../../../bridge/protocol/answers.ts';
import { SideBySide } from '../levels/side-by-side.tsx';
import { useAsked } from '../link/use-asked.ts';
import { type AskPlace, libraryAddressOf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
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
  return (
    <SideBySide
      comparison={comparison}
      head={(hit) => (
        <a href={libraryAddressOf({ ...place, open: hit.articleId, clauseNo: hit.clauseNo })}>
          <HitHead hit={hit} at={null} />
        </a>
      )}
    />
  );
}
