import { useState } from 'react';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { words } from '../pages/library/words.ts';
import { ReportForm } from './report-form.tsx';

interface Props {
  me: Me;
  /** what was asked when it was found; empty: it was read without a question */
  question: string;
  regionCode: string;
  asOf: string | null;
  entryId: string;
  /** to choose from; none: the thing has no parts */
  clauses: readonly string[];
  /** the one that lies open */
  clauseNo: string | null;
}

/** 纠错, at the text that is wrong: a button until somebody has something to say. */
export function ErrorForm(props: Props) {
  const [open, setOpen] = useState(false);
  if (open) return <Form {...props} onLeave={() => setOpen(false)} />;
  return (
    <button
      type="button"
      className="act report-open"
      title={words.report.errorWhat}
      onClick={() => setOpen(true)}
    >
      {words.report.error}
    </button>
  );
}

function Form({ me, clauses, clauseNo: at, onLeave, ...about }: Props & { onLeave: () => void }) {
  const [clauseNo, setClauseNo] = useState(at ?? '');
  const [wrong, setWrong] = useState('');
  return (
    <ReportForm
      me={me}
      what={words.report.errorWhat}
      onLeave={onLeave}
      body={() =>
        wrong.trim() === ''
          ? words.report.needWords
          : {
              kind: 'error',
              ...about,
              clauseNo: clauseNo === '' ? null : clauseNo,
              words: wrong.trim(),
              interactionId: null,
            }
      }
    >
      {clauses.length > 0 && (
        <label>
          <span className="field-name">{words.report.clause}</span>
          <select className="fill" value={clauseNo} onChange={({ target }) => setClauseNo(target.value)}>
            <option value="">{words.report.wholeText}</option>
            {clauses
              .filter((no, n) => clauses.indexOf(no) === n)
              .map((no) => (
                <option key={no} value={no}>
                  {no}
                </option>
              ))}
          </select>
        </label>
      )}
      <label>
        <span className="field-name">{words.report.words}</span>
        <textarea
          className="fill"
          // biome-ignore lint/a11y/noAutofocus: it was opened to be written in
          autoFocus
          rows={3}
          maxLength={500}
          value={wrong}
          onChange={({ target }) => setWrong(target.value)}
        />
      </label>
    </ReportForm>
  );
}
