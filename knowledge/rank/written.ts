import type { SearchedText } from '../content/answering.ts';
import type { Faq } from '../content/entry.ts';
import type { Written } from '../text/vocabulary.ts';

/** So many signs are heard at a step: a millisecond or so, and whoever waits has a turn. */
const signsAtOnce = 1_500;

/** What came or went, and has to be heard of. */
export interface Unheard {
  written: Written;
  came: boolean;
}

/** In their order, little things together: the words of the field are weighed once for all of them. */
export function* inSteps(unheard: readonly Unheard[]): Iterable<Unheard> {
  let some: Written[] = [];
  let signs = 0;
  for (const [at, { written, came }] of unheard.entries()) {
    some.push(written);
    for (const part of [written.titles, written.texts, written.asked])
      for (const text of part) signs += text.length;
    const next = unheard[at + 1];
    if (signs < signsAtOnce && next?.came === came) continue;
    yield { written: together(some), came };
    some = [];
    signs = 0;
  }
}

export function together(some: readonly Written[]): Written {
  return {
    titles: some.flatMap(({ titles }) => titles),
    texts: some.flatMap(({ texts }) => texts),
    asked: some.flatMap(({ asked }) => asked),
  };
}

/** Two initials mean too much: with the keywords of the FAQ among them, xyzzy was 歇业 and 执照. */
const leastInitials = 3;

/** What a text has to be known by, in parts. */
export function* writtenInText({ article, keywords }: SearchedText): Iterable<Written> {
  const { title, docNo, clauses } = article;
  const code = docNo === null ? [] : [docNo.issuerCode];
  let texts: string[] = [];
  let signs = 0;
  for (const { text } of clauses) {
    texts.push(text);
    signs += text.length;
    if (signs < signsAtOnce) continue;
    yield { titles: [], texts, asked: [] };
    texts = [];
    signs = 0;
  }
  const [long, short] = byLength(keywords);
  yield { titles: [title, ...code, ...long], texts: [...texts, ...short], asked: [] };
}

export function writtenInFaq({ content: { question, similar, keywords } }: Faq): Written {
  const [long] = byLength(keywords);
  return { titles: long, texts: [], asked: [question, ...similar, ...keywords] };
}

/** Those that are known by their initials too, and the others. */
function byLength(keywords: readonly string[]): [long: string[], short: string[]] {
  const isLong = (keyword: string) => [...keyword].length >= leastInitials;
  return [keywords.filter(isLong), keywords.filter((keyword) => !isLong(keyword))];
}
