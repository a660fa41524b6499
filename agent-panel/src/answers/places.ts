/** Where keys lead. Ids instead of refs: a shortcut may come before the part it leads to is drawn. */
export const SEARCH_ID = 'answer-search';
export const LIST_ID = 'answer-list';
export const CLAUSE_ID = 'clause';

export function optionId(key: string): string {
  return `hit-${key}`;
}

/** Where columns become tabs the page scrolls as a whole (narrow.css). */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 899px)').matches;
}

export function scrollClause(by: 1 | -1): void {
  const pane = document.getElementById(CLAUSE_ID);
  if (pane === null) return;
  if (isNarrow()) scrollBy({ top: by * innerHeight * 0.6 });
  else pane.scrollBy({ top: by * pane.clientHeight * 0.85 });
}

export function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
