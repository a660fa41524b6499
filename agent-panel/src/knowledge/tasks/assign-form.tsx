import { useState } from 'react';
import type { z } from 'zod';
import { taskAnswerSchema, type taskDetailSchema } from '../../../../bridge/protocol/knowledge.ts';
import { rest } from '../../link/rest.ts';
import { words } from './words.ts';

interface Props {
  detail: z.infer<typeof taskDetailSchema>;
  accountId: string;
  onDone: () => void;
  onOvertaken: () => void;
}

/** 分派: who works it off and by when, in place. */
export function AssignForm({ detail: { task, owners }, accountId, onDone, onOvertaken }: Props) {
  const [ownerId, setOwnerId] = useState(task.ownerId ?? '');
  const [dueOn, setDueOn] = useState(task.dueOn ?? '');
  const [saving, setSaving] = useState(false);
  const [told, setTold] = useState<{ tone: 'good' | 'bad'; text: string } | null>(null);
  const changed = ownerId !== (task.ownerId ?? '') || dueOn !== (task.dueOn ?? '');

  async function give(to: string) {
    if (saving) return;
    setSaving(true);
    const answer = await rest(
      'POST',
      `knowledge/tasks/${encodeURIComponent(task.taskId)}/owner`,
      taskAnswerSchema,
      { changeNo: task.changeNo, ownerId: to || null, dueOn: dueOn || null },
    );
    setSaving(false);
    if (answer.ok) {
      setTold({ tone: 'good', text: words.assign.saved });
      onDone();
    } else if (answer.error.code === 'overtaken') onOvertaken();
    else setTold({ tone: 'bad', text: answer.error.message });
  }

  return (
    <section className="task-form" aria-label={words.assign.title}>
      <label>
        <span className="field-name">{words.assign.owner}</span>
        <select className="fill" value={ownerId} onChange={(event) => setOwnerId(event.target.value)}>
          <option value="">{words.assign.nobody}</option>
          {owners.map((owner) => (
            <option key={owner.accountId} value={owner.accountId}>
              {owner.name}（{owner.unitName}）
            </option>
          ))}
          {task.ownerId !== null && !owners.some((owner) => owner.accountId === task.ownerId) && (
            <option value={task.ownerId}>{task.ownerName}</option>
          )}
        </select>
      </label>
      <label>
        <span className="field-name">{words.assign.due}</span>
        <input
          type="date"
          className="fill"
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
        />
      </label>
      <button
        type="button"
        className="act"
        disabled={!changed || saving}
        title={changed ? undefined : words.assign.unchanged}
        onClick={() => void give(ownerId)}
      >
        {saving ? words.assign.saving : words.assign.save}
      </button>
      {task.ownerId !== accountId && owners.some((owner) => owner.accountId === accountId) && (
        <button
          type="button"
          className="act"
          disabled={saving}
          onClick={() => {
            setOwnerId(accountId);
            void give(accountId);
          }}
        >
          {words.assign.toMe}
        </button>
      )}
      {told !== null && (
        <span className={`told tone-${told.tone}`} role="status">
          {told.text}
        </span>
      )}
    </section>
  );
}
