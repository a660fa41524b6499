import type { Library } from '../import/load-library.ts';
import { segmentOf } from '../index/clause-index.ts';
import { LiveSegment } from '../index/live-segment.ts';
import { Vocabulary, type Written } from '../text/vocabulary.ts';
import { type Forerunners, forerunnersOf } from './forerunners.ts';
import { type CutFaqs, cutFaqs } from './precedents.ts';
import { together, writtenInFaq, writtenInText } from './written.ts';

/** What follows from a library alone and takes two seconds of a core: worked out once, and kept for the next start. */
export interface WorkedOut {
  /** of the clauses of all texts */
  clauses: readonly LiveSegment[];
  precedents: WorkedOutPrecedents;
  /** belongs to who takes it: it learns the words of what is published later */
  vocabulary: Vocabulary;
}

export interface WorkedOutPrecedents {
  segments: readonly LiveSegment[];
  wordings: CutFaqs['wordings'];
  forerunners: Forerunners;
}

export function workOut(library: Library): WorkedOut {
  return {
    clauses: [new LiveSegment(segmentOf(library.articles))],
    ...workOutShelf(library),
  };
}

/** The same without the clauses' index. */
export function workOutShelf({ articles, faqs, lines }: Library): Omit<WorkedOut, 'clauses'> {
  const { wordings, entries } = cutFaqs(faqs);
  const basis = faqs.flatMap(({ content }) => content.basis);
  const forerunners = forerunnersOf(basis, new Map(articles.map((article) => [article.id, article])));
  const written: Written[] = [
    ...articles.flatMap((article) => [...writtenInText({ article, replaces: [], keywords: [] })]),
    ...faqs.map(writtenInFaq),
    { titles: [], texts: [], asked: lines.flatMap(({ starters }) => starters.map(({ asks }) => asks)) },
  ];
  return {
    precedents: { segments: [new LiveSegment(entries)], wordings, forerunners },
    vocabulary: new Vocabulary(together(written)),
  };
}
