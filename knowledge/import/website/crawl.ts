import { createHash } from 'node:crypto';
import { type Delivered, faultOf } from '../../content/delivery.ts';
import type { FetchedPage, FetchPage } from '../../content/fetched-page.ts';
import { isSameSite, linkKind, sourceIdOf } from './article-address.ts';
import { type CrawlState, newPage, type SeenPage } from './crawl-state.ts';
import { decodePage } from './decode-page.ts';
import { PageUnreadable } from './page-unreadable.ts';
import { readArticlePage } from './read-article-page.ts';
import { readHtml } from './read-html.ts';
import { type FoundLink, linksOfList, readFeed, readSitemap } from './read-links.ts';
import { type Site, startsOf } from './site.ts';

/** To be raised when pages are read otherwise than before: what is stored was read by the old rules. */
const READER = '1';
/** A server that is down is not asked for every page of a list. */
const FAILURES_IN_A_ROW = 5;
/** A page that is not there once may be in the middle of a repair; the second time it is taken as withdrawn. */
const RUNS_UNTIL_GONE = 2;

/** One page of the run is done. */
export interface CrawlStep {
  url: string;
  /** empty where nothing has changed */
  delivered: Delivered[];
  /** what to remember, in place of what was: pages that were seen for the first time included */
  seen: Readonly<Record<string, SeenPage>>;
  /** pages asked for in this run so far, and those that are still to be asked for in it, as far as is known */
  fetched: number;
  left: number;
}

/**
 * One run over a site: lists first, then pages never seen, then the known ones from the one longest not looked at; at
 * most `pagesARun` of them. Memory holds one page and the state. The state is complete at the end (the returned one),
 * and also after any step by taking its `seen`: a run that is broken off loses nothing.
 */
export async function* crawl(
  site: Site,
  before: CrawlState,
  fetchPage: FetchPage,
): AsyncGenerator<CrawlStep, CrawlState, undefined> {
  const readBy = `${READER}:${hashOf(site)}`;
  const run = new Run(site, before, readBy === before.readBy, fetchPage);
  yield* run.starts();
  yield* run.articles();
  return { run: before.run + 1, readBy, pages: run.pages };
}

class Run {
  readonly pages: Record<string, SeenPage>;
  readonly #site: Site;
  readonly #run: number;
  readonly #trusted: boolean;
  readonly #fetchPage: FetchPage;
  #fetched = 0;
  #failures = 0;

  constructor(site: Site, before: CrawlState, trusted: boolean, fetchPage: FetchPage) {
    this.#site = site;
    this.#run = before.run + 1;
    this.#trusted = trusted;
    this.#fetchPage = fetchPage;
    this.pages = { ...before.pages };
  }

