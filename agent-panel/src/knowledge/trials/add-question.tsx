import { useState } from 'react';
import { newTrialQuestionAnswerSchema } from '../../../../bridge/protocol/knowledge-trials.ts';
import { rest } from '../../link/rest.ts';
import { Icon } from '../../ui/icons.tsx';
import type { AskedQuestion } from './asked-question.ts';
import { words } from './words.ts';

interface Props {
  asked: AskedQuestion;
  expected: { articleId: string; clauseNo: string };
}

/** This clause is the one that should answer the question: a question more to try changes on. */
export function AddQuestion({ asked: { text, regionCode, date }, expected }: Props) {
  const [told, setTold] = useState<'idle' | 'added' | { fault: string }>('idle');
  async function add() {
    const body = { question: text, regionCode, asOf: date === '' ? null : date, expected };
    const answer = await rest('POST', 'knowledge/trial-questions', newTrialQuestionAnswerSchema, body);
    setTold(answer.ok ? 'added' : { fault: answer.error.message });
  }
  if (told === 'added')
    return (
      <p className="tone-good" role="status">
        <Icon name="check" size={13} /> {words.questions.added}
      </p>
    );
  return (
    <p>
      <button type="button" className="act" onClick={() => void add()}>
        {words.questions.add}
      </button>
      {typeof told === 'object' && (
        <span className="tone-bad" role="alert">
          {' '}
          {told.fault}
        </span>
      )}
    </p>
  );
}
