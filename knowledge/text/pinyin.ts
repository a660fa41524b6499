import type { Heard, Hearing } from './heard.ts';
import { type Cell, stretchesOf } from './letters.ts';
import { endsAt, type PossibleWord, wordsFrom } from './pinyin-words.ts';
import { beginsSyllable, isSyllable, LONGEST_SYLLABLE } from './syllables.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A syllable that means no word of the library: 怎么 is asked, but not sought. */
const UNKNOWN = 2.5;
const UNFINISHED = 0.5;
/** 公积j: what follows a sign at once is more likely the rest of a word. */
const UNFINISHED_WORD = 2;
/** Letters up to the next space that cannot be read. */
const FOREIGN = 20;
/** Less likely words are sought too, up to so much more costly. */
const STILL_LIKELY = 0.5;
const MOST_WORDS = 3;
const MARKS = /^['’‘`´]+$/;
/** 公积j is 公积金, but j and 小c are nothing. */
const CELLS_WITH_ONE_LETTER = 3;

/**
 * gjj, gongjijin, gong'ji'jin and 公积jin are 公积金 before the input method has made signs of them, so that the
 * answers stand before the words do. Letters that cannot all be read stay as they are: they are a word of another
 * language, or a name.
 * @param text folded
 */
export function hearPinyin(text: string, vocabulary: Vocabulary): Hearing {
  const heard: Heard[] = [];
  let read = '';
  let done = 0;
  for (const cells of stretchesOf(text, vocabulary)) {
    for (const { start, end, words: possible } of readingOfCells(cells, vocabulary)) {
      const [from, to] = [cells[start]?.at ?? 0, endOf(cells, end - 1)];
      const words = likeliest(possible);
      const [word, ...others] = words;
      if (word === undefined) continue;
      const written = text.slice(from, to);
      const between = text.slice(done, from);
      // shen'qing'gong'kai: the mark between two words goes with them.
      read += (done > 0 && MARKS.test(between) ? '' : between) + word;
      done = to;
      heard.push({ written, words: [word, ...others], by: 'pinyin' });
    }
  }
  return { text: read + text.slice(done), heard };
}

interface Piece {
  start: number;
  end: number;
  /** none where letters are passed over, or a sign was typed as such */
  words: readonly PossibleWord[];
}

/** The words in the cheapest way to read all cells. */
function readingOfCells(cells: readonly Cell[], vocabulary: Vocabulary): Piece[] {
  const best: { cost: number; piece: Piece }[] = [];
  const oneLetter = cells.filter(({ kind }) => kind === 'letter').length === 1;
  const costFrom = (at: number) => (at === cells.length ? 0 : (best[at]?.cost ?? Infinity));
  for (let at = cells.length - 1; at >= 0; at -= 1) {
    const possible = wordsFrom(cells, at, vocabulary).filter(
      ({ end, word }) => !oneLetter || (word.field && end - at >= CELLS_WITH_ONE_LETTER),
    );
    const offers = [...passedOver(cells, at), ...possible].map(({ end, cost }) => ({
      end,
      cost: cost + costFrom(end),
    }));
    const cheapest = offers.reduce((one, other) => (other.cost < one.cost ? other : one), {
      end: at + 1,
      cost: Infinity,
    });
    const { end, cost } = cheapest;
    const passed = passedOver(cells, at).some(
      (other) => other.end === end && other.cost + costFrom(end) === cost,
    );
    const words = passed ? [] : possible.filter((word) => word.end === end);
    best[at] = { cost, piece: { start: at, end, words } };
  }
  const pieces: Piece[] = [];
  for (let at = 0; at < cells.length; ) {
    const piece = best[at]?.piece;
    if (piece === undefined) break;
    pieces.push(piece);
    at = piece.end;
  }
  return pieces.filter((piece) => piece.words.length > 0 && !isChance(piece, pieces, cells));
}

/** ll of hello is no 利率: initials count only where all letters up to the next space or sign mean something. */
function isChance({ start, end, words }: Piece, pieces: readonly Piece[], cells: readonly Cell[]): boolean {
  if (words.some(({ abbreviated }) => !abbreviated)) return false;
  const [from, to] = [tokenStart(cells, start), tokenEnd(cells, end)];
  return pieces.some(
    (other) =>
      other.words.length === 0 &&
      other.start >= from &&
      other.end <= to &&
      isSyllable(lettersOf(cells, other.start, other.end)),
  );
}

function lettersOf(cells: readonly Cell[], start: number, end: number): string {
  return cells
    .slice(start, end)
    .map(({ sign }) => sign)
    .join('');
}

function tokenStart(cells: readonly Cell[], at: number): number {
  let start = at;
  while (start > 0 && cells[start]?.gap !== 'space' && cells[start - 1]?.kind === 'letter') start -= 1;
  return start;
}

function tokenEnd(cells: readonly Cell[], at: number): number {
  let end = at;
  while (cells[end]?.kind === 'letter' && cells[end]?.gap !== 'space') end += 1;
  return end;
}

/** Where a syllable that is no word here may end, and what it costs to pass over it. */
function passedOver(cells: readonly Cell[], start: number): { end: number; cost: number }[] {
  if (cells[start]?.kind === 'sign') return [{ end: start + 1, cost: 0 }];
  const ends: { end: number; cost: number }[] = [];
  if (tokenStart(cells, start) === start) ends.push({ end: tokenEnd(cells, start + 1), cost: FOREIGN });
  const unfinished =
    cells[start - 1]?.kind === 'sign' && cells[start]?.gap === 'none' ? UNFINISHED_WORD : UNFINISHED;
  let letters = '';
  for (let at = start; at < cells.length && letters.length < LONGEST_SYLLABLE; at += 1) {
    const cell = cells[at];
    if (cell?.kind !== 'letter' || (at > start && cell.gap !== 'none')) break;
    letters += cell.sign;
    if (isSyllable(letters)) ends.push({ end: at + 1, cost: UNKNOWN });
    else if (beginsSyllable(letters) && endsAt(cells, at + 1)) ends.push({ end: at + 1, cost: unfinished });
  }
  return ends;
}

function likeliest(words: readonly PossibleWord[]): string[] {
  const sorted = [...words].sort((one, other) => one.cost - other.cost);
  const [first] = sorted;
  if (first === undefined) return [];
  const likely = sorted
    .filter(({ cost, incomplete }) => cost <= first.cost + STILL_LIKELY && (first.incomplete || !incomplete))
    .map(({ word }) => word.word);
  return [...new Set(likely)].slice(0, MOST_WORDS);
}

function endOf(cells: readonly Cell[], at: number): number {
  const cell = cells[at];
  return cell === undefined ? 0 : cell.at + cell.sign.length;
}
