import type { PolicyArticle } from '../article.ts';
import type { Line } from '../import/catalogue.ts';
import { isSeenFrom } from '../validity/region.ts';
import { validityAt } from '../validity/validity.ts';
import type { HitValidity } from './hit.ts';

/** The articles of the library, as ranking looks them up. */
export interface Shelf {
  articles: readonly PolicyArticle[];
  byId: ReadonlyMap<string, PolicyArticle>;
  lines: readonly Line[];
  dataAsOf: string;
}

export function shelve(articles: readonly PolicyArticle[], lines: readonly Line[], dataAsOf: string): Shelf {
  return { articles, byId: new Map(articles.map((article) => [article.id, article])), lines, dataAsOf };
}

/** With the successor's name: of the chain of successors, the one in force on that day, else the next. */
export function hitValidity(
  shelf: Shelf,
  article: PolicyArticle,
  day: string,
  clauseNo?: string,
): HitValidity {
  const { successorId: _, ...validity } = validityAt(article, day, clauseNo);
  const successor = successorOf(shelf, article, day);
  return {
    ...validity,
    successor: successor === null ? null : { articleId: successor.id, title: successor.title },
  };
}

export function successorOf(shelf: Shelf, article: PolicyArticle, day: string): PolicyArticle | null {
  const passed = new Set([article.id]);
  let successor: PolicyArticle | null = null;
  let next = validityAt(article, day).successorId;
  while (next !== null && !passed.has(next)) {
    passed.add(next);
    const found = shelf.byId.get(next);
    if (found === undefined) break;
    successor = found;
    const validity = validityAt(found, day);
    next = validity.to !== null && day >= validity.to ? validity.successorId : null;
  }
  return successor;
}

export function seenFrom(shelf: Shelf, regionCode: string): PolicyArticle[] {
  return shelf.articles.filter((article) => isSeenFrom(article.regionCode, regionCode));
}
