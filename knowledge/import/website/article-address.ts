import { createHash } from 'node:crypto';
import type { Site } from './site.ts';
import { startsOf } from './site.ts';

const LONGEST = 2_000;
const FILES = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv|jpe?g|png|gif|mp[34]|exe)$/i;

/** `article`: a page to read; `file`: an attachment, which no page reader reads; null: another site, or no page. */
export type LinkKind = 'article' | 'file' | null;

/** An address in the one way that it is kept and compared; null for what is none (javascript:, mailto:, too long). */
export function absolute(href: string, base: string): string | null {
  const trimmed = href.trim();
  if (trimmed === '' || trimmed.startsWith('#') || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url.href.length > LONGEST ? null : url.href;
}

/** What the site's configuration makes of a link. */
export function linkKind(address: string, site: Site): LinkKind {
  const url = new URL(address);
  if (!hostsOf(site).has(url.host)) return null;
  if (FILES.test(url.pathname)) return 'file';
  if (startsOf(site).some((start) => start.url === address) || url.pathname === '/') return null;
  return site.articlePaths.length === 0 || site.articlePaths.some((pattern) => fits(pattern, url.pathname))
    ? 'article'
    : null;
}

export function isSameSite(address: string, site: Site): boolean {
  return hostsOf(site).has(new URL(address).host);
}

function hostsOf(site: Site): ReadonlySet<string> {
  return new Set([...site.hosts, ...startsOf(site).map(({ url }) => new URL(url).host)]);
}

/** Piece by piece from the left: no pattern can make it slow. */
function fits(pattern: string, path: string): boolean {
  const pieces = pattern.split('*');
  const [first = ''] = pieces;
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return path === pattern;
  if (!path.startsWith(first) || !path.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return path.length - last.length >= at;
}

/** What the source calls the page: its address without http or https, which change; a long one by its hash. */
export function sourceIdOf(address: string): string {
  const id = address.replace(/^https?:\/\//, '');
  return id.length <= 300 ? id : `${id.slice(0, 200)}#${createHash('sha256').update(id).digest('hex')}`;
}
