import { type KeyboardEvent, useState } from 'react';
import { type OutcomeCode, outcomeOf } from '../../../bridge/protocol/domain.ts';
import { words } from '../pages/operator/words.ts';
import { type OutcomeTyping, outcomeGroups, typeOutcome } from './outcome-keys.ts';
import { fieldId } from './places.ts';

const groups = outcomeGroups();
const OPTIONS_ID = 'outcome-options';

interface Props {
  code: OutcomeCode | null;
  suggested: boolean;
  onChange: (code: OutcomeCode | null) => void;
}

/**
 * 处理结果 by a letter and a digit. Not a text field on purpose: on what cannot be edited the browser turns the
 * input method off, so that `D1` arrives as D and 1 even while the operator's input method is set to Chinese.
 */
export function OutcomeField({ code, suggested, onChange }: Props) {
  const [letter, setLetter] = useState<string | null>(null);
  const [open, setOpen] = useState(false);

  function pressed(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typed = typeOutcome({ letter, code } satisfies OutcomeTyping, event.key);
    if (typed === null) return;
    event.preventDefault();
    setLetter(typed.letter);
    // A lone letter does not yet take away what stands there.
    if (typed.letter === null) onChange(typed.code);
  }

  const listed = open || code === null;
  const outcome = code === null ? null : outcomeOf(code);
  return (
    <div
      id={fieldId('outcomeCode')}
      className="outcome"
      role="combobox"
      tabIndex={0}
      aria-label={words.record.outcome}
      aria-expanded={listed}
      aria-controls={listed ? OPTIONS_ID : undefined}
      aria-haspopup="listbox"
      aria-activedescendant={listed && code !== null ? `outcome-${code}` : undefined}
      onKeyDown={pressed}
      onFocus={() => setOpen(true)}
      onBlur={() => {
        setOpen(false);
        setLetter(null);
      }}
    >
      <p className="outcome-chosen">
        <b className="outcome-code">{letter !== null ? `${letter}_` : (code ?? '—')}</b>
        <span className={outcome === null ? 'soft' : ''}>{outcome?.zh ?? words.record.outcomeHint}</span>
        {suggested && <span className="tag tone-teal">{words.record.outcomeSuggested}</span>}
      </p>
      {listed && (
        <div
          id={OPTIONS_ID}
          className="outcome-options"
          role="listbox"
          aria-label={words.record.outcome}
          data-open={open || undefined}
        >
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not a fieldset
            <div
              key={group.letter}
              role="group"
              aria-label={words.record.groups[group.letter]}
              data-typed={group.letter === letter || undefined}
            >
              {group.outcomes.map((option) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around it has the keys
                // biome-ignore lint/a11y/useFocusableInteractive: the list box around it has the focus
                <span
                  key={option.code}
                  id={`outcome-${option.code}`}
                  className="outcome-option"
                  role="option"
                  aria-selected={option.code === code}
                  title={option.zh}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => {
                    setLetter(null);
                    onChange(option.code);
                  }}
                >
                  <b>{option.code}</b> {words.record.outcomeShort[option.code]}
                </span>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
