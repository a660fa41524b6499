import { useState } from 'react';
import type { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type BatchView, batchDoneSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useCommand } from '../../link/use-command.ts';
import { chinaDay, dayAfter, isDay, yearAfter } from '../../ui/days.ts';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { words } from './words.ts';

type Act =
  | { act: 'pass-first' }
  | { act: 'pass-second'; reviewDueOn: string }
  | { act: 'undo'; reason: string };
type Done = z.output<typeof batchDoneSchema>;

type Told =
  | { state: 'idle' }
  | { state: 'working' }
  | { state: 'done'; act: Act['act']; done: Done }
  | { state: 'refused'; message: string };

interface Props {
  me: Me;
  batch: BatchView;
  onDone: () => void;
}

/** 整批审核 and 撤销; what was refused is told entry by entry. */
export function BatchActs({ me, batch, onDone }: Props) {
  const today = chinaDay(Date.now());
  const [due, setDue] = useState(yearAfter(today));
  const [undoing, setUndoing] = useState(false);
  const [told, setTold] = useState<Told>({ state: 'idle' });
  const send = useCommand();
  const mayApprove = me.rights.includes('approve-knowledge');
  const mayEdit = me.rights.includes('edit-knowledge');
  const busy = told.state === 'working';

  async function act(wish: Act) {
    setTold({ state: 'working' });
    const path = `knowledge/batches/${encodeURIComponent(batch.batchId)}/acts`;
    const answer = await send(path, batchDoneSchema, wish);
    if (!answer.ok) {
      setTold({ state: 'refused', message: answer.error.message });
      // Somebody was quicker: what they made of the batch is shown beside the refusal.
      if (answer.status === 409) onDone();
      return;
    }
    setUndoing(false);
    setTold({ state: 'done', act: wish.act, done: answer.value });
    onDone();
  }

  return (
    <section className="batch-acts" aria-label={words.acts.label}>
      <div className="batch-acts-line">
        <button
          type="button"
          className="act"
          disabled={busy}
          title={words.acts.firstWhat}
          onClick={() => void act({ act: 'pass-first' })}
        >
          {words.acts.first}
        </button>
        {mayApprove && (
          <span className="second-review">
            <label title={words.acts.dueWhat}>
              <span className="field-name">{words.acts.due}</span>
              <input
                type="date"
                className="fill"
                min={dayAfter(today, 1)}
                value={due}
                onChange={({ target }) => setDue(target.value)}
              />
            </label>
            <button
              type="button"
              className="act act-main"
              disabled={busy || !isDay(due) || due <= today}
              title={words.acts.secondWhat}
              onClick={() => void act({ act: 'pass-second', reviewDueOn: due })}
            >
              {words.acts.second}
            </button>
          </span>
        )}
        <span className="spring" />
        {mayEdit && !undoing && (
          <button type="button" className="act" disabled={busy} onClick={() => setUndoing(true)}>
            {words.acts.undo}
          </button>
        )}
      </div>
      <p className="soft acts-what">
        {words.acts.firstWhat} {mayApprove ? words.acts.secondWhat : words.acts.noSecond}
        {!mayEdit && ` ${words.acts.noUndo}`}
      </p>
      {undoing && (
        <ReasonForm
          what={words.acts.undoWhat}
          name={words.acts.reason}
          missing={words.acts.needReason}
          sure={words.acts.sure}
          keep={words.acts.keep}
          busy={busy}
          onAct={(reason) => void act({ act: 'undo', reason })}
          onLeave={() => setUndoing(false)}
        />
      )}
      <Outcome told={told} />
    </section>
  );
}

function Outcome({ told }: { told: Told }) {
  switch (told.state) {
    case 'idle':
      return null;
    case 'working':
      return (
        <p className="soft late" role="status">
          {words.acts.working}
        </p>
      );
    case 'refused':
      return (
        <p className="told tone-bad" role="alert">
          {told.message}
        </p>
      );
    case 'done': {
      const { passed, refused } = told.done;
      return (
        <div role="status" className="acts-told">
          <p className={`told tone-${passed > 0 || told.act === 'undo' ? 'good' : 'warn'}`}>
            {wordsOf(told.act, passed)}
          </p>
          {refused.length > 0 && (
            <>
              <p className="tone-warn">
                {words.acts.refused(refused.length)}
                {refused.length === 100 && words.acts.refusedMany}
              </p>
              <ul className="acts-refused">
                {refused.map(({ entryId, title, words: why }) => (
                  <li key={entryId}>
                    <a href={`#knowledge/entries/${encodeURIComponent(entryId)}`}>{title}</a> {why}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      );
    }
    default:
      return told satisfies never;
  }
}

function wordsOf(act: Act['act'], passed: number): string {
  if (act === 'undo') return words.acts.undone;
  if (passed === 0) return words.acts.passedNone;
  return act === 'pass-first' ? words.acts.passedFirst(passed) : words.acts.passedSecond(passed);
}
