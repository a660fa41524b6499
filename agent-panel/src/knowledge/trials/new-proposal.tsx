import { useState } from 'react';
import { proposalAnswerSchema, synonymsAnswerSchema } from '../../../../bridge/protocol/knowledge-trials.ts';
import { SPOKEN } from '../../../../knowledge/text/spoken.ts';
import { keyMap } from '../../keys/keymap.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useAsked } from '../../link/use-asked.ts';
import { useCommand } from '../../link/use-command.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { PaneHead } from '../entries/pane-head.tsx';
import { changesOf, emptyRow, type Row } from './rows.ts';
import { TrialProgress } from './trial-view.tsx';
import { useTrial } from './use-trial.ts';
import { words } from './words.ts';

/** Rows of what callers say and what rules write: tried as they stand, then proposed. */
export function NewProposal({ onChanged }: { onChanged: () => void }) {
  const [rows, setRows] = useState<readonly Row[]>([emptyRow()]);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const trying = useTrial(() => {});
  const send = useCommand();
  const own = useAsked('knowledge/synonyms', synonymsAnswerSchema);
  const table = own.answer?.ok ? own.answer.value.table : [];
  const change = (at: number, to: Partial<Row>) =>
    setRows(rows.map((row, position) => (position === at ? { ...row, ...to } : row)));

  function tryNow() {
    const changes = changesOf(rows);
    if (changes === null) return setFault(words.propose.missing);
    setFault(null);
    void trying.start({ changes });
  }

  async function propose() {
    const changes = changesOf(rows);
    if (changes === null) return setFault(words.propose.missing);
    if (reason.trim() === '') return setFault(words.propose.reasonMissing);
    if (saving) return;
    setSaving(true);
    setFault(null);
    const body = { changes, reason: reason.trim() };
    const answer = await send('knowledge/synonym-proposals', proposalAnswerSchema, body);
    setSaving(false);
    if (!answer.ok) return setFault(answer.error.message);
    onChanged();
    location.hash = addressOf('trials', answer.value.proposal.proposalId);
  }

  useKeys({ save: () => void propose() });
  const running = trying.trial?.state.state === 'running';
  return (
    <PaneHead title={words.propose.title} back={addressOf('trials')}>
      <p className="soft">{words.propose.what}</p>
      <ol className="synonym-rows">
        {rows.map((row, at) => (
          <li key={row.key}>
            <label>
              <span className="field-name">{words.propose.spoken}</span>
              <input
                className="fill"
                maxLength={20}
                value={row.spoken}
                onChange={({ target }) => change(at, { spoken: target.value })}
              />
            </label>
            <span aria-hidden>→</span>
            <label className="synonym-written">
              <span className="field-name">{words.propose.written}</span>
              <input
                className="fill"
                maxLength={400}
                value={row.written}
                onChange={({ target }) => change(at, { written: target.value })}
              />
            </label>
            <button
              type="button"
              className="quiet"
              aria-label={words.propose.remove}
              title={words.propose.remove}
              disabled={rows.length === 1}
              onClick={() => setRows(rows.filter((_, position) => position !== at))}
            >
              <Icon name="cross" />
            </button>
            <Now spoken={row.spoken.trim()} table={table} />
          </li>
        ))}
      </ol>
      <p>
        <button type="button" className="act" onClick={() => setRows([...rows, emptyRow()])}>
          {words.propose.add}
        </button>
      </p>
      <label className="synonym-reason">
        <span className="field-name">{words.propose.reason}</span>
        <textarea
          className="fill"
          rows={2}
          maxLength={500}
          placeholder={words.propose.reasonHint}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      {fault !== null && (
        <p className="told tone-bad" role="alert">
          <Icon name="alert" /> {fault}
        </p>
      )}
      <p className="act-buttons">
        <button type="button" className="act" disabled={running} onClick={tryNow}>
          {words.propose.try}
        </button>
        <button type="button" className="act act-main" disabled={saving} onClick={() => void propose()}>
          {saving ? words.propose.sending : words.propose.send} <kbd>{keyMap.label('save')}</kbd>
        </button>
      </p>
      <TrialProgress trial={trying.trial} fault={trying.fault} />
    </PaneHead>
  );
}

/** What the word is read as until now. */
function Now({ spoken, table }: { spoken: string; table: readonly { spoken: string; written: string[] }[] }) {
  if (spoken === '') return null;
  const own = table.find((row) => row.spoken === spoken);
  const builtIn = SPOKEN.find((row) => row.spoken === spoken);
  return (
    <span className="soft synonym-now">
      {own !== undefined
        ? words.propose.own(own.written.join('、') || words.propose.nothing)
        : builtIn === undefined
          ? words.propose.noBuiltIn
          : words.propose.builtIn(builtIn.written.join('、'))}
    </span>
  );
}
