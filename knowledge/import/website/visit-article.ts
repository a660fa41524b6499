import { createHash } from 'node:crypto';
import { type Delivered, faultOf } from '../../content/delivery.ts';
import type { ArticleContent } from '../../content/entry.ts';
import type { FetchedPage, FetchPage } from '../../content/fetched-page.ts';
import type { GonePage, PulledFile } from '../../content/pull.ts';
import { RUNS_UNTIL_GONE } from '../gone.ts';
import { isSameSite, sourceIdOf } from './article-address.ts';
import { type SeenPage, visited } from './crawl-state.ts';
import { decodePage } from './decode-page.ts';
import { fault, faultOfFetch, removal } from './page-faults.ts';
import { PageUnreadable } from './page-unreadable.ts';
import { type AttachmentLink, readArticlePage } from './read-article-page.ts';
import { readHtml } from './read-html.ts';
import type { Site } from './site.ts';
import { linkClause, type TakenAttachments, takeAttachments } from './take-attachments.ts';

/** What an article's page came to. */
export interface ReadPage {
  delivered: Delivered[];
  gone?: (GonePage & { seen: SeenPage })[];
  files?: PulledFile[];
  seen: SeenPage;
}

/** Visits to the articles of a site in one run: what came back, beside what was remembered. */
export class ArticleVisits {
  readonly #site: Site;
  readonly #run: number;
  readonly #trusted: boolean;
  readonly #fetchFile: FetchPage | null;
  #files = 0;

  /** @param trusted what is remembered was read as we read now */
  constructor(site: Site, run: number, trusted: boolean, fetchFile: FetchPage | null) {
    this.#site = site;
    this.#run = run;
    this.#trusted = trusted;
    this.#fetchFile = fetchFile;
  }

