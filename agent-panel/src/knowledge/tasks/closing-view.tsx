import type { TaskView } from '../../../../bridge/protocol/knowledge.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { words } from './words.ts';

/** How it was closed, and what the question found as it was asked again. */
export function ClosingView({ task: { state, closing } }: { task: TaskView }) {
  if (closing === null) return null;
  const { rerun } = closing;
  return (
    <section className="task-closing">
      <h3>{words.closing.told(words.states[state], closing.byName, dayAndTime(closing.at, Date.now()))}</h3>
      <p className="content-text">{closing.words}</p>
      <h4>
        {words.closing.rerun}{' '}
        {rerun !== null &&
          (rerun.answered ? (
            <span className="tag tone-good">
              <Icon name="check" size={13} /> {words.closing.answered}
            </span>
          ) : (
            <span className="tag tone-bad">
              <Icon name="cross" size={13} /> {words.closing.unanswered}
            </span>
          ))}
      </h4>
      {rerun === null && <p className="soft">{words.closing.noRerun}</p>}
      {rerun?.hits.length === 0 && <p className="soft">{words.closing.noHits}</p>}
      <ol className="task-hits">
        {rerun?.hits.map((hit) => (
          <li key={`${hit.articleId} ${hit.clauseNo}`}>
            <span className="soft">{words.closing.hit(hit.rank)}</span>
            <a href={addressOf('entries', hit.articleId)}>{hit.title}</a>
            <span>{hit.clauseNo}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
