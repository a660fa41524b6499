import type { Right } from '../../../bridge/protocol/domain.ts';

export type PageName = 'operator' | 'floor' | 'knowledge' | 'library' | 'outbox';

/** What opens a page. A page that needs no right of its own is nobody's. */
const needed: readonly [PageName, Right][] = [
  ['operator', 'take-calls'],
  ['floor', 'watch-floor'],
  ['knowledge', 'work-on-knowledge'],
  ['library', 'browse-knowledge'],
  // One's own messages, or those of the unit.
  ['outbox', 'take-calls'],
  ['outbox', 'watch-floor'],
];

/** The pages a person may open, the one they live in first. */
export function pagesFor(rights: readonly Right[]): PageName[] {
  const pages = needed.filter(([, right]) => rights.includes(right)).map(([page]) => page);
  return [...new Set(pages)];
}

/**
 * `#floor` wishes for a page, `#knowledge/tasks` for a part of it; a wish for one that is not allowed is not told apart
 * from none.
 */
export function choosePage(rights: readonly Right[], hash: string): PageName | null {
  const [wished] = hash.replace(/^#/, '').split('/');
  const pages = pagesFor(rights);
  return pages.find((page) => page === wished) ?? pages[0] ?? null;
}
