import type { PolicyArticle } from '../article.ts';

/** A clause of the library as a key of maps. */
export function clauseKey(articleId: string, clauseNo: string): string {
  return `${articleId}#${clauseNo}`;
}

export function clauseOf(key: string): { articleId: string; clauseNo: string } {
  const at = key.indexOf('#');
  return { articleId: key.slice(0, at), clauseNo: key.slice(at + 1) };
}

/** 第三条 of the clause at a position; empty where there is none. */
export function noOf({ clauses }: PolicyArticle, clause: number): string {
  return clauses[clause]?.no ?? '';
}

export function keyOf(article: PolicyArticle, clause: number): string {
  return clauseKey(article.id, noOf(article, clause));
}
