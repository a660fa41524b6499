/** A clause of the library as a key of maps. */
export function clauseKey(articleId: string, clauseNo: string): string {
  return `${articleId}#${clauseNo}`;
}

export function clauseOf(key: string): { articleId: string; clauseNo: string } {
  const at = key.indexOf('#');
  return { articleId: key.slice(0, at), clauseNo: key.slice(at + 1) };
}