  async read(url: string, known: SeenPage, got: FetchedPage): Promise<ReadPage> {
    if (got.outcome === 'unchanged') return { delivered: [], seen: this.#visited(known, got, true) };
    if (got.outcome === 'failed')
      return { delivered: [faultOfFetch(url, got)], seen: this.#visited(known, got, false) };
    if (got.outcome === 'gone') return this.gone(url, known, got, got.status === 410 ? RUNS_UNTIL_GONE : 1);
    const seenNow = { ...this.#visited(known, got, true), missing: 0 };
    const only = (mark: string, fresh: Delivered[], delivered: boolean) => ({
      // Told once: the second run yields what is new only.
      delivered: mark === known.mark ? [] : fresh,
      seen: { ...seenNow, mark, delivered },
    });
    if (got.outcome === 'refused') return only(got.code, [faultOfFetch(url, got)], known.delivered);
    if (!isSameSite(got.url, this.#site) || new URL(got.url).pathname === '/')
      return only(
        `PAGE_MOVED:${got.url}`,
        [fault(url, 'PAGE_MOVED', `该网址已转到“${got.url}”，不再是原文件。请核对原文件是否已撤下。`)],
        known.delivered,
      );
    try {
      const { text, encoding, wronglyDeclared } = decodePage(got.bytes, got.charset);
      const article = readArticlePage(readHtml(text), got.url, this.#site, this.#site.contentSelector);
      switch (article.read) {
        case 'nothing':
          if (article.code === 'PAGE_ERROR' && known.delivered) return this.gone(url, known, got, 1);
          return only(article.code, [fault(url, article.code, article.words)], known.delivered);
        case 'withdrawn':
          if (known.delivered) {
            const words = `网页载明“${article.words}”，未载明自何日起。按撤下处理，请核对原文。`;
            const seen = { ...seenNow, mark: `withdrawn:${article.words}`, delivered: false };
            return {
              delivered: [fault(url, 'PAGE_ENDED', words)],
              gone: [{ url, removal: removal(url), seen }],
              // Read again until it is withdrawn.
              seen: this.#visited(known, got, false),
            };
          }
          return only(
            `withdrawn:${article.words}`,
            [fault(url, 'PAGE_ENDED', `网页载明“${article.words}”，未载明自何日起。未导入，请核对原文。`)],
            false,
          );
        case 'article': {
          const { remarks } = article;
          const taken = await this.#attachments(article.attachments, known);
          const content = this.#finished(article.content, taken);
          const wrong = faultOf(content);
          if (wrong !== null)
            return only(
              `PAGE_FIELD:${wrong.field}`,
              [fault(url, 'PAGE_FIELD', `“${wrong.field}”不合要求（${wrong.words}），未导入。请核对网页。`)],
              known.delivered,
            );
          const faults = remarks.map(({ code, field, words }) => fault(url, code, words, field));
          for (const { name, words } of taken.links)
            faults.push(
              fault(url, 'ATTACHMENT_LINK', `附件“${name.slice(0, 80)}”未存入，条目中保留了链接：${words}`),
            );
          if (wronglyDeclared !== null)
            faults.push(
              fault(
                url,
                'PAGE_CHARSET',
                `网页声明的编码（${wronglyDeclared}）有误，已按 ${encoding} 读取。请抽查文字是否正确。`,
              ),
            );
          const entry: Delivered = {
            delivered: 'entry',
            at: { in: url, row: null, column: null },
            sourceId: sourceIdOf(url),
            url,
            content,
          };
          const { delivered, seen } = only(hashOf([content, faults]), [entry, ...faults], true);
          const files = delivered.length === 0 ? [] : taken.files;
          // A file that was not there is looked for again, by way of the page.
          const dated = taken.whole ? seen : { ...seen, etag: null, lastModified: null };
          return { delivered, files, seen: { ...dated, files: taken.seen } };
        }
        default:
          return article satisfies never;
      }
    } catch (error) {
      if (!(error instanceof PageUnreadable)) throw error;
      return only(error.code, [fault(url, error.code, error.message)], known.delivered);
    }
  }

  /** Not there: said the first time, taken as withdrawn the second; a page that says 410 means it the first time. */
  gone(url: string, known: SeenPage, got: FetchedPage, weight: number): ReadPage {
    const missing = known.missing + weight;
    const seen = { ...this.#visited(known, got, false), mark: 'gone', missing };
    const isThere = got.outcome === 'page' || got.outcome === 'unchanged';
    if (!known.delivered) {
      const told = known.mark === 'gone';
      const words = '列表中的链接打不开（网页不存在），未导入。请与网站管理单位联系。';
      return { delivered: told ? [] : [fault(url, 'PAGE_MISSING', words)], seen };
    }
    if (missing >= RUNS_UNTIL_GONE)
      return {
        delivered: [],
        gone: [{ url, removal: removal(url), seen: { ...seen, delivered: false } }],
        seen,
      };
    const what = isThere ? '网站的列表中已没有此网页' : '原网页已打不开（网页不存在）';
    const words = `${what}。下次仍如此的，将按撤下处理；请核对原文件是否有效。`;
    return { delivered: [fault(url, 'PAGE_MISSING', words)], seen };
  }

  /** The text with its attachments, and with links to those that are none. */
  #finished(content: ArticleContent, { attachments, links }: TakenAttachments): ArticleContent {
    const materialClass = this.#site.materialClass ?? content.materialClass;
    const clauses = links.length === 0 ? content.clauses : [...content.clauses, linkClause(links)];
    return { ...content, materialClass, clauses, attachments };
  }

  async #attachments(links: readonly AttachmentLink[], known: SeenPage): Promise<TakenAttachments> {
    const { fetch, ofPage, ofRun } = this.#site.attachments;
    const fetchFile = this.#fetchFile;
    const taken = await takeAttachments(links, known.files, {
      fetchFile: fetchFile ?? (async (url) => ({ outcome: 'gone', url, status: 404 })),
      trusted: this.#trusted,
      mayAsk: (url, asked) => {
        if (!fetch || fetchFile === null) return '配置为不下载附件。';
        if (!isSameSite(url, this.#site))
          return '附件在另一网站上，未下载。需要的，请在配置的 hosts 中列出。';
        if (asked >= ofPage) return `一个网页最多下载 ${ofPage} 个附件。`;
        return this.#files + asked >= ofRun ? `本次运行最多下载 ${ofRun} 个附件，请下次重读全部。` : null;
      },
    });
    this.#files += taken.asked;
    return taken;
  }

  #visited(known: SeenPage, got: FetchedPage, good: boolean): SeenPage {
    return visited(known, got, this.#run, good);
  }
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
