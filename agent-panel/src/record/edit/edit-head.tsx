import { useEffect, useState } from 'react';
import { recordRevisionsAnswerSchema } from '../../../../bridge/protocol/records.ts';
import { composing } from '../../keys/press.ts';
import { useAsked } from '../../link/use-asked.ts';
import { useStore } from '../../link/use-store.ts';
import { useDesk } from '../../pages/operator/desk.ts';
import { words } from '../../pages/operator/words.ts';
import { Icon } from '../../ui/icons.tsx';
import { clockTime, dayAndTime } from '../../ui/time.ts';
import { parts } from '../conflict/part-names.ts';
import { isSamePart } from '../conflict/parts.ts';
import { partWords } from '../part-words.ts';
import { recordWords } from '../words.ts';
import type { Editing } from './editing.ts';
import { REASON_ID } from './reason-field.tsx';

const { edit: said } = recordWords;

interface Props {
  editing: Editing;
  onClose: () => void;
}

/** In the call's place: which record lies open, how it came to stand so, and the way back. */
export function EditHead({ editing, onClose }: Props) {
  const desk = useDesk();
  const draft = useStore(desk.drafts.all).get(editing.interactionId);
  const [sure, setSure] = useState(false);
  const { listed } = editing;

  useEffect(() => {
    // Whoever opened it is about to say why.
    document.getElementById(REASON_ID)?.focus();
  }, []);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const inRecord = event.target instanceof HTMLElement && event.target.closest('[data-record]') !== null;
      if (event.key !== 'Escape' || composing(event) || !inRecord || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [onClose]);

  function drop() {
    if (draft !== undefined && !sure) return setSure(true);
    desk.drafts.remove(editing.interactionId);
    onClose();
  }

  return (
    <section className="edit-head" aria-label={said.opened}>
      <div className="call-head tone-teal">
        <Icon name="pen" size={18} />
        <strong>{said.opened}</strong>
      </div>
      <div className="caller">
        <p className="edit-no">{editing.recordNo}</p>
        <ul className="caller-facts">
          <li>{said.rev(editing.rev)}</li>
          {listed?.numberMasked && <li>{listed.numberMasked}</li>}
          {listed?.queueName && <li>{words.call.line(listed.queueName)}</li>}
          {listed?.answeredAt && <li>{said.answeredAt(clockTime(Date.parse(listed.answeredAt)))}</li>}
        </ul>
        <p className="edit-acts">
          <button type="button" className="plain" onClick={onClose}>
            {said.back} <kbd>Esc</kbd>
          </button>
          {draft !== undefined && draft.save.step !== 'asked' && (
            <button type="button" className="plain" onClick={drop}>
              {sure ? said.leaveSure : said.leave}
            </button>
          )}
        </p>
        {draft !== undefined && <p className="soft">{said.backKeeps}</p>}
      </div>
      <Revisions editing={editing} />
    </section>
  );
}

/** Who, when, why, and what became of what; newest first. */
function Revisions({ editing }: { editing: Editing }) {
  const desk = useDesk();
  const live = useStore(desk.connection.status).state === 'live';
  const regions = useStore(desk.view)?.regions ?? [];
  const regionName = (code: string) => regions.find((one) => one.regionCode === code)?.name ?? code;
  const path = `records/${encodeURIComponent(editing.recordNo)}/revisions`;
  const { answer } = useAsked(live ? path : null, recordRevisionsAnswerSchema);
  const revisions = answer?.ok ? answer.value.revisions : [];

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse
    <section className="history" tabIndex={0} aria-label={said.history}>
      <h2>
        {said.history} <span className="count">{revisions.length}</span>
      </h2>
      {answer !== null && !answer.ok && (
        <p className="tone-bad">{said.historyFailed(answer.error.message)}</p>
      )}
      <ol>
        {revisions
          .map((one, at) => ({ one, before: revisions[at - 1] }))
          .reverse()
          .map(({ one, before }) => (
            <li key={one.rev}>
              <p className="history-line">
                <b>{said.rev(one.rev)}</b>
                <span>{said.by(one.by, dayAndTime(Date.parse(one.savedAt), desk.connection.now()))}</span>
              </p>
              <p className="history-question">{one.reason || said.first}</p>
              {before !== undefined &&
                parts
                  .filter((part) => !isSamePart(part, one.content, before.content))
                  .map((part) => (
                    <p key={part} className="edit-change">
                      <b>{recordWords.parts[part]}</b>{' '}
                      <del>{partWords(part, before.content, regionName) || recordWords.conflict.empty}</del>
                      {' → '}
                      <ins>{partWords(part, one.content, regionName) || recordWords.conflict.empty}</ins>
                    </p>
                  ))}
            </li>
          ))}
      </ol>
    </section>
  );
}
