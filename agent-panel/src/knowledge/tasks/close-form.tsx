import { useState } from 'react';
import { type TaskView, taskAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { keyMap } from '../../keys/keymap.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { rest } from '../../link/rest.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from './words.ts';

type State = 'done' | 'declined';

interface Props {
  task: TaskView;
  onDone: () => void;
  onOvertaken: () => void;
}

/** 办结: the question is asked again by the server, which refuses what is not answered yet, in its words. */
export function CloseForm({ task, onDone, onOvertaken }: Props) {
  const [state, setState] = useState<State>('done');
  const [text, setText] = useState('');
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function close() {
    if (saving) return;
    if (text.trim() === '') return setFault(words.closing.missing);
    setSaving(true);
    setFault(null);
    const answer = await rest(
      'POST',
      `knowledge/tasks/${encodeURIComponent(task.taskId)}/closing`,
      taskAnswerSchema,
      { changeNo: task.changeNo, state, words: text },
    );
    setSaving(false);
    if (answer.ok) onDone();
    else if (answer.error.code === 'overtaken' || answer.error.code === 'closed') onOvertaken();
    else setFault(answer.error.message);
  }

  useKeys({ save: () => void close() });

  return (
    <section className="task-close" aria-label={words.closing.title}>
      <h3>{words.closing.title}</h3>
      <p className="soft">{words.closing.what[task.kind]}</p>
      <div className="picks" role="radiogroup" aria-label={words.closing.choose}>
        {(['done', 'declined'] as const).map((one) => (
          <label key={one} className="task-pick">
            <input type="radio" name="closing" checked={state === one} onChange={() => setState(one)} />{' '}
            {words.closing[one]}
          </label>
        ))}
      </div>
      <label>
        <span className="field-name">{words.closing.words}</span>
        <textarea
          className="fill"
          rows={3}
          maxLength={500}
          placeholder={words.closing.hint[state]}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {fault !== null && (
        <p className="told tone-bad" role="alert">
          <Icon name="alert" /> {fault}
        </p>
      )}
      <p>
        <button type="button" className="act act-main" disabled={saving} onClick={() => void close()}>
          {saving ? words.closing.saving : words.closing.save} <kbd>{keyMap.label('save')}</kbd>
        </button>
      </p>
    </section>
  );
}
