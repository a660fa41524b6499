/** What one text has that the other lacks. */
export interface Piece {
  kind: 'same' | 'deleted' | 'inserted';
  text: string;
}

/** Above it the middle of two texts is told as replaced: nobody reads thousands of scattered letters. */
const mostCells = 4_000_000;
/** One letter in common between two changes is chance: 的 and 。 stand everywhere. */
const chanceLength = 1;
/** Of the shorter text; with less in common they are two sentences, and scattered letters tell nothing. */
const leastInCommon = 0.5;

/** A number or a Latin word changes as a whole (1500 → 1800); all else letter by letter, never half a sign. */
function lettersOf(text: string): string[] {
  return text.match(/[0-9A-Za-z]+|[\s\S]/gu) ?? [];
}

/** The pieces of both texts in order. */
export function diffTexts(before: string, after: string): Piece[] {
  const [one, other] = [lettersOf(before), lettersOf(after)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let [endOne, endOther] = [one.length, other.length];
  while (endOne > start && endOther > start && one[endOne - 1] === other[endOther - 1]) {
    endOne -= 1;
    endOther -= 1;
  }
  const middle = diffMiddle(one.slice(start, endOne), other.slice(start, endOther));
  return joined([
    { kind: 'same', text: one.slice(0, start).join('') },
    ...withoutChance(joined(middle)),
    { kind: 'same', text: one.slice(endOne).join('') },
  ]);
}

function diffMiddle(one: readonly string[], other: readonly string[]): Piece[] {
  const replaced: Piece[] = [
    { kind: 'deleted', text: one.join('') },
    { kind: 'inserted', text: other.join('') },
  ];
  if (one.length === 0 || other.length === 0 || one.length * other.length > mostCells) return replaced;
  // Length of the longest common part of what follows, for each pair of places.
  const width = other.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = other.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        one[i] === other[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  if ((common[0] ?? 0) < Math.min(one.length, other.length) * leastInCommon) return replaced;
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    const [letter, otherLetter] = [one[i] ?? '', other[j] ?? ''];
    if (letter === otherLetter) {
      pieces.push({ kind: 'same', text: letter });
      i += 1;
      j += 1;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) {
      pieces.push({ kind: 'deleted', text: letter });
      i += 1;
    } else {
      pieces.push({ kind: 'inserted', text: otherLetter });
      j += 1;
    }
  }
  pieces.push({ kind: 'deleted', text: one.slice(i).join('') });
  pieces.push({ kind: 'inserted', text: other.slice(j).join('') });
  return pieces;
}

/** A letter that stayed between two changes is read more easily as a part of both. */
function withoutChance(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, at) => {
    const between = at > 0 && at < pieces.length - 1;
    if (piece.kind !== 'same' || !between || piece.text.length > chanceLength) return [piece];
    return [
      { kind: 'deleted' as const, text: piece.text },
      { kind: 'inserted' as const, text: piece.text },
    ];
  });
}

/** Neighbours of one kind become one; between two texts that stayed, what was deleted stands before what was inserted. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  let [deleted, inserted] = ['', ''];
  const flush = () => {
    if (deleted !== '') found.push({ kind: 'deleted', text: deleted });
    if (inserted !== '') found.push({ kind: 'inserted', text: inserted });
    [deleted, inserted] = ['', ''];
  };
  for (const { kind, text } of pieces) {
    if (text === '') continue;
    if (kind === 'deleted') deleted += text;
    else if (kind === 'inserted') inserted += text;
    else {
      flush();
      const last = found[found.length - 1];
      if (last?.kind === 'same') last.text += text;
      else found.push({ kind, text });
    }
  }
  flush();
  return found;
}
