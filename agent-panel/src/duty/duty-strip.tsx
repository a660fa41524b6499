import { Button } from 'antd';
import { useState } from 'react';
import { type BeyondDuty, beyondDuty } from '../../../bridge/protocol/disclosure.ts';
import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import type { Work } from '../record/use-work.ts';
import { Icon } from '../ui/icons.tsx';
import { useDuties } from './use-duties.ts';
import { words } from './words.ts';

/**
 * Above the answers, when the caller asks for what a window must not do: words to read out, and the outcome that goes
 * with them for one key. It judges nothing: it is put away with a press, and does not come again for this caller.
 */
export function DutyStrip({ work, hasCall }: { work: Work; hasCall: boolean }) {
  const table = useDuties();
  const [away, setAway] = useState<readonly string[]>([]);
  const { question, outcomeCode } = work.fields;
  const typed = work.draft?.edits.question ?? '';
  const found = table === null ? null : (beyondDuty(typed, table) ?? beyondDuty(work.searchText, table));
  const shown = found !== null && !away.includes(found.rule.name) ? found : null;

  function apply({ rule }: BeyondDuty) {
    const note = work.fields.outcomeNote.trim();
    work.change({
      edits: {
        outcomeCode: 'N2',
        outcomeNote: note.includes(rule.note) ? note : [note, rule.note].filter(Boolean).join('；'),
        ...(question.trim() === '' && { question: work.searchText.trim() }),
      },
    });
  }
  useKeys(shown !== null && hasCall ? { 'beyond-duty': () => apply(shown) } : {});

  if (shown === null || table === null) return null;
  return (
    <section className="duty" aria-label={words.title(shown.rule.name)}>
      <header>
        <Icon name="alert" />
        <strong role="status">{words.title(shown.rule.name)}</strong>
        <span className="soft duty-heard" title={words.heard(shown.said)}>
          {words.heard(shown.said)}
        </span>
        {outcomeCode === 'N2' ? (
          <span className="tag tone-good">
            <Icon name="check" size={13} /> {words.applied}
          </span>
        ) : (
          hasCall && (
            <Button size="small" type="primary" onClick={() => apply(shown)}>
              {words.apply} <kbd>{keyMap.label('beyond-duty')}</kbd>
            </Button>
          )
        )}
        <button type="button" className="plain" onClick={() => setAway([...away, shown.rule.name])}>
          {words.dismiss}
        </button>
      </header>
      <p className="read-aloud">{shown.rule.answer}</p>
      <p className="soft">{words.basis(table.basis)}</p>
    </section>
  );
}
