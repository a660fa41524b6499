import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { type HandOverNotes, sameMatter } from '../../../bridge/protocol/domain.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { dayAndTime } from '../ui/time.ts';

const DAY_MS = 86_400_000;

interface Props {
  card: CallCard;
  /** the record as it stands: what this call is about so far */
  notes: HandOverNotes;
  onOpenAnswer: (articleId: string, clauseNo: string) => void;
  onRepeat: () => void;
}

/** Newest first: what was asked and what was answered, so that nobody has to say it twice. */
export function History({ card, notes, onOpenAnswer, onRepeat }: Props) {
  const desk = useDesk();
  const days = useStore(desk.view)?.sameMatterDays ?? 0;
  const same = sameMatter(card.history, notes, desk.connection.now() - days * DAY_MS);
  const { callerKnown = 'read' } = card;
  useKeys({ caller: () => document.getElementById('history')?.focus() });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse
    <section className="history" id="history" tabIndex={0} aria-label={words.call.history}>
      <h2>
        {words.call.history} {callerKnown === 'read' && <span className="count">{card.history.length}</span>}
      </h2>
      {callerKnown === 'reading' && <p className="soft late">{words.call.historyReading}</p>}
      {callerKnown === 'unreadable' && <p className="tone-warn">{words.call.historyUnreadable}</p>}
      {(callerKnown === 'read' || callerKnown === 'nobody') && card.history.length === 0 && (
        <p className="soft">{words.call.noHistory}</p>
      )}
      <ol>
        {card.history.map((item) => (
          <li key={item.recordNo}>
            <p className="history-line">
              <time dateTime={item.at}>{dayAndTime(Date.parse(item.at), desk.connection.now())}</time>
              <span className="outcome-tag" title={item.outcome}>
                <b>{item.outcomeCode}</b> {item.outcome}
              </span>
              {item.recordNo === same &&
                (notes.flags.includes('repeat') ? (
                  <b className="same-matter tone-warn">{words.call.markedRepeat}</b>
                ) : (
                  <button type="button" className="plain same-matter tone-warn" onClick={onRepeat}>
                    {words.call.sameMatter}
                  </button>
                ))}
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
