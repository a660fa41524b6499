import type { DutyRule, DutyTable } from './duty-table.ts';

/** A request that is beyond the window's duties, and the words that show it. */
export interface BeyondDuty {
  rule: DutyRule;
  said: string;
}

const GAP = '…';
/** characters that may stand between two words of a saying */
const GAP_LENGTH = 8;

/** The first rule that speaks of what was asked; a hint for the operator, who decides. */
export function beyondDuty(asked: string, { rules }: DutyTable): BeyondDuty | null {
  const text = plain(asked);
  for (const rule of rules) {
    const said = firstSaid(text, rule.says);
    if (said !== null && firstSaid(text, rule.unless) === null) return { rule, said };
  }
  return null;
}

/** Words of a note that promise what others decide; each once, in the order in which they stand. */
export function promisesIn(note: string, { promises }: DutyTable): string[] {
  let text = plain(note);
  for (const harmless of promises.unless) text = text.split(plain(harmless)).join(GAP);
  const found = promises.says.flatMap((saying) => {
    const match = patternOf(saying).exec(text);
    return match === null ? [] : [{ at: match.index, words: match[0] }];
  });
  return [...new Set(found.sort((one, other) => one.at - other.at).map(({ words }) => words))];
}

function firstSaid(text: string, sayings: readonly string[]): string | null {
  for (const saying of sayings) {
    const match = patternOf(saying).exec(text);
    if (match !== null) return match[0];
  }
  return null;
}

/** Blanks and signs come and go as one types. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '');
}

const patterns = new Map<string, RegExp>();

function patternOf(saying: string): RegExp {
  const known = patterns.get(saying);
  if (known !== undefined) return known;
  const words = saying.split(GAP).map((part) => plain(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(words.join(`.{0,${GAP_LENGTH}}?`), 'u');
  patterns.set(saying, pattern);
  return pattern;
}
