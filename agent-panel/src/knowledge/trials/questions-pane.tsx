import { useState } from 'react';
import { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { trialQuestionsAnswerSchema } from '../../../../bridge/protocol/knowledge-trials.ts';
import { rest } from '../../link/rest.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { PaneHead } from '../entries/pane-head.tsx';
import { usePages } from '../use-pages.ts';
import { words } from './words.ts';

type Question = z.output<typeof trialQuestionsAnswerSchema>['questions'][number];
const rowsOf = (answer: { questions: Question[] }) => answer.questions;
const idOf = (question: Question) => question.questionId;
const nothing = z.object({});

/** The questions that changes are tried on, and those that were taken out of the set. */
export function QuestionsPane({ me }: { me: Me }) {
  const [leftOut, setLeftOut] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const pages = usePages(
    'knowledge/trial-questions',
    `leftOut=${leftOut ? 1 : 0}&`,
    trialQuestionsAnswerSchema,
    rowsOf,
    idOf,
  );
  const mayEdit = me.rights.includes('edit-knowledge');
  async function move(questionId: string, out: boolean) {
    const path = `knowledge/trial-questions/${encodeURIComponent(questionId)}/left-out`;
    const answer = await rest('POST', path, nothing, { leftOut: out });
    setFault(answer.ok ? null : answer.error.message);
    pages.again();
  }
  const { head, rows, error } = pages;
  const left = (head?.total ?? 0) - rows.length;
  return (
    <PaneHead title={words.questions.title} back={addressOf('trials')}>
      <p className="soft">{words.questions.what}</p>
      <fieldset className="picks" aria-label={words.questions.title}>
        {[false, true].map((out) => (
          <button
            key={String(out)}
            type="button"
            className="pick"
            aria-pressed={leftOut === out}
            onClick={() => setLeftOut(out)}
          >
            {out ? words.questions.leftOut : words.questions.kept}
          </button>
        ))}
        {head !== null && <span className="soft">{words.questions.total(head.total)}</span>}
      </fieldset>
      {fault !== null && (
        <p className="told tone-bad" role="alert">
          {fault}
        </p>
      )}
      {error !== null && <Trouble error={error} onRetry={pages.again} />}
      {head === null && error === null && <p className="late soft">{words.loading}</p>}
      {head !== null && rows.length === 0 && (
        <div className="nothing-here">
          <p>{words.questions.none}</p>
          <p>{words.questions.noneHint}</p>
        </div>
      )}
      <ul className="trial-questions">
        {rows.map(({ questionId, question, expected, source, addedByName, addedAt }) => (
          <li key={questionId}>
            <span>
              {question}
              <span className="under">
                {words.questions.expected(expected.articleId, expected.clauseNo)} ·{' '}
                {words.questions.sources[source]} · {addedByName} {dayAndTime(addedAt, Date.now())}
              </span>
            </span>
            {mayEdit && (
              <button type="button" className="act" onClick={() => void move(questionId, !leftOut)}>
                {leftOut ? words.questions.putBack : words.questions.leaveOut}
              </button>
            )}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className="act" onClick={pages.more}>
          {words.more(left)}
        </button>
      )}
    </PaneHead>
  );
}
