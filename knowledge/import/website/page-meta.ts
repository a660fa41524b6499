import { tidied } from './page-text.ts';
import type { Page } from './read-html.ts';

/** The tags that a government page must bear in its head: 政府网站发展指引 (国办发〔2017〕47号), 附件2. */
const TAGS = [
  'SiteName',
  'SiteDomain',
  'SiteIDCode',
  'ColumnName',
  'ColumnType',
  'ArticleTitle',
  'PubDate',
  'ContentSource',
  'Keywords',
  'Author',
  'Description',
  'Url',
] as const;
export type PageMeta = Readonly<Record<(typeof TAGS)[number], string | null>>;

const LONGEST = 500;

/** Names are compared without regard to case, as sites write them; an empty tag is none. */
export function readMeta(page: Page): PageMeta {
  const found = new Map<string, string>();
  for (const { attribs } of page('meta[name]').toArray()) {
    const name = (attribs.name ?? '').trim().toLowerCase();
    const content = tidied(attribs.content ?? '').slice(0, LONGEST);
    if (content !== '' && !found.has(name)) found.set(name, content);
  }
  return Object.fromEntries(TAGS.map((tag) => [tag, found.get(tag.toLowerCase()) ?? null])) as Record<
    (typeof TAGS)[number],
    string | null
  >;
}
