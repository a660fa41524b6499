import { createHash } from 'node:crypto';
import { type Delivered, type DeliveredRemoval, faultOf } from '../../content/delivery.ts';
import type { ArticleContent } from '../../content/entry.ts';
import type { FetchedPage, FetchPage } from '../../content/fetched-page.ts';
import type { GonePage, PullEnd, PulledFile, PullStep } from '../../content/pull.ts';
import { RUNS_UNTIL_GONE } from '../gone.ts';
import { isSameSite, linkKind, sourceIdOf } from './article-address.ts';
import { type CrawlState, newPage, type SeenPage } from './crawl-state.ts';
import { decodePage } from './decode-page.ts';
import { PageUnreadable } from './page-unreadable.ts';
import { type AttachmentLink, readArticlePage } from './read-article-page.ts';
import { readHtml } from './read-html.ts';
import { type FoundLink, linksOfList, readFeed, readSitemap } from './read-links.ts';
import { type Site, startsOf } from './site.ts';
import { linkClause, type TakenAttachments, takeAttachments } from './take-attachments.ts';

/** To be raised when pages are read otherwise than before: what is stored was read by the old rules. */
const READER = '2';
/** A server that is down is not asked for every page of a list. */
const FAILURES_IN_A_ROW = 5;

/** One page of the run is done. */
export interface CrawlStep extends PullStep {
  gone: (GonePage & { seen: SeenPage })[];
  /** pages that were seen for the first time included */
  seen: Readonly<Record<string, SeenPage>>;
}

export interface CrawlEnd extends PullEnd {
  pages: Record<string, SeenPage>;
}

/**
 * One run over a site: lists first, then pages never seen, then the known ones from the one longest not looked at; at
 * most `pagesARun` of them. Memory holds one page with its files, and the state. The state is complete at the end (the
 * returned one), and also after any step by taking its `seen`: a run that is broken off loses nothing. Pages that are
 * gone stay in it as they were until who keeps it takes the `seen` of the `gone` that it withdraws.
 * @param fetchFile null: attachments stay links
 */
export async function* crawl(
  site: Site,
  before: CrawlState,
  fetchPage: FetchPage,
  fetchFile: FetchPage | null = null,
): AsyncGenerator<CrawlStep, CrawlEnd, undefined> {
  // How much is read of it changes nothing of how it is read.
  const { pagesARun: _1, unlistedIsGone: _2, ...read } = site;
  const readBy = `${READER}:${hashOf(read)}`;
  const run = new Run(site, before, readBy === before.readBy, fetchPage, fetchFile);
  yield* run.starts();
  yield* run.articles();
  return { ...run.end(), readBy, pages: run.pages };
}

/** What an article's page came to. */
interface ReadPage {
  delivered: Delivered[];
  gone?: (GonePage & { seen: SeenPage })[];
  files?: PulledFile[];
  seen: SeenPage;
}

class Run {
  readonly pages: Record<string, SeenPage>;
  readonly #site: Site;
  readonly #run: number;
  readonly #trusted: boolean;
  readonly #fetchPage: FetchPage;
  readonly #fetchFile: FetchPage | null;
  readonly #known: number;
  /** lists that were read anew in this run, and what is on any list of it */
  readonly #read = new Set<string>();
  readonly #listed = new Set<string>();
  #lists = { good: 0, asked: 0, all: false };
  #fetched = 0;
  #unchanged = 0;
  #files = 0;
  #failures = 0;
  #left = 0;

  constructor(
    site: Site,
    before: CrawlState,
    trusted: boolean,
    fetchPage: FetchPage,
    fetchFile: FetchPage | null,
  ) {
    this.#site = site;
    this.#run = before.run + 1;
    this.#trusted = trusted;
    this.#fetchPage = fetchPage;
    this.#fetchFile = fetchFile;
    this.pages = { ...before.pages };
    this.#known = Object.values(before.pages).filter(({ delivered }) => delivered).length;
  }

