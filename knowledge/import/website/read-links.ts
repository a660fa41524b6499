import { SaxesParser } from 'saxes';
import { absolute } from './article-address.ts';
import { linksWithin, textOf, tidied } from './page-text.ts';
import { PageUnreadable } from './page-unreadable.ts';
import type { Page, PageNode } from './read-html.ts';

/** A link of a list, sitemap or feed. `changed` is when the source says it changed last, as written; compared only. */
export interface FoundLink {
  url: string;
  title: string;
  changed: string | null;
}

const MOST_LINKS = 50_000;
/** A sitemap index may name this many further sitemaps. */
const MOST_SITEMAPS = 50;

/** Each address once, with the first title that is not empty. */
export function linksOfList(page: Page, base: string, selector: string | null): FoundLink[] {
  const found = new Map<string, FoundLink>();
  const places: PageNode[] = selector === null ? page.root().toArray() : page(selector).toArray();
  for (const link of places.flatMap(linksWithin)) {
    if (found.size >= MOST_LINKS) break;
    const url = absolute(link.attribs.href ?? '', base);
    if (url === null) continue;
    const title = tidied(link.attribs.title ?? '') || textOf(link);
    const known = found.get(url);
    if (known === undefined) found.set(url, { url, title, changed: null });
    else if (known.title === '') known.title = title;
  }
  return [...found.values()];
}

/** sitemaps.org protocol 0.9: pages, or further sitemaps. */
export function readSitemap(xml: string, base: string): { pages: FoundLink[]; sitemaps: string[] } {
  const pages: FoundLink[] = [];
  const sitemaps: string[] = [];
  eachRecord(xml, ['url', 'sitemap'], ({ name, fields }) => {
    const url = absolute(fields.get('loc') ?? '', base);
    if (url === null) return;
    if (name === 'url') pages.push({ url, title: '', changed: fields.get('lastmod') ?? null });
    else if (sitemaps.length < MOST_SITEMAPS) sitemaps.push(url);
  });
  return { pages, sitemaps };
}

/** RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287). */
export function readFeed(xml: string, base: string): FoundLink[] {
  const links: FoundLink[] = [];
  eachRecord(xml, ['item', 'entry'], ({ fields }) => {
    const url = absolute(fields.get('link') ?? fields.get('guid') ?? fields.get('id') ?? '', base);
    if (url === null) return;
    const changed = fields.get('updated') ?? fields.get('pubDate') ?? fields.get('date') ?? null;
    links.push({ url, title: fields.get('title') ?? '', changed });
  });
  return links;
}

interface XmlRecord {
  name: string;
  /** of its direct children, by name without prefix; of a link in Atom, its href */
  fields: ReadonlyMap<string, string>;
}

/**
 * Elements of these names with the text of their children. saxes resolves no entity but the five of XML, and names
 * no file or address: there is nothing to expand and nothing to fetch.
 * @throws PageUnreadable PAGE_XML
 */
function eachRecord(xml: string, names: readonly string[], take: (record: XmlRecord) => void): void {
  const parser = new SaxesParser({ xmlns: false });
  let record: string | null = null;
  let fields = new Map<string, string>();
  let depth = 0;
  let text = '';
  let records = 0;
  parser.on('error', (error) => {
    throw new PageUnreadable(
      'PAGE_XML',
      `网站地图或订阅源（RSS）的格式有误，未读取（${error.message.slice(0, 120)}）。请与网站管理单位联系。`,
    );
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    if (record !== null) {
      depth += 1;
      if (depth === 1) {
        text = '';
        const { href, rel = 'alternate' } = attributes;
        if (local === 'link' && href !== undefined && rel === 'alternate') fields.set('link', href.trim());
      }
    } else if (names.includes(local)) {
      record = local;
      fields = new Map();
      depth = 0;
    }
  });
  const said = (words: string) => {
    if (record !== null && depth >= 1 && text.length < 4_000) text += words;
  };
  parser.on('text', said);
  parser.on('cdata', said);
  parser.on('closetag', ({ name }) => {
    if (record === null) return;
    if (depth === 0) {
      records += 1;
      if (records <= MOST_LINKS) take({ name: record, fields });
      record = null;
      return;
    }
    if (depth === 1) {
      const local = localName(name);
      const value = tidied(text);
      if (value !== '' && !fields.has(local)) fields.set(local, value);
    }
    depth -= 1;
  });
  parser.write(xml.replace(/^\ufeff/, '').trimStart()).close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
