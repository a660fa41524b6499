import { useState } from 'react';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { words } from '../pages/library/words.ts';
import { ReportForm } from './report-form.tsx';

interface Props {
  me: Me;
  question: string;
  regionCode?: string | null;
  asOf?: string | null;
  onLeave: () => void;
}

/** 报缺: a question that has no answer. */
export function GapForm({ me, question: asked, regionCode = null, asOf = null, onLeave }: Props) {
  const [question, setQuestion] = useState(asked);
  const [more, setMore] = useState('');
  return (
    <ReportForm
      me={me}
      what={words.report.gapWhat}
      onLeave={onLeave}
      body={() =>
        question.trim() === ''
          ? words.report.needQuestion
          : {
              kind: 'gap',
              question: question.trim(),
              regionCode: regionCode ?? me.regionCode,
              asOf,
              words: more.trim(),
              interactionId: null,
            }
      }
    >
      <label>
        <span className="field-name">{words.report.question}</span>
        <input
          type="text"
          className="fill"
          // biome-ignore lint/a11y/noAutofocus: it was opened to be written in
          autoFocus
          maxLength={200}
          value={question}
          onChange={({ target }) => setQuestion(target.value)}
        />
      </label>
      <label>
        <span className="field-name">{words.report.more}</span>
        <textarea
          className="fill"
          rows={2}
          maxLength={500}
          value={more}
          onChange={({ target }) => setMore(target.value)}
        />
      </label>
    </ReportForm>
  );
}
