import type { KeyboardEvent } from 'react';

interface ChoiceProps<T extends string> {
  id: string;
  label: string;
  options: readonly T[];
  /** null: none yet */
  value: T | null;
  onChange: (value: T) => void;
}

/** One of a few words, by digit, arrow or click. */
export function Choice<T extends string>({ id, label, options, value, onChange }: ChoiceProps<T>) {
  function pressed(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = value === null ? -1 : options.indexOf(value);
    const next = /^[1-9]$/.test(event.key)
      ? options[Number(event.key) - 1]
      : event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? options[Math.min(options.length - 1, at + 1)]
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? options[Math.max(0, at - 1)]
          : undefined;
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
  }

  return (
    <div id={id} className="chips" role="radiogroup" aria-label={label} tabIndex={0} onKeyDown={pressed}>
      {options.map((option, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the group around it has the keys
        // biome-ignore lint/a11y/useSemanticElements: one focus for the group, digits choose
        // biome-ignore lint/a11y/useFocusableInteractive: the group around it has the focus
        <span
          key={option}
          className="chip"
          role="radio"
          aria-checked={option === value}
          onClick={() => onChange(option)}
        >
          <small>{at + 1}</small>
          {option}
        </span>
      ))}
    </div>
  );
}

interface TogglesProps<T extends string> {
  label: string;
  options: readonly { value: T; word: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Any of a few words. */
export function Toggles<T extends string>({ label, options, chosen, onChange }: TogglesProps<T>) {
  return (
    <fieldset className="chips" aria-label={label}>
      {options.map(({ value, word }) => {
        const on = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={on}
            onClick={() => onChange(on ? chosen.filter((other) => other !== value) : [...chosen, value])}
          >
            {word}
          </button>
        );
      })}
    </fieldset>
  );
}
