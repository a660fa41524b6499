import type { PolicyArticle } from '../article.ts';
import { parseDocNo, sameDocNo } from '../text/doc-no.ts';

/** A text, and what it says that it takes the place of: ids or 文号. */
export interface Replacing {
  article: PolicyArticle;
  replaces: readonly string[];
}

/**
 * The texts as they stand beside each other: one that another takes the place of ends on the day on which that one
 * begins, unless it ends earlier by itself. A text that would end itself, over whatever way round, is left as it is.
 */
export function asReplaced(texts: Iterable<Replacing>): Map<string, PolicyArticle> {
  const own = new Map<string, Replacing>();
  for (const text of texts) own.set(text.article.id, text);
  const idOf = finderOf(own);
  const standing = new Map([...own].map(([id, { article }]) => [id, article]));
  for (const { article, replaces } of own.values()) {
    if (article.commencement.kind === 'unknown') continue;
    const { textFrom } = article.commencement;
    for (const told of replaces) {
      const id = idOf(told);
      const before = id === null ? undefined : standing.get(id);
      if (before === undefined || isBefore(article.id, before.id, standing)) continue;
      if (before.ending.kind !== 'none' && before.ending.on <= textFrom) continue;
      standing.set(before.id, {
        ...before,
        ending: {
          kind: 'repealed',
          on: textFrom,
          basis: `《${article.title}》载明废止本文件。`,
          successorId: article.id,
        },
        supersededBy: [...new Set([...before.supersededBy, article.id])],
      });
      const now = standing.get(article.id) ?? article;
      standing.set(article.id, { ...now, supersedes: [...new Set([...now.supersedes, before.id])] });
    }
  }
  return standing;
}

/** Texts by id or 文号. Numbers are looked through once: in a city's base thousands of texts replace others. */
function finderOf(own: ReadonlyMap<string, Replacing>): (told: string) => string | null {
  let numbered: Map<string, PolicyArticle[]> | null = null;
  return (told) => {
    if (own.has(told)) return told;
    const asked = parseDocNo(told);
    if (asked === null) return null;
    numbered ??= Map.groupBy(
      [...own.values()].map(({ article }) => article),
      ({ docNo }) => (docNo === null ? '' : `${docNo.year} ${docNo.serial}`),
    );
    const alike = numbered.get(`${asked.year} ${asked.serial}`) ?? [];
    return alike.find(({ docNo }) => docNo !== null && sameDocNo(asked, docNo))?.id ?? null;
  };
}

/** Did this one end before, by whatever chain, for the other? */
function isBefore(id: string, other: string, standing: ReadonlyMap<string, PolicyArticle>): boolean {
  const passed = new Set<string>();
  for (let next: string | null = id; next !== null && !passed.has(next); ) {
    if (next === other) return true;
    passed.add(next);
    const ending: PolicyArticle['ending'] | undefined = standing.get(next)?.ending;
    next = ending !== undefined && 'successorId' in ending ? ending.successorId : null;
  }
  return false;
}
