import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { AnswerUsed, ServiceFunction } from '../../../bridge/protocol/domain.ts';

/** A hit where it stands in the list: repealed text hangs, struck out, under what took its place. */
export interface PlacedHit {
  hit: AnswerHitView;
  key: string;
  under: boolean;
}

export function isOver(hit: Pick<AnswerHitView, 'validity'>): boolean {
  return hit.validity.state === 'repealed' || hit.validity.state === 'ended';
}

export function keyOf(hit: Pick<AnswerHitView, 'articleId' | 'clauseNo'>): string {
  return `${hit.articleId}/${hit.clauseNo}`;
}

/** as the bridge calls the guide of an organ */
const guideTitle = '政府信息公开指南';

/** Where a file is asked for, an organ's 公开指南 is no answer: it stands among the organs, not among what was found. */
export function shownIn(
  serviceFunction: ServiceFunction,
  hits: readonly AnswerHitView[],
): readonly AnswerHitView[] {
  return serviceFunction === 'DISCLOSURE_GUIDE'
    ? hits.filter(({ title }) => !title.endsWith(guideTitle))
    : hits;
}

/**
 * What is in force keeps its rank; what is over never stands above it: under its successor where that was found
 * too, else at the end.
 */
export function place(hits: readonly AnswerHitView[]): PlacedHit[] {
  const placed: PlacedHit[] = [];
  const taken = new Set<AnswerHitView>();
  const put = (hit: AnswerHitView, under: boolean) => {
    taken.add(hit);
    placed.push({ hit, key: keyOf(hit), under });
  };
  const over = hits.filter(isOver);
  for (const hit of hits) {
    if (isOver(hit)) continue;
    put(hit, false);
    const followers = over.filter(
      (old) => old.validity.successor?.articleId === hit.articleId && !taken.has(old),
    );
    for (const old of followers) put(old, true);
  }
  for (const old of over) if (!taken.has(old)) put(old, false);
  return placed;
}

/** @param offline out of the pack on this PC: the record says so */
export function answerFrom(hit: AnswerHitView, offline = false): AnswerUsed {
  return {
    articleId: hit.articleId,
    articleRev: hit.articleRev,
    clauseNo: hit.clauseNo,
    title: hit.title,
    docNo: hit.docNo,
    validityAtAnswer: hit.validity.label,
    rank: hit.rank,
    ...(offline && { offline: true as const }),
  };
}

/** `snippet` cut at its highlights; ranges out of order or out of bounds are passed over. */
export function cutHighlights(
  text: string,
  ranges: readonly (readonly [number, number])[],
): { text: string; found: boolean }[] {
  const parts: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) parts.push({ text: text.slice(at, from), found: false });
    parts.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), found: false });
  return parts;
}
