/** One row as it is typed. */
export interface Row {
  key: string;
  spoken: string;
  /** words of rules, between spaces or 、 */
  written: string;
}

let made = 0;

export function emptyRow(): Row {
  made += 1;
  return { key: `row-${made}`, spoken: '', written: '' };
}

/** What the rows propose; null where nothing is said or a word stands twice. Rows without a word are left out. */
export function changesOf(rows: readonly Row[]): { spoken: string; written: string[] }[] | null {
  const changes = rows
    .map(({ spoken, written }) => ({
      spoken: spoken.trim(),
      written: written.split(/[\s、，,]+/).filter((word) => word !== ''),
    }))
    .filter(({ spoken }) => spoken !== '');
  if (changes.length === 0) return null;
  return new Set(changes.map(({ spoken }) => spoken)).size === changes.length ? changes : null;
}
