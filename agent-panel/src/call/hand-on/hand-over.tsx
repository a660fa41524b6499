import type { CallCard } from '../../../../bridge/protocol/desk.ts';
import { words as pageWords } from '../../pages/operator/words.ts';
import { Icon } from '../../ui/icons.tsx';
import { handOnWords } from './words.ts';

const words = handOnWords.handedOver;

/** What the seat that handed the call on had found out: to read, not to write, and not to be asked again. */
export function HandOver({ from }: { from: NonNullable<CallCard['handOver']> }) {
  const { name, agentNo, seat, notes } = from;
  return (
    <section className="hand-over" aria-label={words.title(name, agentNo, seat)}>
      <h2>
        <Icon name="out" size={14} /> {words.title(name, agentNo, seat)}
      </h2>
      <dl>
        <div>
          <dt>{words.question}</dt>
          <dd>{notes.question || <span className="soft">{words.none}</span>}</dd>
        </div>
        {notes.answers.length > 0 && (
          <div>
            <dt>{words.answers}</dt>
            <dd>{notes.answers.map(({ title, clauseNo }) => `《${title}》${clauseNo}`).join('；')}</dd>
          </div>
        )}
        {notes.outcomeCode !== null && (
          <div>
            <dt>{words.outcome}</dt>
            <dd>
              {notes.outcomeCode} {pageWords.record.outcomeShort[notes.outcomeCode]}
            </dd>
          </div>
        )}
        {notes.outcomeNote !== '' && (
          <div>
            <dt>{words.note}</dt>
            <dd>{notes.outcomeNote}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
