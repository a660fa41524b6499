import type { Clause } from '../article.ts';
import { readNumeral } from '../text/numeral.ts';
import { type HistoryEntry, readHistory } from './read-history.ts';
import { TextError } from './text-error.ts';

/**
 * A text as it lies in texts/: Markdown with the title as its only first-level heading, 题注 lines, the mark
 * `INFO END`, then the body with its 编, 章 and 节 as headings. Nothing of the body is thrown away: headings and
 * clauses, one after the other, are the body again.
 */
export interface ParsedText {
  title: string;
  history: HistoryEntry[];
  clauses: ParsedClause[];
}

interface ParsedClause extends Clause {
  /** how the clause is numbered in print, before its text: 第十条, （一）, 1． */
  label: string;
}

interface OpenClause {
  no: string;
  label: string;
  heading: string[];
  lines: string[];
}

interface OpenHeading {
  depth: number;
  text: string;
}

const INFO_END = '<!-- INFO END -->';
const HEADING = /^(#{2,6})\s*(.+)$/;
const DIVISIONS = ['编', '分编', '章', '节'];
const ARTICLE = /^(第([零〇一二三四五六七八九十百千]+)条(之[一二三四五六七八九十])?)[ \u3000]+(.*)$/;
const SECTION = /^([一二三四五六七八九十]+)、/;
const SUBSECTION = /^(（[一二三四五六七八九十]+）)(.*)$/;
const ANNEX = /^(?:附[:：]|附录[:：]?|附件[:：]?|附表[:：]?)(.*)$|^(.{2,12}税率表[一二三四])（.*）$/;
const ANNEX_ITEM = /^((\d{1,3})[．.、])(.*)$/;

export function parseText(markdown: string, file: string): ParsedText {
  const infoEnd = markdown.indexOf(INFO_END);
  if (infoEnd < 0) {
    throw new TextError(
      'TEXT_UNREADABLE',
      file,
      `缺少 ${INFO_END}`,
      'the mark between notes and body is missing',
    );
  }
  const head = linesOf(markdown.slice(0, infoEnd));
  const body = linesOf(markdown.slice(infoEnd + INFO_END.length));
  const [first = ''] = head;
  if (!/^# ./.test(first)) {
    throw new TextError('TEXT_UNREADABLE', file, '第一行不是标题', 'the first line is not the title');
  }
  const notes = head.slice(1);
  // One text of the set has its note torn by the mark: 第二次 | 会议通过）.
  while (body[0] !== undefined && /^\S{0,12}(通过|修订|修正|公布)）?$/.test(body[0])) {
    notes.push((notes.pop() ?? '') + (body.shift() ?? ''));
  }
  const clauses = clausesOf(body);
  if (clauses.length === 0) throw new TextError('TEXT_UNREADABLE', file, '没有正文', 'there is no body');
  return { title: first.slice(2).trim(), history: readHistory(notes), clauses };
}

/** The body alone: its lines, with divisions and sections marked as headings, → its clauses. */
export function clausesOf(body: readonly string[]): ParsedClause[] {
  return withAnchors(body.some((line) => ARTICLE.test(line)) ? articlesOf(body) : sectionsOf(body));
}

/** Trimmed, without empty ones. */
export function linesOf(text: string): string[] {
  return text
    .replace(/\u200b/g, '')
    .split('\n')
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''))
    .filter((line) => line !== '');
}

function articlesOf(body: readonly string[]): OpenClause[] {
  const clauses: OpenClause[] = [];
  const headings: OpenHeading[] = [];
  let annex = '';
  for (const line of body) {
    const heading = HEADING.exec(line);
    const article = annex === '' ? ARTICLE.exec(line) : null;
    const annexTitle = ANNEX.exec(line);
    if (heading !== null && annex === '') {
      openHeading(headings, heading);
    } else if (article !== null) {
      const no = `第${article[2] ?? ''}条${article[3] ?? ''}`;
      clauses.push(open(no, article[1] ?? '', headings, article[4] ?? ''));
    } else if (annexTitle !== null && clauses.length > 0) {
      annex = annexTitle[2] ?? '附录';
      clauses.push({ no: annex, label: '', heading: [], lines: [line] });
    } else if (annex !== '' && SECTION.test(heading?.[2] ?? line)) {
      const text = heading?.[2] ?? line;
      clauses.push({ no: `${annex}${SECTION.exec(text)?.[1] ?? ''}`, label: '', heading: [], lines: [text] });
    } else {
      append(clauses, headings, line);
    }
  }
  return clauses;
}

