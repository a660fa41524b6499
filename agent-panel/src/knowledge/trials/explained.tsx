import type { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import type {
  ExplainedClauseView,
  explanationAnswerSchema,
} from '../../../../bridge/protocol/explanation.ts';
import { normalise } from '../../../../knowledge/text/normalise.ts';
import { Icon } from '../../ui/icons.tsx';
import { AddQuestion } from './add-question.tsx';
import type { AskedQuestion } from './asked-question.ts';
import { words } from './words.ts';

type Explanation = z.output<typeof explanationAnswerSchema>['explanation'];

interface Props {
  me: Me;
  asked: AskedQuestion;
  explanation: Explanation;
}

/** The list with what every step did to each clause; the clause that was asked about first. */
export function Explained({ me, asked, explanation }: Props) {
  const { text, synonyms, found, least, shown, asked: about } = explanation;
  return (
    <section className="explained" aria-label={words.explain.title}>
      <p className="explained-facts">
        <span>{words.explain.found(found, shown.length)}</span>
        <span className="soft">
          {words.explain.least(least.applying.toFixed(2), least.others.toFixed(2))}
        </span>
        {text !== normalise(asked.text) && <span>{words.explain.readAs(text)}</span>}
        {synonyms.length > 0 && (
          <span>
            {words.explain.synonyms}：
            {synonyms.map(({ spoken, written }) => words.change(spoken, written)).join('；')}
          </span>
        )}
      </p>
      {about !== null && (
        <>
          <h3>{words.explain.asked}</h3>
          <Clause clause={about} isOpen me={me} asked={asked} />
        </>
      )}
      {shown.length === 0 && <p className="blank">{words.explain.nothing}</p>}
      <ol className="explained-list">
        {shown.map((clause, at) => (
          <li key={`${clause.articleId} ${clause.clauseNo}`}>
            <Clause clause={clause} isOpen={at === 0 && about === null} me={me} asked={asked} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ClauseProps {
  clause: ExplainedClauseView;
  isOpen: boolean;
  me: Me;
  asked: AskedQuestion;
}

function Clause({ clause, isOpen, me, asked }: ClauseProps) {
  const { articleId, clauseNo, title, steps, verdict } = clause;
  return (
    <details className="explained-clause" open={isOpen} data-shown={verdict.kind === 'shown' || undefined}>
      <summary>
        <b>
          {verdict.rank !== null && `${verdict.rank} `}
          {title || articleId} {clauseNo}
        </b>
        <span className="explained-places">
          {steps.map((step) => (
            <span key={step.step}>
              {words.explain.steps[step.step]} {words.explain.place(step.place)}
            </span>
          ))}
        </span>
      </summary>
      {verdict.kind !== 'shown' && (
        <p className="tone-warn">
          <Icon name="alert" /> {verdict.words}
        </p>
      )}
      {steps.length > 0 && (
        <table className="explained-steps">
          <tbody>
            {steps.map((step) => (
              <tr key={step.step}>
                <th scope="row">{words.explain.steps[step.step]}</th>
                <td className="number">{words.explain.place(step.place)}</td>
                <td className="number">
                  {'score' in step && step.score !== null && words.explain.score(step.score)}
                </td>
                <td>
                  {step.words}
                  <Reasons step={step} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {me.rights.includes('edit-knowledge') && verdict.kind !== 'unknown' && (
        <AddQuestion asked={asked} expected={{ articleId, clauseNo }} />
      )}
    </details>
  );
}

function Reasons({ step }: { step: ExplainedClauseView['steps'][number] }) {
  switch (step.step) {
    case 'learned':
      return (
        <ul className="explained-signals">
          {step.signals.map(({ name, words: signal, value, usual, factor }) => (
            <li key={name} className={factor >= 1 ? 'tone-good' : 'tone-bad'}>
              <b>{words.explain.times(factor)}</b> {signal}{' '}
              <span className="soft">{words.explain.signal(value, usual)}</span>
            </li>
          ))}
        </ul>
      );
    case 'lifts':
      return (
        <ul className="explained-signals">
          {step.lifts.map(({ words: lift, factor, plus }) => (
            <li key={lift} className="tone-good">
              <b>{words.explain.plus(factor, plus)}</b> {lift}
            </li>
          ))}
        </ul>
      );
    case 'words':
    case 'validity':
      return null;
    default:
      return step satisfies never;
  }
}
