import type { Delivered } from '../../content/delivery.ts';
import type { FetchedPage, FetchPage } from '../../content/fetched-page.ts';
import type { GonePage, PullEnd, PullStep } from '../../content/pull.ts';
import { isSameSite, linkKind } from './article-address.ts';
import { type CrawlState, newPage, type SeenPage, visited } from './crawl-state.ts';
import { decodePage } from './decode-page.ts';
import { fault, faultOfFetch } from './page-faults.ts';
import { PageUnreadable } from './page-unreadable.ts';
import { readHtml } from './read-html.ts';
import { type FoundLink, linksOfList, readFeed, readSitemap } from './read-links.ts';
import { type Site, startsOf } from './site.ts';
import { ArticleVisits, hashOf, type ReadPage } from './visit-article.ts';

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

class Run {
  readonly pages: Record<string, SeenPage>;
  readonly #site: Site;
  readonly #run: number;
  readonly #trusted: boolean;
  readonly #fetchPage: FetchPage;
  readonly #visits: ArticleVisits;
  readonly #known: number;
  /** lists that were read anew in this run, and what is on any list of it */
  readonly #read = new Set<string>();
  readonly #listed = new Set<string>();
  #lists = { good: 0, asked: 0, all: false };
  #fetched = 0;
  #unchanged = 0;
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
    this.#visits = new ArticleVisits(site, this.#run, trusted, fetchFile);
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
        [url]: { ...visited(known, got, this.#run, good), mark: good ? 'read' : 'unread' },
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
      .filter(([url, page]) => this.#isDue(url, page))
      .sort(([, one], [, other]) => one.visitedInRun - other.visitedInRun);
    this.#left = due.length;
    for (const [url, known] of due) {
      if (!this.#mayGoOn()) break;
      this.#left -= 1;
      const got = await this.#fetch(url, known, true);
      const { seen, ...read } =
        got.outcome !== 'failed' && this.#isOffTheLists(url, known)
          ? this.#visits.gone(url, known, got, 1)
          : await this.#visits.read(url, known, got);
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

  #isDue(url: string, page: SeenPage): boolean {
    // What was withdrawn because no list names it would come again by its address alone.
    if (this.#site.unlistedIsGone && !page.delivered && !this.#listed.has(url)) return false;
    const isDated = page.changed !== null && page.changed === page.changedAsRead;
    return !this.#trusted || !isDated || page.missing > 0 || this.#hasLeftItsList(url, page);
  }

  /** As the configuration says, for a site whose lists are whole. */
  #isOffTheLists(url: string, { delivered }: SeenPage): boolean {
    return this.#site.unlistedIsGone && delivered && this.#isComplete() && !this.#listed.has(url);
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

  #mayGoOn(): boolean {
    return this.#fetched < this.#site.pagesARun && this.#failures < FAILURES_IN_A_ROW;
  }

  #step(url: string, step: Omit<ReadPage, 'seen'> & Pick<CrawlStep, 'seen' | 'left'>): CrawlStep {
    Object.assign(this.pages, step.seen);
    const [asked, unchanged] = [this.#fetched, this.#unchanged];
    return { gone: [], files: [], ...step, url, asked, unchanged };
  }
}
