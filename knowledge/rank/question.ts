import type { SoughtTerm } from '../index/segmented-index.ts';
import { type DocNo, findDocNos, startOfDocNo } from '../text/doc-no.ts';
import type { Heard, Hearing } from '../text/heard.ts';
import { normalise } from '../text/normalise.ts';
import { findClauseNo } from '../text/numeral.ts';
import { SPOKEN, type SpokenWord, spokenIn } from '../text/spoken.ts';
import { type Token, tokenise } from '../text/tokenise.ts';
import { type WeighedToken, weigh } from './weigh.ts';

/** What somebody typed, taken apart: a 文号, a 条号, and words. */
export interface Question {
  /** with the words that were meant in place of what was typed by sound */
  text: string;
  heard: readonly Heard[];
  docNos: DocNo[];
  /** 第三十三条 */
  clauseNo: string | null;
  /** the words said, without 文号 and 条号, positions in `text` */
  said: Token[];
  spoken: SpokenWord[];
  terms: SoughtTerm[];
}

// What a caller may have meant counts a little less than what was said.
const SPOKEN_WEIGHT = 0.8;
/** What the same sound may mean as well. */
const SOUND_WEIGHT = 0.4;
/** Nobody types more; what is pasted beyond it would only cost time. */
const LONGEST_QUESTION = 200;

/** `known` gives the 文号 of the library that was meant: one that is not there is read as words (2020 3号线). */
export function readQuestion(
  written: string,
  known: (docNo: DocNo) => DocNo | null,
  hear: (text: string) => Hearing = asWritten,
  synonyms: readonly SpokenWord[] = SPOKEN,
): Question {
  const { text, heard } = hear(normalise(written.slice(0, LONGEST_QUESTION)));
  const docNos: DocNo[] = [];
  let words = text;
  for (const asked of findDocNos(text)) {
    const number = known(asked);
    if (number === null) continue;
    docNos.push(asked);
    words = blank(words, startOfDocNo(text, asked, number), asked.end);
  }
  const clauseNo = findClauseNo(words);
  if (clauseNo !== null) words = blank(words, clauseNo.start, clauseNo.end);
  const said = tokenise(words);
  const spoken = spokenIn(words, synonyms);
  const terms = termsOf(said, spoken, heard);
  return { text, heard, docNos, clauseNo: clauseNo?.no ?? null, said, spoken, terms };
}

function asWritten(text: string): Hearing {
  return { text, heard: [] };
}

function termsOf(
  said: readonly Token[],
  spoken: readonly SpokenWord[],
  heard: readonly Heard[],
): SoughtTerm[] {
  const boosts = new Map<string, number>();
  const add = ({ term, weight }: WeighedToken, factor: number) =>
    boosts.set(term, Math.max(weight * factor, boosts.get(term) ?? 0));
  for (const token of weigh(said)) add(token, 1);
  for (const { written } of spoken) {
    for (const word of written) for (const token of weigh(tokenise(word))) add(token, SPOKEN_WEIGHT);
  }
  for (const { words } of heard)
    for (const word of words.slice(1)) for (const token of weigh(tokenise(word))) add(token, SOUND_WEIGHT);
  return [...boosts].map(([term, boost]) => ({ term, boost }));
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

/** The parts of the question that were found, longest first: 信息公开申请, 答复. */
export function phrasesFound(question: Question, isFound: (token: Token) => boolean): string[] {
  const spans: { start: number; end: number }[] = [];
  for (const token of question.said) {
    if (!isFound(token)) continue;
    const { start, end } = token;
    const last = spans.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  const phrases = new Set(spans.map(({ start, end }) => question.text.slice(start, end)));
  return [...phrases].sort((a, b) => b.length - a.length);
}
