import type { ArticleContent } from '../../content/entry.ts';
import type { Day } from '../../day.ts';
import { type DraftSource, draftArticle, type UnreadField } from '../documents/draft-article.ts';
import { dayOfField } from '../documents/written-day.ts';
import { absolute } from './article-address.ts';
import { disagreements, type PageRemark } from './compare-facts.ts';
import { type InfoTable, readInfoTable, takeInfoLines } from './info-table.ts';
import { mainContent } from './main-content.ts';
import { readMeta } from './page-meta.ts';
import { linesOf, linksWithin, textOf } from './page-text.ts';
import type { Page, PageNode } from './read-html.ts';

/** A file that a page offers. Its bytes are not fetched here. */
export interface AttachmentLink {
  name: string;
  url: string;
}

export type ReadArticle =
  | {
      read: 'article';
      content: ArticleContent;
      unread: UnreadField[];
      attachments: AttachmentLink[];
      remarks: PageRemark[];
    }
  /** the page says that its text no longer applies, and does not say since when */
  | { read: 'withdrawn'; words: string }
  | { read: 'nothing'; code: string; words: string };

const FILES = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|jpe?g|png)(?:$|\?)/i;
const MOST_FILES = 50;

/** One page of a government site → a policy article. Pure; `url` is the page's own. */
export function readArticlePage(
  page: Page,
  url: string,
  source: DraftSource,
  contentSelector: string | null,
): ReadArticle {
  const meta = readMeta(page);
  const content = mainContent(page, contentSelector);
  const heading = headingOf(page);
  if (isErrorPage(meta.ArticleTitle ?? heading ?? '', content)) {
    return {
      read: 'nothing',
      code: 'PAGE_ERROR',
      words: '该网址给出的是“页面不存在”一类的提示页，没有正文。请核对该文件是否已移走或撤下。',
    };
  }
  if (content === null) {
    return {
      read: 'nothing',
      code: 'PAGE_EMPTY',
      words:
        '网页中没有找到正文（正文可能由脚本生成，或是图片、附件）。请指定正文位置，或下载附件后用文件导入。',
    };
  }
  const box = takeInfoLines(linesOf(content));
  const lines = box.rest;
  const table = { ...box.table, ...readInfoTable(page, content) };
  const title = table.title ?? meta.ArticleTitle ?? heading;
  const draft = draftArticle(
    lines,
    {
      title,
      docNo: table.docNo ?? null,
      issuers: issuersOf(table),
      signedOn: dayOf(table.signedOn),
      publishedOn: dayOf(table.publishedOn) ?? dayOf(meta.PubDate),
      startsOn: dayOf(table.startsOn),
      keywords: [meta.Keywords, table.keywords ?? null].filter((words) => words !== null),
      open: '主动公开',
    },
    source,
    url,
  );
  if (draft === null)
    return { read: 'nothing', code: 'PAGE_EMPTY', words: '网页只有标题，没有正文。请下载附件后用文件导入。' };
  const ended = endedBy(table, page, content);
  const since = dayOf(table.endsOn);
  if (ended !== null && since === null) return { read: 'withdrawn', words: ended };
  const remarks = disagreements(meta, table, lines, url);
  if (since !== null) {
    draft.content.ending = {
      kind: /废止/.test(ended ?? '') ? 'repealed' : 'ended',
      on: since,
      basis: `来源网页载明：${ended ?? `失效日期 ${table.endsOn ?? ''}`}`,
      successorId: null,
    };
  }
  return { read: 'article', ...draft, attachments: attachmentsOf(page, content, url), remarks };
}

function dayOf(written: string | null | undefined): Day | null {
  return written === null || written === undefined ? null : dayOfField(written);
}

/** 长沙市人民政府 长沙市财政局: several are written with a space, a comma or a stop between them. */
function issuersOf({ issuer }: InfoTable): string[] {
  if (issuer === undefined) return [];
  return issuer.split(/[\s、,，;；]+/).filter((name) => name.length >= 3);
}

function headingOf(page: Page): string | null {
  const [first] = page('h1').toArray();
  const heading = first === undefined ? '' : textOf(first);
  if (heading !== '') return heading;
  // 标题_栏目_网站 or 标题-网站
  const whole = page('head title, title').first().text().replace(/\s+/g, ' ').trim();
  const [title = ''] = whole.split(/[_|]| - /);
  return title.trim() === '' ? null : title.trim();
}

function isErrorPage(title: string, content: PageNode | null): boolean {
  const named = /(?:404|页面不存在|页面未找到|找不到(?:该|您)?.{0,6}页面|访问的页面.{0,6}不存在|Not Found)/i;
  if (named.test(title)) return true;
  const text = content === null ? '' : textOf(content);
  return text.length < 200 && named.test(text);
}

const ENDED =
  /(?:该|此|本)(?:文件|文|政策|规定|办法|公文|规范性文件)(?:现)?(?:已经?|已被)(?:宣布)?(?:废止|失效|停止执行)/;
const ENDED_STATE = /^(?:已)?(?:失效|废止|作废|无效|已失效|已废止|宣布失效|全文废止)/;

/** The words by which the page calls its text ended: the field of the box, or a banner beside the text. */
function endedBy(table: InfoTable, page: Page, content: PageNode): string | null {
  if (table.validity !== undefined && ENDED_STATE.test(table.validity)) return table.validity;
  for (const line of linesOf(page('body').toArray()[0] ?? page.root().toArray()[0] ?? content))
    if (line.length <= 80 && ENDED.test(line)) return line;
  return null;
}

function attachmentsOf(page: Page, content: PageNode, base: string): AttachmentLink[] {
  const found = new Map<string, AttachmentLink>();
  const places: PageNode[] = [
    content,
    ...page('.fujian, .attachment, .fj, #fujian, .file-list').toArray().slice(0, MOST_FILES),
  ];
  for (const link of places.flatMap(linksWithin)) {
    const { attribs } = link;
    const url = absolute(attribs.href ?? '', base);
    if (url === null || !FILES.test(url) || found.has(url) || found.size >= MOST_FILES) continue;
    const name = textOf(link) || attribs.title || decodedName(url);
    found.set(url, { name: name.slice(0, 200), url });
  }
  return [...found.values()];
}

function decodedName(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}
