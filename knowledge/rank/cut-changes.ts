import type { SearchedText } from '../content/answering.ts';
import type { Faq } from '../content/entry.ts';
import { type SegmentedText, segmentOf } from '../index/clause-index.ts';
import type { Segment } from '../index/segment.ts';
import { type Forerunners, forerunnersOf, type TextBefore } from './forerunners.ts';
import { type CutFaqs, cutFaqs } from './precedents.ts';

/** What was published, changed or withdrawn, as the search knows it. */
export interface Changes {
  texts: readonly SearchedText[];
  faqs: readonly Faq[];
  /** ids of texts and FAQ */
  gone: readonly string[];
}

/** What is looked at of the changes to cut their words: less than all has to be given to another thread. */
export interface Uncut {
  texts: readonly SegmentedText[];
  faqs: readonly Faq[];
  /** texts that FAQ rest on, and those they took the place of */
  before: readonly TextBefore[];
}

/** What costs time of taking changes in. */
export interface Cut {
  clauses: Segment;
  faqs: CutFaqs;
  forerunners: Forerunners;
}

export function cutChanges({ texts, faqs, before }: Uncut): Cut {
  const basis = faqs.flatMap(({ content }) => content.basis);
  return {
    clauses: segmentOf(texts),
    faqs: cutFaqs(faqs),
    forerunners: forerunnersOf(basis, new Map(before.map((text) => [text.id, text]))),
  };
}
