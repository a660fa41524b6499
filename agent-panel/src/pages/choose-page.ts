import type { Right } from '../../../bridge/protocol/domain.ts';

export type PageName = 'operator' | 'floor';

/** The pages a person may open, the one they live in first. */
export function pagesFor(rights: readonly Right[]): PageName[] {
  const pages: PageName[] = [];
  if (rights.includes('take-calls')) pages.push('operator');
  if (rights.includes('watch-floor')) pages.push('floor');
  return pages;
}

/** `#floor` wishes for a page; a wish for one that is not allowed is not told apart from none. */
export function choosePage(rights: readonly Right[], hash: string): PageName | null {
  const pages = pagesFor(rights);
  return pages.find((page) => `#${page}` === hash) ?? pages[0] ?? null;
}
