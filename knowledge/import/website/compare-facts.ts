import { fold } from '../../text/normalise.ts';
import { dayOfField } from '../documents/written-day.ts';
import type { InfoTable } from './info-table.ts';
import type { PageMeta } from './page-meta.ts';

/** What a page says of itself that a person must know. */
export interface PageRemark {
  /** stable, upper case: PAGE_DISAGREES, PAGE_ENDED … */
  code: string;
  /** 列 of the fault: the field */
  field: string | null;
  words: string;
}

/**
 * A page tells some things twice: in its head, for machines, and in the box above the text, for people. Where they
 * differ, one is wrong, and only a person who looks at the document can say which; the box is taken meanwhile.
 */
export function disagreements(
  meta: PageMeta,
  table: InfoTable,
  lines: readonly string[],
  url: string,
): PageRemark[] {
  const remarks: PageRemark[] = [];
  const say = (field: string, one: string, other: string) => {
    remarks.push({
      code: 'PAGE_DISAGREES',
      field,
      words: `网页前后不一致：${one}，${other}。暂以信息表为准，请核对原文。`,
    });
  };
  if (meta.ArticleTitle !== null && table.title !== undefined && !sameTitle(meta.ArticleTitle, table.title))
    say('标题', `页头标签 ArticleTitle 为“${meta.ArticleTitle}”`, `信息表标题为“${table.title}”`);
  const published = table.publishedOn === undefined ? null : dayOfField(table.publishedOn);
  const pubDate = meta.PubDate === null ? null : dayOfField(meta.PubDate);
  if (published !== null && pubDate !== null && published !== pubDate)
    say('发布日期', `页头标签 PubDate 为“${meta.PubDate}”`, `信息表发布日期为“${table.publishedOn}”`);
  if (meta.PubDate !== null && pubDate === null)
    remarks.push({
      code: 'PAGE_DATE',
      field: 'PubDate',
      words: `页头标签 PubDate“${meta.PubDate}”不是日期（应为 yyyy-MM-dd HH:mm），未采用。请核对原文。`,
    });
  const number = numberAtTop(lines);
  if (table.docNo !== undefined && number !== null && bare(table.docNo) !== bare(number))
    say('发文字号', `信息表发文字号为“${table.docNo}”`, `正文文号为“${number}”`);
  if (
    meta.Url !== null &&
    URL.canParse(meta.Url, url) &&
    pageOf(new URL(meta.Url, url)) !== pageOf(new URL(url))
  )
    remarks.push({
      code: 'PAGE_DISAGREES',
      field: 'Url',
      words: `页头标签 Url 为“${meta.Url}”，实际网址为“${url}”。请核对是否为转载或已移走的网页。`,
    });
  return remarks;
}

/** Marks and spaces are typed one way here and another there; a list shortens with … */
function sameTitle(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  return a === b || (/(?:…|\.\.\.)$/.test(one) && b.startsWith(a.replace(/[….]+$/, '')));
}

function bare(text: string): string {
  return fold(text)
    .replace(/[[(【﹝]/g, '〔')
    .replace(/[\])】﹞]/g, '〕')
    .replace(/[\s"'“”‘’《》<>]/g, '');
}

/** A 文号 on a line of its own among the first lines of the text. */
function numberAtTop(lines: readonly string[]): string | null {
  const number = /^[\u4e00-\u9fff]{1,20} ?[〔[(（【﹝]\d{4}[〕\])）】﹞] ?\d{1,5} ?号$/;
  return lines.slice(0, 8).find((line) => number.test(line)) ?? null;
}

function pageOf(url: URL): string {
  return `${url.host}${url.pathname.replace(/\/index\.s?html?$/, '/')}`;
}
