import type { Part } from './content-parts.ts';
import { diffTexts, type Piece } from './text-diff.ts';

export interface Difference {
  key: string;
  name: string;
  kind: 'added' | 'removed' | 'changed';
  pieces: readonly Piece[];
}

/** In the order of the newer content; what it no longer has stands where it stood. */
export function differencesOf(before: readonly Part[], after: readonly Part[]): Difference[] {
  const [old, now] = [byKey(before), byKey(after)];
  const keys = orderedKeys(before, after);
  return keys.flatMap((key): Difference[] => {
    const [one, other] = [old.get(key), now.get(key)];
    const name = (other ?? one)?.name ?? key;
    if (other === undefined)
      return one === undefined
        ? []
        : [{ key, name, kind: 'removed', pieces: [{ kind: 'deleted', text: whole(one) }] }];
    if (one === undefined)
      return [{ key, name, kind: 'added', pieces: [{ kind: 'inserted', text: whole(other) }] }];
    const moved = headingOf(one) !== headingOf(other);
    const [was, is] = moved ? [whole(one), whole(other)] : [one.text, other.text];
    return was === is ? [] : [{ key, name, kind: 'changed', pieces: diffTexts(was, is) }];
  });
}

/** Where a clause stands (第四章 …) is a part of what it says. */
function whole(part: Part): string {
  return part.heading === undefined ? part.text : `${headingOf(part)}\n${part.text}`.trim();
}

function headingOf({ heading }: Part): string {
  return (heading ?? []).join('\n');
}

function byKey(parts: readonly Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.key, part]));
}

function orderedKeys(before: readonly Part[], after: readonly Part[]): string[] {
  const kept = new Set(after.map(({ key }) => key));
  const keys = after.map(({ key }) => key);
  let place = 0;
  for (const { key } of before)
    if (kept.has(key)) place = keys.indexOf(key) + 1;
    else {
      keys.splice(place, 0, key);
      place += 1;
    }
  return keys;
}
