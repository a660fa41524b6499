/** The parts of the knowledge desk, as the address names them: `#knowledge/tasks`. */
export const tabs = ['entries', 'tasks', 'imports', 'sources', 'usage', 'trials'] as const;
export type TabName = (typeof tabs)[number];

export interface Place {
  tab: TabName;
  /** what is open in it */
  open: string | null;
  /** which part of what is open; empty: the first */
  part: string;
}

/** What the address wishes for. An unknown tab is the first one, what cannot be read is nothing. */
export function placeOf(hash: string): Place {
  const [, wished, open = '', part = ''] = hash.replace(/^#/, '').split('/');
  const tab = tabs.find((name) => name === wished) ?? tabs[0];
  return { tab, open: readable(open), part: readable(part) ?? '' };
}

export function addressOf(tab: TabName, open: string | null = null, part = ''): string {
  const rest = [open ?? '', part].filter((text) => text !== '').map((text) => `/${encodeURIComponent(text)}`);
  return `#knowledge/${tab}${rest.join('')}`;
}

/** People cut addresses short when they copy them: half a % sign is no reason to fail. */
function readable(text: string): string | null {
  try {
    const read = decodeURIComponent(text);
    return read === '' ? null : read;
  } catch {
    return null;
  }
}
