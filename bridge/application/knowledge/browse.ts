import type { BuiltInRow } from '../../../knowledge/content/built-in.ts';
import type { Provenance } from '../../../knowledge/content/delivery.ts';
import type { Content } from '../../../knowledge/content/entry.ts';
import type { Page, PublishedFilter, PublishedPage, PublishedRow } from '../knowledge-store.ts';

/** What is in use, whether it was published here or comes with the product; that belongs to no unit. */
export interface BrowsedRow extends Omit<PublishedRow, 'unitId'> {
  unitId: string | null;
}

export interface Browsed {
  row: BrowsedRow;
  content: Content;
  provenance: Provenance | null;
}

export interface BrowsedPage extends Omit<PublishedPage, 'entries'> {
  entries: BrowsedRow[];
}

export function browsedRow({ dataAsOf, ...row }: BuiltInRow): BrowsedRow {
  return {
    ...row,
    unitId: null,
    system: 'built-in',
    publishedAt: Date.parse(`${dataAsOf}T00:00:00+08:00`),
  };
}

/** One list of both: what was published here, then what comes with the product. */
export function withBuiltIn(
  own: PublishedPage,
  builtIn: readonly BuiltInRow[],
  filter: PublishedFilter,
  { offset, limit }: Page,
): BrowsedPage {
  const others = builtIn.filter((row) => isMeant(row, filter));
  const from = Math.max(0, offset - own.total);
  const room = limit - own.entries.length;
  const counts = new Map<string, PublishedPage['shelves'][number]>();
  for (const { materialClass, topic, count } of [...own.shelves, ...builtIn.map(alone)]) {
    const key = `${materialClass}\n${topic}`;
    counts.set(key, { materialClass, topic, count: count + (counts.get(key)?.count ?? 0) });
  }
  return {
    entries: [...own.entries, ...others.slice(from, from + room).map(browsedRow)],
    total: own.total + others.length,
    shelves: [...counts.values()],
  };
}

function alone({ materialClass, topic }: BuiltInRow) {
  return { materialClass, topic, count: 1 };
}

function isMeant(
  row: BuiltInRow,
  { kind, materialClass, topic, regionCode, text }: PublishedFilter,
): boolean {
  return (
    (kind === undefined || row.kind === kind) &&
    (materialClass === undefined || row.materialClass === materialClass) &&
    (topic === undefined || row.topic === topic) &&
    (regionCode === undefined || row.regionCode === regionCode) &&
    (text === undefined || row.title.includes(text))
  );
}
