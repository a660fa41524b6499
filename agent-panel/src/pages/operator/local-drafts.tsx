import { useState } from 'react';
import type { DeskView } from '../../../../bridge/protocol/desk.ts';
import { useStore } from '../../link/use-store.ts';
import { closable, type Draft, fieldsOf } from '../../record/draft.ts';
import { type Editing, editingFrom } from '../../record/edit/editing.ts';
import { recordWords } from '../../record/words.ts';
import { dayAndTime } from '../../ui/time.ts';
import { useDesk } from './desk.ts';
import { words } from './words.ts';

interface Props {
  view: DeskView;
  /** none where no seat is taken: there is no page to open it on */
  onEdit?: (editing: Editing) => void;
}

/** Unsaved records on this PC whose call the bridge no longer shows: nothing typed is ever silently gone. */
export function LocalDrafts({ view, onEdit }: Props) {
  const desk = useDesk();
  const drafts = useStore(desk.drafts.all);
  const alone = [...drafts.values()].filter(
    (draft) => !view.cards.some((card) => card.interactionId === draft.interactionId),
  );
  if (alone.length === 0) return null;
  return (
    <section className="local-drafts">
      <h2>{words.beside.drafts(alone.length)}</h2>
      <ul>
        {alone.map((draft) => (
          <LocalDraft key={draft.interactionId} draft={draft} {...(onEdit && { onEdit })} />
        ))}
      </ul>
    </section>
  );
}

function LocalDraft({ draft, onEdit }: { draft: Draft; onEdit?: (editing: Editing) => void }) {
  const desk = useDesk();
  const [dropping, setDropping] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const fields = fieldsOf(draft.base, draft);
  const editing = editingFrom(draft);

  function save() {
    const check = closable(fields);
    if (check.ready) void desk.saver.save(draft.interactionId, draft.base, 0, check.content);
    else setProblem(check.missing.map(({ zh }) => zh).join('；'));
  }

  return (
    <li>
      <p>
        <b>{words.beside.draftAt(dayAndTime(draft.changedAt, Date.now()))}</b>{' '}
        {fields.question.trim() || words.beside.noQuestion}
      </p>
      {(problem ??
        (draft.save.step === 'refused' || draft.save.step === 'conflict' ? draft.save.message : null)) && (
        <p className="tone-bad">{problem ?? ('message' in draft.save ? draft.save.message : '')}</p>
      )}
      {draft.save.step === 'asked' && <p className="tone-warn">{recordWords.sync.keptHere}</p>}
      {editing === null ? (
        <button type="button" className="plain" disabled={draft.save.step === 'asked'} onClick={save}>
          {words.beside.saveDraft}
        </button>
      ) : onEdit === undefined ? (
        <p className="soft">{recordWords.conflict.later}</p>
      ) : (
        <button type="button" className="plain" onClick={() => onEdit(editing)}>
          {recordWords.conflict.work}
        </button>
      )}
      <button
        type="button"
        className="plain"
        disabled={draft.save.step === 'asked'}
        onClick={() => (dropping ? desk.drafts.remove(draft.interactionId) : setDropping(true))}
      >
        {dropping ? words.beside.dropSure : words.beside.dropDraft}
      </button>
    </li>
  );
}
