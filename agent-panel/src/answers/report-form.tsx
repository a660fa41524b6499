import { type KeyboardEvent, useEffect, useRef } from 'react';
import { keyMap } from '../keys/keymap.ts';
import { composing } from '../keys/press.ts';
import { words } from '../pages/operator/words.ts';
import { focusSearch } from './places.ts';
import type { Draft, Report } from './use-report.ts';

/** One line above the answers: the call goes on beside it, nothing is covered. */
export function ReportForm({ report, draft }: { report: Report; draft: Draft }) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent)) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !event.ctrlKey) report.send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function close() {
    report.close();
    focusSearch();
  }

  return (
    <form
      className="report"
      aria-label={words.report.title}
      onKeyDown={pressed}
      onSubmit={(event) => event.preventDefault()}
    >
      <p className="report-about">
        <b>{words.report.kinds[draft.kind]}</b>
        {draft.about !== null && (
          <>
            <span className="report-title">
              {draft.kind === 'error' ? `${draft.about.title} ${draft.about.clauseNo}` : ''}
            </span>
            <button
              type="button"
              className="plain"
              onClick={() => report.change({ kind: draft.kind === 'error' ? 'gap' : 'error' })}
            >
              {draft.kind === 'error' ? words.report.toGap : words.report.toError}
            </button>
          </>
        )}
      </p>
      <label>
        <span>{words.report.question}</span>
        <input
          ref={draft.kind === 'gap' ? first : undefined}
          value={draft.question}
          maxLength={200}
          onChange={({ target }) => report.change({ question: target.value })}
        />
      </label>
      <label>
        <span>{words.report.words[draft.kind]}</span>
        <input
          ref={draft.kind === 'error' ? first : undefined}
          value={draft.words}
          maxLength={500}
          onChange={({ target }) => report.change({ words: target.value })}
        />
      </label>
      <p className="report-foot">
        <button type="button" className="plain" disabled={draft.sending} onClick={() => report.send()}>
          {words.report.send} <kbd>Enter</kbd>
        </button>
        <button type="button" className="plain" onClick={close}>
          {words.report.drop} <kbd>Esc</kbd>
        </button>
        <span role="status" className={draft.problem === null ? 'soft' : 'tone-bad'}>
          {draft.problem ?? (draft.sending ? words.report.sending : words.report.hint)}
        </span>
      </p>
    </form>
  );
}

/** What opens it, beside the search field. */
export function ReportButton({ report }: { report: Report }) {
  return (
    <button type="button" className="report-open" onClick={() => report.begin()} title={words.report.why}>
      {words.report.open} <kbd>{keyMap.label('report')}</kbd>
    </button>
  );
}
