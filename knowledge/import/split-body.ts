import type { Clause } from '../article.ts';
import { readNumeral } from '../text/numeral.ts';
import { clausesOf, linesOf } from './parse-text.ts';

/**
 * 正文 as it comes from a cell, a page or a document: paragraphs, where nothing says which of them are headings. They
 * are told by their numbers, then split as the texts of the library are. No word is lost.
 */
const DIVISION = /^第[零〇一二三四五六七八九十百]+(?:编|分编|章|节)(?=[ \u3000]|$)/;
const MARKED = /^(#{2,6})\s*(.+)$/;
const SECTION = /^[一二三四五六七八九十]+、/;
const ARTICLE = /^第([零〇一二三四五六七八九十百千]+)条/;
const SPACED_ARTICLE = /^第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十])?[ \u3000]/;
const HEADING_LENGTH = 40;

export function splitBody(body: string): Clause[] {
  const lines = withSpaces(linesOf(body));
  const byArticles = lines.some((line) => SPACED_ARTICLE.test(line));
  const headings = new Set(lines.keys().filter((at) => isHeading(lines[at] ?? '', byArticles)));
  // A heading that no clause stands under would vanish: it stays a paragraph. Each round leaves fewer.
  for (;;) {
    const clauses = clausesOf(lines.map((line, at) => (headings.has(at) ? marked(line) : bare(line))));
    const seen = new Set(clauses.flatMap(({ heading }) => heading));
    const lost = [...headings].filter((at) => !seen.has(bare(lines[at] ?? '')));
    if (lost.length === 0)
      return clauses.map(({ no, text, anchor, heading }) => ({ no, text, anchor, heading }));
    for (const at of lost) headings.delete(at);
  }
}

function marked(line: string): string {
  return MARKED.test(line) ? line : `## ${line}`;
}

/** Without the marks of a heading. */
function bare(line: string): string {
  return MARKED.exec(line)?.[2] ?? line;
}

function isHeading(line: string, byArticles: boolean): boolean {
  if (MARKED.test(line)) return true;
  if (line.length > HEADING_LENGTH || /[。；！？]/.test(line)) return false;
  return DIVISION.test(line) || (!byArticles && SECTION.test(line));
}

/**
 * 第三条为了… begins an article where the one before was 第二条; 第三条规定的… in the middle of 第七条 doesn't. With a
 * space behind the number it is one anyway.
 */
function withSpaces(lines: readonly string[]): string[] {
  let last = 0;
  return lines.map((line) => {
    const match = ARTICLE.exec(line);
    if (match === null) return line;
    const value = readNumeral(match[1] ?? '') ?? 0;
    const spaced = SPACED_ARTICLE.test(line);
    if (!spaced && value !== last + 1) return line;
    last = value;
    return spaced ? line : `${match[0]}\u3000${line.slice(match[0].length)}`;
  });
}

/** The clauses as paragraphs again, so that splitting them gives the same, where their shape allows it. */
export function joinBody(clauses: readonly Clause[]): string {
  const lines: string[] = [];
  const byArticles = clauses.some(({ no }) => ARTICLE.test(no));
  let path: readonly string[] = [];
  for (const { no, text, heading } of clauses) {
    const same = heading.findIndex((part, depth) => part !== path[depth]);
    const from = same < 0 ? heading.length : same;
    heading.slice(from).forEach((part, index) => {
      const marks = '#'.repeat(Math.min(2 + from + index, 6));
      lines.push(isHeading(part, byArticles) ? part : `${marks} ${part}`);
    });
    path = heading;
    lines.push(`${labelOf(no, heading.at(-1) ?? '')}${text}`);
  }
  return lines.join('\n');
}

function labelOf(no: string, heading: string): string {
  if (ARTICLE.test(no)) return `${no}\u3000`;
  const subsection = /^[一二三四五六七八九十]+(（[一二三四五六七八九十]+）)$/.exec(no);
  if (subsection !== null) return subsection[1] ?? '';
  const item = /^附件第(\d+)项$/.exec(no);
  if (item !== null) return `${item[1] ?? ''}．`;
  return /^[一二三四五六七八九十]+$/.test(no) && !heading.startsWith(`${no}、`) ? `${no}、` : '';
}
