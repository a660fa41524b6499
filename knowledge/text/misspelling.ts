import type { Heard, Hearing } from './heard.ts';
import { readingsOf } from './reading.ts';
import { type SyllableNode, stepTo } from './syllable-tree.ts';
import { blurred } from './syllables.ts';
import type { Vocabulary, VoicedWord } from './vocabulary.ts';

const HAN_RUN = /[\p{Script=Han}〇]+/gu;
/** A pair alone is misread too easily: 2 signs must sound alike to a northerner as well. */
const SURE_LENGTH = 3;

/**
 * 公鸡金 is 公积金, 居主证 is 居住证, and 失业保现 is 失业保险: a word of the field under signs that sound like it, or
 * like it to southern ears. Only where the signs mean nothing here: what stands in a text, or was asked, is left alone.
 * @param text folded
 */
export function hearMisspelt(text: string, vocabulary: Vocabulary): Hearing {
  const heard: Heard[] = [];
  let read = '';
  let done = 0;
  for (const match of text.matchAll(HAN_RUN)) {
    const signs = [...match[0]];
    const strange = strangeSigns(signs, vocabulary);
    let at = match.index;
    for (let place = 0; place < signs.length; ) {
      const word = wordAt(signs, place, strange, vocabulary);
      const length = word?.syllables.length ?? 1;
      const written = signs.slice(place, place + length).join('');
      if (word !== null) {
        read += text.slice(done, at) + word.word;
        done = at + written.length;
        heard.push({ written, words: [word.word], by: 'signs' });
      }
      at += written.length;
      place += length;
    }
  }
  return { text: read + text.slice(done), heard };
}

/** Those that stand with neither neighbour as they do in a text of the library. */
function strangeSigns(signs: readonly string[], vocabulary: Vocabulary): boolean[] {
  const strange = signs.map(() => true);
  for (let at = 0; at + 1 < signs.length; at += 1) {
    if (!vocabulary.hasPair(`${signs[at]}${signs[at + 1]}`)) continue;
    strange[at] = false;
    strange[at + 1] = false;
  }
  return strange;
}

/** The word that is meant by the signs from a place on: the longest, of these the most alike. */
function wordAt(
  signs: readonly string[],
  start: number,
  strange: readonly boolean[],
  vocabulary: Vocabulary,
): VoicedWord | null {
  const possible: { word: VoicedWord; length: number; likeness: number }[] = [];
  const offer = (word: VoicedWord, length: number) => {
    const likeness = likenessOf(
      word,
      signs.slice(start, start + length),
      strange.slice(start, start + length),
    );
    if (likeness !== null) possible.push({ word, length, likeness });
  };
  const go = (node: SyllableNode<VoicedWord>, at: number) => {
    if (at - start > 1) for (const word of node.words) offer(word, at - start);
    const sign = signs[at];
    if (sign === undefined) return;
    for (const syllable of new Set(readingsOf(sign).map(blurred))) {
      const next = stepTo(node, syllable);
      if (next !== undefined) go(next, at + 1);
    }
  };
  go(vocabulary.byEar.root, start);
  possible.sort(
    (one, other) =>
      other.length - one.length || other.likeness - one.likeness || other.word.weight - one.word.weight,
  );
  return possible[0]?.word ?? null;
}

/** Signs of which questions are built: 年审被 is no 审批, 扣几分 no 记分. */
const FUNCTION_SIGNS = new Set('被是的地得了几吗么呢吧在有个不没我你他她它们这那就都也还和与跟从到把让给');

/** 2 for each sign that is right and 1 for each that sounds the same; null when it is not to be changed. */
function likenessOf(
  word: VoicedWord,
  written: readonly string[],
  strange: readonly boolean[],
): number | null {
  const right = [...word.word].map((sign, at) => sign === written[at]);
  const same = word.syllables.map((syllable, at) => readingsOf(written[at] ?? '').includes(syllable));
  const rights = right.filter(Boolean).length;
  const sames = same.filter(Boolean).length;
  if (!strange.some(Boolean) || rights === written.length) return null;
  if (written.some((sign, at) => right[at] !== true && FUNCTION_SIGNS.has(sign))) return null;
  if (written.length < SURE_LENGTH) return strange.every(Boolean) && sames === 2 && rights === 1 ? 3 : null;
  // All signs wrong and one of them by a southern sound as well: that is guessing.
  if (rights === 0 && sames < written.length) return null;
  return rights + sames;
}
