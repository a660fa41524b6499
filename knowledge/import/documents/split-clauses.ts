import type { Clause } from '../../article.ts';
import { readNumeral, writeNumeral } from '../../text/numeral.ts';
import { splitBody } from '../split-body.ts';

/** Lines of a document's body → clauses, without what stands in print only to find the way: the table of contents. */
export function splitClauses(lines: readonly string[]): Clause[] {
  const body = withoutContents(lines.map(plainLine).filter((line) => line !== ''));
  const clauses = splitBody(withoutAnnexList(body).join('\n'));
  const [only] = clauses;
  return clauses.length === 1 && only?.no === '序言' ? [{ ...only, no: '正文' }] : clauses;
}

const ARTICLE = /^第([零〇一二三四五六七八九十百千]+|\d{1,4})条/;
const LONGEST_HEADING = 200;
const ANNEX_LINE = /^(?:附[:：]|附件|附录|附表)/;

function plainLine(line: string): string {
  return (
    line
      .replace(/[\u00a0\u2002-\u2009\t]/g, ' ')
      // A run of spaces that a line is torn apart with costs its square wherever ends are trimmed by pattern.
      .replace(/\s{20,}/g, ' ')
      .trim()
      // A sign that would be taken for the mark of a heading.
      .replace(/^#+/, (marks) => '＃'.repeat(marks.length))
      // Articles are counted in signs; 第3条 is.
      .replace(/^第(\d{1,4})条/, (_, number: string) => `第${writeNumeral(Number(number))}条`)
  );
}

/** 目录 repeats the headings that come later; they are dropped once, with their page numbers. */
function withoutContents(lines: readonly string[]): string[] {
  const at = lines.findIndex((line) => /^目[ \u3000]*录$/.test(line));
  if (at < 0) return [...lines];
  const bare = (line: string) =>
    line.length > LONGEST_HEADING ? line : line.replace(/[….·\s\u3000]*\d*$/, '');
  const left = new Map<string, number>();
  for (const line of lines) left.set(bare(line), (left.get(bare(line)) ?? 0) + 1);
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const name = bare(lines[end] ?? '');
    const times = left.get(name) ?? 0;
    if (times < 2) break;
    left.set(name, times - 1);
  }
  return [...lines.slice(0, at), ...lines.slice(end)];
}

/** 附件：… of a covering letter would be taken for the annex itself, and the articles below for a part of it. */
function withoutAnnexList(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => readNumeral(ARTICLE.exec(line)?.[1] ?? '') === 1);
  return lines.filter((line, at) => at >= first || !ANNEX_LINE.test(line));
}
