import type { PageNode } from './read-html.ts';

/**
 * What a reader of the page sees, as plain lines. No markup comes out of here, so none can do harm later; scripts,
 * styles, frames and what is hidden are not read at all. A form is read for what stands in it (whole pages lie in
 * one), its fields are not.
 */
const NOT_READ = new Set(
  (
    'script style noscript template iframe frame frameset object embed applet svg math canvas audio video map head ' +
    'title link meta input select option button textarea datalist'
  ).split(' '),
);
const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr html li main nav ol p pre section ul table tbody thead tfoot caption tr'
  ).split(' '),
);
/** A row of a table of data is one line; a table that only arranges the page has long or many lines in a cell. */
const CELL_LENGTH = 500;
const CELL_LINES = 4;

export function linesOf(node: PageNode): string[] {
  const lines: string[] = [];
  let open = '';
  const close = () => {
    const line = tidied(open);
    if (line !== '') lines.push(line);
    open = '';
  };
  const walk = (at: PageNode) => {
    if (at.type === 'text') {
      open += at.data;
      return;
    }
    if (at.type === 'root') {
      for (const child of at.children) walk(child);
      return;
    }
    if (!isRead(at)) return;
    if (at.name === 'br') {
      close();
      return;
    }
    const block = BLOCKS.has(at.name);
    if (block) close();
    if (at.name === 'tr') lines.push(...rowOf(at));
    else for (const child of at.children) walk(child);
    if (block) close();
  };
  walk(node);
  close();
  return lines;
}

/** All of it on one line. */
export function textOf(node: PageNode): string {
  return linesOf(node).join(' ');
}

/** Elements `a` with an address, in order. By a walk: a selector inside of a node takes the square of its elements. */
export function linksWithin(node: PageNode): PageElement[] {
  const links: PageElement[] = [];
  const walk = (at: PageNode) => {
    if (at.type !== 'root' && !isRead(at)) return;
    if (at.type !== 'root' && at.name === 'a' && at.attribs.href !== undefined) links.push(at);
    for (const child of at.children) walk(child);
  };
  walk(node);
  return links;
}

function rowOf(row: Extract<PageNode, { children: unknown }>): string[] {
  const cells = row.children.filter(
    (child) => isElement(child) && (child.name === 'td' || child.name === 'th') && isRead(child),
  );
  const read = cells
    .map((cell) => linesOf({ ...cell, name: 'div' } as PageNode))
    .filter((cell) => cell.length > 0);
  const arranging = read.some((cell) => cell.length > CELL_LINES || cell.join('').length > CELL_LENGTH);
  return read.length < 2 || arranging ? read.flat() : [read.map((cell) => cell.join(' ')).join(' | ')];
}

export type PageElement = Extract<PageNode, { attribs: unknown }>;

export function isElement(node: PageNode): node is PageElement {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

export function isRead(node: PageNode): node is PageElement {
  if (!isElement(node) || NOT_READ.has(node.name)) return false;
  // Broken-in sites carry links to gambling in what nobody sees.
  const { style = '', hidden } = node.attribs;
  return hidden === undefined && !/display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

/** U+3000 stays inside a line: 第一条　 is split by it. */
export function tidied(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]/g, '')
    .replace(/[\p{Cc}\u00a0\u2002-\u200a\u2028\u2029]+| +/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
