import { levelSchema, type PolicyArticle } from '../article.ts';
import { prevails } from '../validity/prevails.ts';
import { applies } from '../validity/validity.ts';
import type { AnswerHit } from './hit.ts';
import type { Shelf } from './shelf.ts';

/** Texts of several levels that answer one question, with what is known of their order. */
export interface SideBySide {
  /** the one that prevails over all others that it can be compared with, first; then from the State down */
  texts: AnswerHit[];
  /** of the first beside each other one, in words that an operator can read */
  order: Comparison[];
}

export interface Comparison {
  /** ids of texts; null where the law leaves it to somebody */
  prevailing: string | null;
  other: string;
  beside: string;
  why: string;
  basis: string;
}

/** Of the best one's score: below, a text speaks of something else. */
const SAME_MATTER = 0.5;

/**
 * The texts among the hits that may speak of one matter at once. Null when there is only one, or all are of one level
 * and one kind: then nothing has to be weighed. Whether they contradict each other is for the reader.
 */
export function sideBySide(hits: readonly AnswerHit[], shelf: Shelf): SideBySide | null {
  const best = hits[0];
  if (best === undefined) return null;
  /** of each matter, the one of the best hit first, since a text of another may stand above those that are to be weighed */
  const matters = new Map<string, Map<string, Text>>();
  for (const hit of hits) {
    const article = shelf.byId.get(hit.articleId);
    if (article === undefined || !applies(hit.validity.state) || hit.score < best.score * SAME_MATTER)
      continue;
    const texts = matters.get(article.topic) ?? new Map<string, Text>();
    matters.set(article.topic, texts);
    if (!texts.has(article.id)) texts.set(article.id, { hit, article });
  }
  for (const texts of matters.values()) {
    const weighed = weigh([...texts.values()]);
    if (weighed !== null) return weighed;
  }
  return null;
}

interface Text {
  hit: AnswerHit;
  article: PolicyArticle;
}

function weigh(texts: readonly Text[]): SideBySide | null {
  const kinds = new Set(texts.map(({ article }) => `${article.level} ${article.instrument}`));
  if (kinds.size < 2) return null;
  const first = texts.find(({ article }) =>
    texts.every(({ article: other }) => other === article || prevails(article, other).prevails !== 'second'),
  );
  const head = first ?? texts[0];
  if (head === undefined) return null;
  const levels = levelSchema.options;
  const others = texts
    .filter((text) => text !== head)
    .sort((one, other) => levels.indexOf(one.article.level) - levels.indexOf(other.article.level));
  return {
    texts: [head, ...others].map(({ hit }) => hit),
    order: others.map(({ article }) => compare(head.article, article)),
  };
}

function compare(first: PolicyArticle, second: PolicyArticle): Comparison {
  const { prevails: which, why, basis } = prevails(first, second);
  return {
    prevailing: which === null ? null : which === 'first' ? first.id : second.id,
    other: first.id,
    beside: second.id,
    why,
    basis,
  };
}
