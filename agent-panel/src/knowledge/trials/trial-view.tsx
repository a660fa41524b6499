import { useState } from 'react';
import type {
  ProposalView,
  TrialView,
  TriedQuestionView,
} from '../../../../bridge/protocol/knowledge-trials.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from './words.ts';

/** A trial while it runs, and what it came to. */
export function TrialProgress({ trial, fault }: { trial: TrialView | null; fault: string | null }) {
  if (fault !== null)
    return (
      <p className="told tone-bad" role="alert">
        <Icon name="alert" /> {fault}
      </p>
    );
  if (trial === null) return null;
  const { state } = trial;
  switch (state.state) {
    case 'running':
      return (
        <p className="trial-running" role="status">
          <progress max={state.of} value={state.done} /> {words.trial.running(state.done, state.of)}{' '}
          <span className="soft">{words.trial.aside}</span>
        </p>
      );
    case 'failed':
      return (
        <p className="told tone-bad" role="alert">
          <Icon name="alert" /> {state.words}
        </p>
      );
    case 'done':
      return <TrialResult summary={state.summary} tried={state.tried} />;
    default:
      return state satisfies never;
  }
}

type Summary = Omit<NonNullable<ProposalView['trial']>, 'at' | 'byName' | 'current'>;

/** Better, worse and the same as a line with numbers, then question by question. */
export function TrialResult({ summary, tried }: { summary: Summary; tried: readonly TriedQuestionView[] }) {
  const [changedOnly, setChangedOnly] = useState(true);
  const shown = tried.filter((one) => !changedOnly || one.outcome !== 'same' || isMoved(one));
  const parts = ['better', 'worse', 'same'] as const;
  return (
    <section className="trial-result">
      <div className="trial-counts">
        <b>{words.trial.summary(summary.questions)}</b>
        {parts.map((part) => (
          <span key={part} className={`tag tone-${summary[part] > 0 ? looks[part].tone : 'soft'}`}>
            <Icon name={looks[part].icon} size={13} /> {words.trial[part]} {summary[part]}
          </span>
        ))}
      </div>
      <div className="trial-line" aria-hidden>
        {parts
          .filter((part) => summary[part] > 0)
          .map((part) => (
            <i key={part} className={`tone-${looks[part].tone}`} style={{ flexGrow: summary[part] }} />
          ))}
      </div>
      <table className="trial-found">
        <thead>
          <tr>
            <th scope="col">{words.trial.found}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words.trial.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['before', 'after'] as const).map((side) => (
            <tr key={side}>
              <th scope="row">{words.trial[side]}</th>
              {columns.map((column) => (
                <td key={column} className="number">
                  {summary[side][column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <label>
        <input
          type="checkbox"
          checked={changedOnly}
          onChange={({ target }) => setChangedOnly(target.checked)}
        />{' '}
        {words.trial.changedOnly}
      </label>
      {shown.length === 0 ? <p className="blank">{words.trial.noneChanged}</p> : <TriedTable tried={shown} />}
    </section>
  );
}

const columns = ['first', 'three', 'ten'] as const;
const looks = {
  better: { icon: 'check', tone: 'good' },
  worse: { icon: 'alert', tone: 'bad' },
  same: { icon: 'clock', tone: 'soft' },
} as const;

/** By its name where one of the lists tells it. */
function expectedTitle({ expected, before, after }: TriedQuestionView): string {
  const found = [...after.first, ...before.first].find(({ articleId }) => articleId === expected.articleId);
  return found?.title ?? expected.articleId;
}

function isMoved({ before, after }: TriedQuestionView): boolean {
  const name = ({ first }: TriedQuestionView['before']) =>
    first.map(({ articleId, clauseNo }) => `${articleId} ${clauseNo}`).join();
  return name(before) !== name(after);
}

function TriedTable({ tried }: { tried: readonly TriedQuestionView[] }) {
  return (
    <table className="tried">
      <thead>
        <tr>
          <th scope="col">{words.trial.question}</th>
          <th scope="col">{words.trial.before}</th>
          <th scope="col">{words.trial.after}</th>
        </tr>
      </thead>
      <tbody>
        {tried.map((one) => (
          <tr key={one.questionId}>
            <th scope="row">
              <span className={`tag tone-${looks[one.outcome].tone}`}>
                <Icon name={looks[one.outcome].icon} size={13} /> {words.trial.outcome[one.outcome]}
              </span>{' '}
              {one.question}
              <span className="under">
                {words.questions.expected(expectedTitle(one), one.expected.clauseNo)}
              </span>
            </th>
            {(['before', 'after'] as const).map((side) => (
              <Side key={side} name={words.trial[side]} side={one[side]} expected={one.expected} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SideProps {
  /** said beside it where the columns stand under each other */
  name: string;
  side: TriedQuestionView['before'];
  expected: TriedQuestionView['expected'];
}

function Side({ name, side, expected }: SideProps) {
  return (
    <td data-side={name}>
      <b>{words.trial.place(side.place)}</b>
      <ol>
        {side.first.map(({ articleId, clauseNo, title }) => (
          <li
            key={`${articleId} ${clauseNo}`}
            data-expected={(articleId === expected.articleId && clauseNo === expected.clauseNo) || undefined}
          >
            {title} {clauseNo}
          </li>
        ))}
      </ol>
      {side.first.length === 0 && <span className="soft">{words.trial.none}</span>}
    </td>
  );
}
