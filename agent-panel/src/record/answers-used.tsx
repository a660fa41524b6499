import { keyOf } from '../answers/hits.ts';
import { offlineWords } from '../offline/words.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';
import type { Work } from './use-work.ts';

/** The rules the answer rests on, each with the validity it had when it was given. */
export function AnswersUsed({
  work,
  onOpen,
}: {
  work: Work;
  onOpen: (articleId: string, clauseNo: string) => void;
}) {
  const { answers } = work.fields;
  if (answers.length === 0) return <p className="soft used-none">{words.record.noAnswers()}</p>;
  return (
    <ul className="used">
      {answers.map((answer) => (
        <li key={keyOf(answer)}>
          <button
            type="button"
            className="used-name"
            onClick={() => onOpen(answer.articleId, answer.clauseNo)}
          >
            {answer.title} <b>{answer.clauseNo}</b>
            <small>
              {[answer.docNo, answer.validityAtAnswer, answer.offline && offlineWords.used]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </button>
          <button
            type="button"
            className="quiet"
            aria-label={`${words.record.remove} ${answer.title}`}
            title={words.record.remove}
            onClick={() => work.change({ edits: { answers: answers.filter((other) => other !== answer) } })}
          >
            <Icon name="cross" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
