import { useState } from 'react';
import { composing } from '../../keys/press.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { words } from './words.ts';

interface Props {
  busy: boolean;
  onUndo: (reason: string) => void;
  onLeave: () => void;
}

/** 撤销, with what it does in words and the reason that is kept. */
export function UndoForm({ busy, onUndo, onLeave }: Props) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);

  function undo() {
    if (busy) return;
    if (reason.trim() === '') {
      setMissing(true);
      document.getElementById('undo-reason')?.focus();
      return;
    }
    onUndo(reason.trim());
  }

  useKeys({ save: undo });

  return (
    <div className="undo-form">
      <p>{words.acts.undoWhat}</p>
      <label>
        <span className="field-name">{words.acts.reason}</span>
        <textarea
          id="undo-reason"
          className="fill"
          rows={2}
          maxLength={500}
          // biome-ignore lint/a11y/noAutofocus: it was opened to be written in
          autoFocus
          value={reason}
          aria-invalid={missing || undefined}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !composing(event.nativeEvent)) onLeave();
          }}
          onChange={({ target }) => {
            setReason(target.value);
            setMissing(false);
          }}
        />
      </label>
      {missing && (
        <p className="tone-bad" role="alert">
          {words.acts.needReason}
        </p>
      )}
      <p className="import-acts">
        <button type="button" className="act act-main" disabled={busy} onClick={undo}>
          {words.acts.sure} <kbd>Ctrl+Enter</kbd>
        </button>
        <button type="button" className="act" onClick={onLeave}>
          {words.acts.keep} <kbd>Esc</kbd>
        </button>
      </p>
    </div>
  );
}
