import { useState } from 'react';
import { composing } from '../keys/press.ts';
import { useKeys } from '../keys/use-keys.ts';

interface Props {
  /** what the act does */
  what: string;
  /** name of the field */
  name: string;
  /** said where it was left empty */
  missing: string;
  sure: string;
  keep: string;
  busy: boolean;
  onAct: (reason: string) => void;
  onLeave: () => void;
}

/** An act that is kept with its reason: what it does in words, then why, then the press. */
export function ReasonForm({ what, name, missing, sure, keep, busy, onAct, onLeave }: Props) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);

  function act() {
    if (busy) return;
    if (reason.trim() === '') {
      setMissing(true);
      document.getElementById('reason')?.focus();
      return;
    }
    onAct(reason.trim());
  }

  useKeys({ save: act });

  return (
    <div className="reason-form">
      <p>{what}</p>
      <label>
        <span className="field-name">{name}</span>
        <textarea
          id="reason"
          className="fill"
          rows={2}
          maxLength={500}
          // biome-ignore lint/a11y/noAutofocus: it was opened to be written in
          autoFocus
          value={reason}
          aria-invalid={isMissing || undefined}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !composing(event.nativeEvent)) onLeave();
          }}
          onChange={({ target }) => {
            setReason(target.value);
            setMissing(false);
          }}
        />
      </label>
      {isMissing && (
        <p className="tone-bad" role="alert">
          {missing}
        </p>
      )}
      <p className="reason-acts">
        <button type="button" className="act act-main" disabled={busy} onClick={act}>
          {sure} <kbd>Ctrl+Enter</kbd>
        </button>
        <button type="button" className="act" onClick={onLeave}>
          {keep} <kbd>Esc</kbd>
        </button>
      </p>
    </div>
  );
}
