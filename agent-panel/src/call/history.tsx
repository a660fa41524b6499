import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { dayAndTime } from '../ui/time.ts';

interface Props {
  card: CallCard;
  onOpenAnswer: (articleId: string, clauseNo: string) => void;
}

/** Newest first: what was asked and what was answered, so that nobody has to say it twice. */
export function History({ card, onOpenAnswer }: Props) {
  const desk = useDesk();
  useKeys({ caller: () => document.getElementById('history')?.focus() });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse
    <section className="history" id="history" tabIndex={0} aria-label={words.call.history}>
      <h2>
        {words.call.history} <span className="count">{card.history.length}</span>
      </h2>
      {card.history.length === 0 && <p className="soft">{words.call.noHistory}</p>}
      <ol>
        {card.history.map((item) => (
          <li key={item.recordNo}>
            <p className="history-line">
              <time dateTime={item.at}>{dayAndTime(Date.parse(item.at), desk.connection.now())}</time>
              <span className="outcome-tag" title={item.outcome}>
                <b>{item.outcomeCode}</b> {item.outcome}
              </span>
            </p>
            <p className="history-question">{item.question}</p>
            {item.answers.map((answer) => (
              <button
                type="button"
                className="history-answer"
                key={`${answer.articleId}/${answer.clauseNo}`}
                onClick={() => onOpenAnswer(answer.articleId, answer.clauseNo)}
              >
                {words.call.answered} 《{answer.title}》{answer.clauseNo}
              </button>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
