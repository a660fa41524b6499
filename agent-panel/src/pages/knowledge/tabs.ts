/** The parts of the knowledge desk, as the address names them: `#knowledge/tasks`. */
export const tabs = ['entries', 'tasks', 'imports', 'sources', 'usage', 'trials'] as const;
export type TabName = (typeof tabs)[number];

/** What the address wishes for: a part, and what is open in it. An unknown part is the first one. */
export function placeOf(hash: string): { tab: TabName; open: string | null } {
  const [, wished, open] = hash.replace(/^#/, '').split('/');
  const tab = tabs.find((name) => name === wished) ?? tabs[0];
  return { tab, open: open === undefined || open === '' ? null : decodeURIComponent(open) };
}

export function addressOf(tab: TabName, open: string | null = null): string {
  return open === null ? `#knowledge/${tab}` : `#knowledge/${tab}/${encodeURIComponent(open)}`;
}
