import { type Outcome, type OutcomeCode, outcomes } from '../../../bridge/protocol/domain.ts';

/** Typing an outcome: a letter opens its group, a digit in it decides. */
export interface OutcomeTyping {
  letter: string | null;
  code: OutcomeCode | null;
}

const outcomeLetters: readonly string[] = [...new Set(outcomes.map(({ code }) => code.charAt(0)))];

/** The next state, or null where the key means nothing here. A letter alone already takes back what was chosen. */
export function typeOutcome(typing: OutcomeTyping, key: string): OutcomeTyping | null {
  const upper = key.length === 1 ? key.toUpperCase() : key;
  if (outcomeLetters.includes(upper)) return { letter: upper, code: null };
  if (/^\d$/.test(upper)) {
    const letter = typing.letter ?? typing.code?.charAt(0);
    const outcome = outcomes.find(({ code }) => code === `${letter}${upper}`);
    return outcome === undefined ? null : { letter: null, code: outcome.code };
  }
  if (key === 'Backspace' || key === 'Delete') return { letter: null, code: null };
  if (key === 'ArrowDown' || key === 'ArrowUp')
    return { letter: null, code: step(typing.code, key === 'ArrowDown' ? 1 : -1) };
  return null;
}

function step(code: OutcomeCode | null, by: 1 | -1): OutcomeCode | null {
  const at = outcomes.findIndex((outcome) => outcome.code === code);
  const next = at === -1 ? (by === 1 ? 0 : outcomes.length - 1) : at + by;
  return outcomes[Math.min(outcomes.length - 1, Math.max(0, next))]?.code ?? null;
}

/** Outcomes by their letter, in the table's order. */
export function outcomeGroups(): { letter: string; outcomes: Outcome[] }[] {
  return outcomeLetters.map((letter) => ({
    letter,
    outcomes: outcomes.filter(({ code }) => code.startsWith(letter)),
  }));
}
