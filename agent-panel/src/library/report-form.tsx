import { type ReactNode, useState } from 'react';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { taskAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { composing } from '../keys/press.ts';
import { useCommand } from '../link/use-command.ts';
import { addressOf } from '../pages/knowledge/tabs.ts';
import { words } from '../pages/library/words.ts';

type State =
  | { state: 'writing'; problem: string | null }
  | { state: 'sending' }
  | { state: 'sent'; taskId: string };

interface Props {
  me: Me;
  what: string;
  /** what is sent, or what it lacks in words */
  body: () => object | string;
  onLeave: () => void;
  children: ReactNode;
}

/** 报缺 or 纠错, written where it was found. What was typed stays when it could not be sent. */
export function ReportForm({ me, what, body, onLeave, children }: Props) {
  const send = useCommand();
  const [state, setState] = useState<State>({ state: 'writing', problem: null });

  async function report() {
    if (state.state !== 'writing') return;
    const made = body();
    if (typeof made === 'string') return setState({ state: 'writing', problem: made });
    setState({ state: 'sending' });
    const answer = await send('knowledge/tasks', taskAnswerSchema, made);
    setState(
      answer.ok
        ? { state: 'sent', taskId: answer.value.task.taskId }
        : { state: 'writing', problem: answer.error.message },
    );
  }

  if (state.state === 'sent')
    return (
      <p className="told tone-good" role="status">
        {words.report.done}{' '}
        {me.rights.includes('work-on-knowledge') && (
          <a href={addressOf('tasks', state.taskId)}>{words.report.task}</a>
        )}
      </p>
    );
  return (
    <form
      className="library-report"
      onSubmit={(event) => {
        event.preventDefault();
        void report();
      }}
      onKeyDown={(event) => {
        if (composing(event.nativeEvent)) return;
        if (event.key === 'Escape') {
          event.preventDefault();
          onLeave();
        }
        if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault();
          void report();
        }
      }}
    >
      <p className="soft">{what}</p>
      {children}
      {state.state === 'writing' && state.problem !== null && (
        <p className="tone-bad" role="alert">
          {state.problem}
        </p>
      )}
      <p className="report-acts">
        <button type="submit" className="act act-main" disabled={state.state === 'sending'}>
          {state.state === 'sending' ? words.report.sending : words.report.send} <kbd>Ctrl+Enter</kbd>
        </button>
        <button type="button" className="act" onClick={onLeave}>
          {words.report.leave}
        </button>
        <small className="soft">{words.report.privacy}</small>
      </p>
    </form>
  );
}