  end(): Omit<PullEnd, 'readBy'> {
    const { good, asked } = this.#lists;
    let trouble: PullEnd['trouble'] = null;
    if (this.#failures >= FAILURES_IN_A_ROW)
      trouble = {
        code: 'SITE_UNREACHABLE',
        words: `连续 ${FAILURES_IN_A_ROW} 个网页读取失败，本次已停止。`,
      };
    else if (good === 0 && asked > 0)
      trouble = { code: 'LISTS_UNREAD', words: '列表、网站地图、订阅源都没有读到。' };
    return { run: this.#run, complete: this.#isComplete(), known: this.#known, left: this.#left, trouble };
  }

  async *starts(): AsyncGenerator<CrawlStep> {
    const queue = startsOf(this.#site);
    const asked = new Set<string>();
    for (let start = queue.shift(); start !== undefined && this.#mayGoOn(); start = queue.shift()) {
      if (asked.has(start.url)) continue;
      asked.add(start.url);
      this.#lists.asked += 1;
      const { url, kind } = start;
      const known = this.pages[url] ?? newPage('start');
      // What is on no list can be told only from the lists themselves.
      const got = await this.#fetch(url, known, !this.#site.unlistedIsGone);
      let further = 0;
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
            for (const one of sitemaps)
              if (isSameSite(one, this.#site)) further = queue.push({ url: one, kind: 'sitemap' });
          }
          // Links to elsewhere alone: a page that says that the site is being mended, or a list that has moved. Of many
          // sitemaps some may be of pictures.
          const isOurs = (link: FoundLink) => kind === 'sitemap' || linkKind(link.url, this.#site) !== null;
          if (further === 0 && !links.some(isOurs))
            delivered.push(
              fault(
                url,
                'LIST_EMPTY',
                '其中没有找到属于本站文章的链接。请核对网址、列表位置（linkSelector）和文章路径（articlePaths）。',
              ),
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
      if (good) this.#lists.good += 1;
      if (good && got.outcome === 'page') this.#read.add(url);
      for (const link of links) this.#note(link, url, seen, delivered);
      yield this.#step(url, { delivered, seen, left: queue.length });
    }
    this.#lists.all = queue.length === 0;
  }

  #isComplete(): boolean {
    const { good, asked, all } = this.#lists;
    return all && asked > 0 && good === asked && (this.#listed.size > 0 || this.#read.size === 0);
  }

  /** A link of a list: new to us, or known. */
  #note(
    { url, title, changed }: FoundLink,
    listedBy: string,
    seen: Record<string, SeenPage>,
    delivered: Delivered[],
  ): void {
    const kind = linkKind(url, this.#site);
    if (kind === null) return;
    this.#listed.add(url);
    const known = this.pages[url];
    if (known === undefined) {
      seen[url] = { ...newPage(kind), changed, listedBy };
      if (kind === 'file')
        delivered.push(
          fault(
            url,
            'PAGE_IS_FILE',
            `列表中的“${title.slice(0, 80)}”是文件，不是网页，未读取。请下载后用文件导入。`,
          ),
        );
    } else if (known.listedBy !== listedBy || (changed !== null && changed !== known.changed))
      seen[url] = { ...known, changed: changed ?? known.changed, listedBy };
  }

  /** Its list was read, and names it no more: it may be gone although nothing says that it has changed. */
  #hasLeftItsList(url: string, { listedBy }: SeenPage): boolean {
    return listedBy !== null && this.#read.has(listedBy) && !this.#listed.has(url);
  }

  async *articles(): AsyncGenerator<CrawlStep> {
    const due = Object.entries(this.pages)
      .filter(([url, page]) => page.kind === 'article' && linkKind(url, this.#site) === 'article')
      .filter(
        ([url, page]) =>
          !this.#trusted ||
          page.changed === null ||
          page.changed !== page.changedAsRead ||
          this.#hasLeftItsList(url, page),
      )
      .sort(([, one], [, other]) => one.visitedInRun - other.visitedInRun);
    this.#left = due.length;
    for (const [url, known] of due) {
      if (!this.#mayGoOn()) break;
      this.#left -= 1;
      const got = await this.#fetch(url, known, true);
      const { seen, ...read } =
        got.outcome !== 'failed' && this.#isOffTheLists(url, known)
          ? this.#gone(url, known, got, 1)
          : await this.#readArticle(url, known, got);
      yield this.#step(url, { ...read, seen: { [url]: seen }, left: this.#left });
    }
    if (this.#failures >= FAILURES_IN_A_ROW) {
      const [first] = startsOf(this.#site);
      const url = first?.url ?? '';
      const words = `连续 ${FAILURES_IN_A_ROW} 个网页读取失败，本次已停止。其余网页下次继续；请检查网络和网站。`;
      yield this.#step(url, {
        delivered: [fault(url, 'SITE_UNREACHABLE', words)],
        seen: {},
        left: this.#left,
      });
    }
  }

  /** As the configuration says, for a site whose lists are whole. */
  #isOffTheLists(url: string, { delivered }: SeenPage): boolean {
    return this.#site.unlistedIsGone && delivered && this.#isComplete() && !this.#listed.has(url);
  }

  async #readArticle(url: string, known: SeenPage, got: FetchedPage): Promise<ReadPage> {
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
          if (known.delivered) {
            const words = `网页载明“${article.words}”，未载明自何日起。按撤下处理，请核对原文。`;
            const seen = { ...visited, mark: `withdrawn:${article.words}`, delivered: false };
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
  #gone(url: string, known: SeenPage, got: FetchedPage, weight: number): ReadPage {
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

  async #fetch(url: string, known: SeenPage, mayBeUnchanged: boolean): Promise<FetchedPage> {
    this.#fetched += 1;
    const { etag, lastModified } = known;
    const conditional =
      mayBeUnchanged && this.#trusted && known.mark !== null && (etag !== null || lastModified !== null);
    const got = await this.#fetchPage(url, conditional ? { etag, lastModified } : null);
    this.#failures = got.outcome === 'failed' ? this.#failures + 1 : 0;
    if (got.outcome === 'unchanged') this.#unchanged += 1;
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

  #step(url: string, step: Omit<ReadPage, 'seen'> & Pick<CrawlStep, 'seen' | 'left'>): CrawlStep {
    Object.assign(this.pages, step.seen);
    const [asked, unchanged] = [this.#fetched, this.#unchanged];
    return { gone: [], files: [], ...step, url, asked, unchanged };
  }
}

function fault(url: string, code: string, words: string, column: string | null = null): Delivered {
  return { delivered: 'fault', at: { in: url, row: null, column }, code, words };
}

function faultOfFetch(url: string, got: FetchedPage): Delivered {
  if (got.outcome === 'refused' || got.outcome === 'failed') return fault(url, got.code, got.words);
  return fault(url, 'PAGE_MISSING', '该网址打不开（网页不存在）。请核对配置中的网址。');
}

function removal(url: string): DeliveredRemoval {
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
