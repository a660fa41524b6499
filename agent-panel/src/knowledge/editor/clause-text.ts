import type { ArticleContent } from '../../../../bridge/protocol/content.ts';
import { readNumeral } from '../../../../knowledge/text/numeral.ts';

type Clause = ArticleContent['clauses'][number];

/**
 * The clauses of a text as one text, the way people write them: a paragraph that begins with 第三条 is a clause, those
 * under it belong to it, and # 第一章 above it is where it stands (## 第一节 inside that, # alone: nowhere any more).
 * Any other number is told from its words by a wide blank: 附录　申请表. A stroke \ before a line takes it as words.
 */
const WIDE = '　';
const longestNo = 20;
const numbered = /^(第[零〇一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?)[ \t　]*(.*)$/;
const heading = /^(#+)[ \t　]*(.*)$/;

export function textOfClauses(clauses: readonly Clause[]): string {
  const lines: string[] = [];
  let before: readonly string[] = [];
  for (const clause of clauses) {
    lines.push(...headingLines(before, clause.heading));
    before = clause.heading;
    const [first = '', ...rest] = clause.text.split('\n');
    lines.push(`${clause.no}${WIDE}${first}`, ...rest.map(escaped));
  }
  return lines.join('\n');
}

/** What stayed of the levels is not said again. */
function headingLines(before: readonly string[], now: readonly string[]): string[] {
  let same = 0;
  while (same < now.length && now[same] === before[same]) same += 1;
  if (same === now.length && same === before.length) return [];
  if (now.length === 0) return ['#'];
  // Going up is said by the level that one is in again.
  const from = same === now.length ? same - 1 : same;
  return now.slice(from).map((words, at) => `${'#'.repeat(from + at + 1)} ${words}`);
}

/** A line of a clause that would be read as something else. */
function escaped(line: string): string {
  return line.trim() === '' || line.startsWith('\\') || heading.test(line) || startOf(line) !== null
    ? `\\${line}`
    : line;
}

function startOf(line: string): { no: string; text: string } | null {
  const at = line.indexOf(WIDE);
  if (at > 0 && at <= longestNo) {
    const no = line.slice(0, at);
    if (no.trim() === no) return { no, text: line.slice(at + 1) };
  }
  const [, no, text] = numbered.exec(line) ?? [];
  return no === undefined || text === undefined ? null : { no, text };
}

export type ReadClauses = { clauses: Clause[] } | { fault: string };

/**
 * Back again. A clause that was there before keeps its anchor: links lead to it.
 * @param known clauses of the version before
 */
export function clausesOfText(text: string, known: readonly Clause[]): ReadClauses {
  const found: { no: string; lines: string[]; heading: string[] }[] = [];
  let above: string[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, marks, title] = heading.exec(line) ?? [];
    if (marks !== undefined && title !== undefined) {
      above = title === '' ? [] : [...above.slice(0, marks.length - 1), title];
      continue;
    }
    const start = line.startsWith('\\') ? null : startOf(line);
    const words = line.startsWith('\\') ? line.slice(1) : line;
    const last = found[found.length - 1];
    if (start !== null) found.push({ no: start.no, lines: [start.text], heading: [...above] });
    else if (last !== undefined) last.lines.push(words);
    else
      return {
        fault: `正文第 ${at + 1} 行没有条号。每条从“第一条”这样的条号写起；其他编号后面空一个全角空格，如“附录　申请表”。`,
      };
  }
  if (found.length === 0) return { fault: '请填写正文，每条从条号写起。' };
  return { clauses: withAnchors(found, known) };
}

function withAnchors(
  found: readonly { no: string; lines: readonly string[]; heading: string[] }[],
  known: readonly Clause[],
): Clause[] {
  const kept = anchorsByNo(known);
  const taken = new Set(known.map(({ anchor }) => anchor));
  return found.map(({ no, lines, heading: above }) => {
    const anchor = kept.get(no)?.shift() ?? free(anchorFor(no), taken);
    taken.add(anchor);
    return { no, text: lines.join('\n'), anchor, heading: above };
  });
}

function anchorsByNo(clauses: readonly Clause[]): Map<string, string[]> {
  const anchors = new Map<string, string[]>();
  for (const { no, anchor } of clauses) anchors.set(no, [...(anchors.get(no) ?? []), anchor]);
  return anchors;
}

/** 第十条 → art-10 */
function anchorFor(no: string): string {
  const numeral = /^第(.+?)条/.exec(no)?.[1];
  const number = numeral === undefined ? null : readNumeral(numeral);
  return number === null ? 'part' : `art-${number}`;
}

function free(wished: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wished) && wished !== 'part') return wished;
  let n = 1;
  while (taken.has(`${wished}-${n}`)) n += 1;
  return `${wished}-${n}`;
}

/** Whether these clauses come back from their text as they are. */
export function survivesAsText(clauses: readonly Clause[]): boolean {
  const back = clausesOfText(textOfClauses(clauses), clauses);
  return 'clauses' in back && JSON.stringify(back.clauses.map(bare)) === JSON.stringify(clauses.map(bare));
}

function bare({ no, text, anchor, heading: above }: Clause): unknown {
  return [no, text, anchor, above];
}