function sectionsOf(body: readonly string[]): OpenClause[] {
  const clauses: OpenClause[] = [];
  const headings: OpenHeading[] = [];
  let section = '';
  let annex = '';
  for (const line of body) {
    const heading = HEADING.exec(line);
    const subsection = SUBSECTION.exec(line);
    const whole = annex === '' ? SECTION.exec(line) : null;
    const item = annex === '' ? null : ANNEX_ITEM.exec(line);
    if (heading !== null) {
      openHeading(headings, heading);
      section = SECTION.exec(heading[2] ?? '')?.[1] ?? '';
    } else if (ANNEX.test(line)) {
      annex = '附件';
      headings.length = 0;
      clauses.push({ no: annex, label: '', heading: [], lines: [line] });
    } else if (whole !== null) {
      // A section that is one paragraph: 一、对新办企业给予补贴。
      while ((headings.at(-1)?.depth ?? -1) > DIVISIONS.length) headings.pop();
      section = whole[1] ?? '';
      clauses.push(open(section, whole[0], headings, line.slice(whole[0].length)));
    } else if (item !== null) {
      clauses.push(open(`${annex}第${item[2] ?? ''}项`, item[1] ?? '', headings, item[3] ?? ''));
    } else if (subsection !== null && section !== '') {
      clauses.push(
        open(`${section}${subsection[1] ?? ''}`, subsection[1] ?? '', headings, subsection[2] ?? ''),
      );
    } else if (section !== '' && !clauses.some((clause) => clause.no.startsWith(section))) {
      clauses.push(open(section, '', headings, line));
    } else {
      append(clauses, headings, line);
    }
  }
  return clauses;
}

/** A paragraph belongs to the clause above it; before the first, it is the preamble. */
function append(clauses: OpenClause[], headings: readonly OpenHeading[], line: string): void {
  const last = clauses.at(-1);
  if (last === undefined) clauses.push(open('序言', '', headings, line));
  else last.lines.push(line);
}

function open(no: string, label: string, headings: readonly OpenHeading[], line: string): OpenClause {
  return { no, label, heading: headings.map((heading) => heading.text), lines: [line] };
}

/** By its name, not by its marks: in some texts 第三章 and 第一节 bear the same number of them. */
function openHeading(headings: OpenHeading[], match: RegExpExecArray): void {
  const text = (match[2] ?? '').trim();
  const named = DIVISIONS.indexOf(/^第[零〇一二三四五六七八九十百]+(分编|编|章|节)/.exec(text)?.[1] ?? '');
  const depth = named >= 0 ? named : DIVISIONS.length + (match[1] ?? '').length;
  while ((headings.at(-1)?.depth ?? -1) >= depth) headings.pop();
  headings.push({ depth, text });
}

function withAnchors(clauses: readonly OpenClause[]): ParsedClause[] {
  const used = new Map<string, number>();
  return clauses.map(({ no, label, heading, lines }, index) => {
    const wanted = anchorOf(no, index);
    const times = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, times);
    return {
      no,
      label,
      heading,
      text: lines.join('\n'),
      anchor: times === 1 ? wanted : `${wanted}-${times}`,
    };
  });
}

function anchorOf(no: string, index: number): string {
  const article = /^第(.+)条(?:之(.))?$/.exec(no);
  const value = article === null ? null : readNumeral(article[1] ?? '');
  if (value === null) return `part-${index + 1}`;
  const insertion = article?.[2] === undefined ? '' : `-${readNumeral(article[2]) ?? 0}`;
  return `art-${value}${insertion}`;
}
