import type { Clause, PolicyArticle } from '../article.ts';
import type { Basis } from '../content/entry.ts';
import { clauseKey } from './clause-key.ts';
import { clauseTerms, closestTo } from './closest-clause.ts';

export interface Forerunners {
  /** by clause, those it took the place of, however many texts ago */
  clauses: ReadonlyMap<string, readonly string[]>;
  /** by article id, the texts it took the place of */
  texts: ReadonlyMap<string, readonly string[]>;
}

/** What is looked at of a text. */
export type TextBefore = Pick<PolicyArticle, 'id' | 'supersedes'> & {
  clauses: readonly Pick<Clause, 'no' | 'text'>[];
};

/** The texts that `forerunnersOf` looks at: those of the clauses that took the place of others, and these. */
export function textsBefore(
  clauses: readonly Basis[],
  byId: ReadonlyMap<string, PolicyArticle>,
): TextBefore[] {
  const texts = new Map<string, TextBefore>();
  for (const id of new Set(clauses.map(({ articleId }) => articleId))) {
    const article = byId.get(id);
    if (article === undefined) continue;
    const earlier = allBefore<TextBefore>(article, byId);
    if (earlier.size === 0) continue;
    for (const { id, supersedes, clauses } of [article, ...earlier])
      texts.set(id, { id, supersedes, clauses: clauses.map(({ no, text }) => ({ no, text })) });
  }
  return [...texts.values()];
}

/**
 * The clauses of earlier texts that said what a clause says now. Answers rest on the text of today; asked for a day on
 * which another text applied they lead to that one, and today they show it struck out below its successor.
 *
 * @returns by clause, those it took the place of, however many texts ago
 */
export function forerunnersOf(clauses: readonly Basis[], byId: ReadonlyMap<string, TextBefore>): Forerunners {
  const terms = new Map<string, ReadonlySet<string>[]>();
  const termsOf = (article: TextBefore) => {
    const known = terms.get(article.id) ?? article.clauses.map(({ text }) => clauseTerms(text));
    terms.set(article.id, known);
    return known;
  };
  const forerunners = new Map<string, string[]>();
  const texts = new Map<string, string[]>();
  for (const { articleId, clauseNo } of clauses) {
    const key = clauseKey(articleId, clauseNo);
    const article = byId.get(articleId);
    const text = article?.clauses.find(({ no }) => no === clauseNo)?.text;
    if (article === undefined || text === undefined || forerunners.has(key)) continue;
    const found: string[] = [];
    const earlier = allBefore(article, byId);
    if (earlier.size > 0)
      texts.set(
        articleId,
        [...earlier].map(({ id }) => id),
      );
    for (const before of earlier) {
      const at = closestTo(clauseTerms(text), termsOf(before));
      const no = at === null ? undefined : before.clauses[at]?.no;
      if (no !== undefined) found.push(clauseKey(before.id, no));
    }
    if (found.length > 0) forerunners.set(key, found);
  }
  return { clauses: forerunners, texts };
}

function allBefore<T extends TextBefore>(article: T, byId: ReadonlyMap<string, T>): Set<T> {
  const before = new Set<T>();
  const waiting = [article];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const id of next.supersedes) {
      const found = byId.get(id);
      if (found === undefined || found === article || before.has(found)) continue;
      before.add(found);
      waiting.push(found);
    }
  return before;
}