  async *starts(): AsyncGenerator<CrawlStep> {
    const queue = startsOf(this.#site);
    const asked = new Set<string>();
    for (let start = queue.shift(); start !== undefined && this.#mayGoOn(); start = queue.shift()) {
      if (asked.has(start.url)) continue;
      asked.add(start.url);
      const { url, kind } = start;
      const known = this.pages[url] ?? newPage('start');
      const got = await this.#fetch(url, known);
      let links: FoundLink[] = [];
      const delivered: Delivered[] = [];
      if (got.outcome === 'page') {
        try {
          const { text } = decodePage(got.bytes, got.charset);
          if (kind === 'list') links = linksOfList(readHtml(text), got.url, this.#site.linkSelector);
          else if (kind === 'feed') links = readFeed(text, got.url);
          else {
            const { pages, sitemaps } = readSitemap(text, got.url);
            links = pages;
            for (const further of sitemaps)
              if (isSameSite(further, this.#site)) queue.push({ url: further, kind: 'sitemap' });
          }
          if (kind === 'list' && links.length === 0)
            delivered.push(
              fault(url, 'LIST_EMPTY', '列表页中没有找到链接。请核对网址和列表位置（linkSelector）。'),
            );
        } catch (error) {
          if (!(error instanceof PageUnreadable)) throw error;
          delivered.push(fault(url, error.code, error.message));
        }
      } else if (got.outcome !== 'unchanged') delivered.push(faultOfFetch(url, got));
      // A list that could not be read is read again although the server says that it is the same.
      const good = delivered.length === 0;
      const seen: Record<string, SeenPage> = {
        [url]: { ...this.#visited(known, got, good), mark: good ? 'read' : 'unread' },
      };
      for (const link of links) this.#note(link, seen, delivered);
      yield this.#step(url, delivered, seen, queue.length);
    }
  }

  /** A link of a list: new to us, or known. */
  #note({ url, title, changed }: FoundLink, seen: Record<string, SeenPage>, delivered: Delivered[]): void {
    const kind = linkKind(url, this.#site);
    if (kind === null) return;
    const known = this.pages[url];
    if (known === undefined) {
      seen[url] = { ...newPage(kind), changed };
      if (kind === 'file')
        delivered.push(
          fault(
            url,
            'PAGE_IS_FILE',
            `列表中的“${title.slice(0, 80)}”是文件，不是网页，未读取。请下载后用文件导入。`,
          ),
        );
    } else if (changed !== null && changed !== known.changed) seen[url] = { ...known, changed };
  }

  async *articles(): AsyncGenerator<CrawlStep> {
    const due = Object.entries(this.pages)
      .filter(([url, page]) => page.kind === 'article' && linkKind(url, this.#site) === 'article')
      .filter(([, page]) => !this.#trusted || page.changed === null || page.changed !== page.changedAsRead)
      .sort(([, one], [, other]) => one.visitedInRun - other.visitedInRun);
    for (const [at, [url, known]] of due.entries()) {
      if (!this.#mayGoOn()) break;
      const got = await this.#fetch(url, known);
      const { delivered, ...rest } = this.#readArticle(url, known, got);
      yield this.#step(url, delivered, { [url]: rest.seen }, due.length - at - 1);
    }
    if (this.#failures >= FAILURES_IN_A_ROW) {
      const [first] = startsOf(this.#site);
      const url = first?.url ?? '';
      yield this.#step(
        url,
        [
          fault(
            url,
            'SITE_UNREACHABLE',
            `连续 ${FAILURES_IN_A_ROW} 个网页读取失败，本次已停止。其余网页下次继续；请检查网络和网站。`,
          ),
        ],
        {},
        0,
      );
    }
  }

  #readArticle(url: string, known: SeenPage, got: FetchedPage): { delivered: Delivered[]; seen: SeenPage } {
    if (got.outcome === 'unchanged') return { delivered: [], seen: this.#visited(known, got, true) };
    if (got.outcome === 'failed')
      return { delivered: [faultOfFetch(url, got)], seen: this.#visited(known, got, false) };
    if (got.outcome === 'gone') return this.#gone(url, known, got, got.status === 410 ? RUNS_UNTIL_GONE : 1);
    const visited = { ...this.#visited(known, got, true), missing: 0 };
    const only = (mark: string, fresh: Delivered[], delivered: boolean) => ({
      // Told once: the second run yields what is new only.
      delivered: mark === known.mark ? [] : fresh,
      seen: { ...visited, mark, delivered },
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
          if (article.code === 'PAGE_ERROR' && known.delivered) return this.#gone(url, known, got, 1);
          return only(article.code, [fault(url, article.code, article.words)], known.delivered);
        case 'withdrawn':
          return only(
            `withdrawn:${article.words}`,
            [
              ...(known.delivered ? [removal(url)] : []),
              fault(
                url,
                'PAGE_ENDED',
                `网页载明“${article.words}”，未载明自何日起。${known.delivered ? '已按撤下处理' : '未导入'}，请核对原文。`,
              ),
            ],
            false,
          );
        case 'article': {
          const { content, remarks } = article;
          const wrong = faultOf(content);
          if (wrong !== null)
            return only(
              `PAGE_FIELD:${wrong.field}`,
              [fault(url, 'PAGE_FIELD', `“${wrong.field}”不合要求（${wrong.words}），未导入。请核对网页。`)],
              known.delivered,
            );
          const faults = remarks.map(({ code, field, words }) => fault(url, code, words, field));
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
          return only(hashOf([content, faults]), [entry, ...faults], true);
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
  #gone(
    url: string,
    known: SeenPage,
    got: FetchedPage,
    weight: number,
  ): { delivered: Delivered[]; seen: SeenPage } {
    const missing = known.missing + weight;
    const seen = { ...this.#visited(known, got, false), mark: 'gone', missing };
    if (!known.delivered) {
      const told = known.mark === 'gone';
      return {
        delivered: told
          ? []
          : [fault(url, 'PAGE_MISSING', '列表中的链接打不开（网页不存在），未导入。请与网站管理单位联系。')],
        seen,
      };
    }
    if (missing >= RUNS_UNTIL_GONE) return { delivered: [removal(url)], seen: { ...seen, delivered: false } };
    return {
      delivered: [
        fault(
          url,
          'PAGE_MISSING',
          '原网页已打不开（网页不存在）。下次仍打不开的，将按撤下处理；请核对原文件是否有效。',
        ),
      ],
      seen,
    };
  }

  async #fetch(url: string, known: SeenPage): Promise<FetchedPage> {
    this.#fetched += 1;
    const { etag, lastModified } = known;
    const conditional = this.#trusted && known.mark !== null && (etag !== null || lastModified !== null);
    const got = await this.#fetchPage(url, conditional ? { etag, lastModified } : null);
    this.#failures = got.outcome === 'failed' ? this.#failures + 1 : 0;
    return got;
  }

  #visited(known: SeenPage, got: FetchedPage, good: boolean): SeenPage {
    const seen = { ...known, visitedInRun: this.#run };
    if (!good) return { ...seen, etag: null, lastModified: null };
    if (got.outcome === 'page')
      return { ...seen, etag: got.etag, lastModified: got.lastModified, changedAsRead: known.changed };
    return got.outcome === 'unchanged' ? { ...seen, missing: 0, changedAsRead: known.changed } : seen;
  }

  #mayGoOn(): boolean {
    return this.#fetched < this.#site.pagesARun && this.#failures < FAILURES_IN_A_ROW;
  }

  #step(url: string, delivered: Delivered[], seen: Record<string, SeenPage>, left: number): CrawlStep {
    Object.assign(this.pages, seen);
    return { url, delivered, seen, fetched: this.#fetched, left };
  }
}

function fault(url: string, code: string, words: string, column: string | null = null): Delivered {
  return { delivered: 'fault', at: { in: url, row: null, column }, code, words };
}

function faultOfFetch(url: string, got: FetchedPage): Delivered {
  if (got.outcome === 'refused' || got.outcome === 'failed') return fault(url, got.code, got.words);
  return fault(url, 'PAGE_MISSING', '该网址打不开（网页不存在）。请核对配置中的网址。');
}

function removal(url: string): Delivered {
  return {
    delivered: 'removal',
    at: { in: url, row: null, column: null },
    sourceId: sourceIdOf(url),
    on: null,
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
