import { keyOf } from '../../answers/hits.ts';
import type { Fields } from '../draft.ts';
import { type Part, parts } from './part-names.ts';
import { isSamePart, partOf } from './parts.ts';

export type Side = 'mine' | 'theirs';

export interface Merge {
  /** what both sides come to; where they disagree it holds what is saved */
  fields: Fields;
  /** changed on both sides, and differently: a person chooses */
  open: readonly Part[];
  /** changed on one side only, or lists that were put together */
  settled: readonly { part: Part; by: Side | 'both' }[];
}

/** A record holds no more answers, and no more marks (`recordContentSchema`). */
const MOST = { answers: 50, flags: 6 };

/**
 * Two revisions that were made of one. What one side alone changed is kept; of lists, what either added is there and
 * what either took away is gone; where both wrote something else, nobody but a person can tell.
 *
 * @param base what both began with
 * @param mine what lies on this PC
 * @param theirs what is saved
 */
export function merge(base: Fields, mine: Fields, theirs: Fields): Merge {
  const open: Part[] = [];
  const settled: { part: Part; by: Side | 'both' }[] = [];
  let fields: Fields = { ...theirs };
  for (const part of parts) {
    if (isSamePart(part, mine, theirs)) continue;
    if (isSamePart(part, mine, base)) {
      settled.push({ part, by: 'theirs' });
      continue;
    }
    if (isSamePart(part, theirs, base)) {
      fields = { ...fields, ...partOf(part, mine) };
      settled.push({ part, by: 'mine' });
      continue;
    }
    const joined = part === 'answers' || part === 'flags' ? joinedLists(part, base, mine, theirs) : null;
    if (joined === null) open.push(part);
    else {
      fields = { ...fields, ...joined };
      settled.push({ part, by: 'both' });
    }
  }
  return { fields, open, settled };
}

/** With what a person chose; `null` while something is still open. */
export function resolve(
  { fields, open }: Merge,
  mine: Fields,
  chosen: Partial<Record<Part, Side>>,
): Fields | null {
  let resolved = fields;
  for (const part of open) {
    const side = chosen[part];
    if (side === undefined) return null;
    if (side === 'mine') resolved = { ...resolved, ...partOf(part, mine) };
  }
  return resolved;
}

function joinedLists(
  part: 'answers' | 'flags',
  base: Fields,
  mine: Fields,
  theirs: Fields,
): Partial<Fields> | null {
  if (part === 'flags') {
    const flags = joined(base.flags, mine.flags, theirs.flags, (flag) => flag);
    return flags.length > MOST.flags ? null : { flags };
  }
  const answers = joined(base.answers, mine.answers, theirs.answers, keyOf);
  return answers.length > MOST.answers ? null : { answers };
}

/** In the order of what is saved, then what this side added. An item that both have is taken as it is saved. */
function joined<T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  keyOfItem: (item: T) => string,
): T[] {
  const inBase = new Set(base.map(keyOfItem));
  const inMine = new Set(mine.map(keyOfItem));
  const inTheirs = new Set(theirs.map(keyOfItem));
  const stays = theirs.filter((item) => inMine.has(keyOfItem(item)) || !inBase.has(keyOfItem(item)));
  const added = mine.filter((item) => !inTheirs.has(keyOfItem(item)) && !inBase.has(keyOfItem(item)));
  return [...stays, ...added];
}
