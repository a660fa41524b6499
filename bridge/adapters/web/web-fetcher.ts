import type { IncomingHttpHeaders } from 'node:http';
import type { FetchedPage, FetchPage, KnownPage } from '../../../knowledge/content/fetched-page.ts';
import type { Timer } from '../../application/ports.ts';
import { type CheckedUrl, checkUrl } from './checked-url.ts';
import { type Answer, type ExchangeLimits, exchange } from './exchange.ts';
import { HostTurns, pause } from './host-turns.ts';
import { addressesOf, type Resolve } from './resolve.ts';
import { retryAfter } from './retry-after.ts';
import { RobotsFiles } from './robots-files.ts';
import { failed, refused, WebError } from './web-error.ts';

export interface FetcherOptions {
  /** a page or mailbox where a site's keeper finds out who we are; printable ASCII */
  contact: string;
  /** host:port of inner sites, which may have any address and port */
  listed: readonly string[];
  /** PEM, for inner sites with a certificate of their own */
  ca: readonly string[];
  limits: ExchangeLimits;
  /** of an attachment or an answer of an interface; more than that of a page */
  fileBytes: number;
  redirects: number;
  mediaTypes: readonly string[];
  /** ms between two requests to one host */
  pauseMs: number;
  /** a longer Crawl-delay is cut to this */
  longestPauseMs: number;
  /** tries of one page, the first included */
  tries: number;
  /** ms before the second try; doubled before each further one */
  backoffMs: number;
  /** a site that asks to wait longer is left for another time */
  longestWaitMs: number;
}

export const usualOptions: Omit<FetcherOptions, 'contact'> = {
  listed: [],
  ca: [],
  limits: { connectMs: 10_000, firstByteMs: 20_000, wholeMs: 60_000, bytes: 5 * 1024 * 1024 },
  // An attachment of the base has 20 MB at most.
  fileBytes: 20 * 1024 * 1024,
  redirects: 5,
  mediaTypes: [
    'text/html',
    'application/xhtml+xml',
    'text/xml',
    'application/xml',
    'application/rss+xml',
    'application/atom+xml',
  ],
  pauseMs: 1_000,
  longestPauseMs: 30_000,
  tries: 3,
  backoffMs: 2_000,
  longestWaitMs: 120_000,
};

/** The name in robots.txt and at the head of the user agent. */
export const PRODUCT = 'yihaoda';

export interface FetcherPorts {
  timer: Timer;
  resolve: Resolve;
}

export interface WebFetcher {
  /** pages, lists, sitemaps and feeds */
  page: FetchPage;
  /** files that a page offers, whatever the server calls their kind */
  file: FetchPage;
  /** rows of an interface that was agreed on; the token goes to no other origin */
  rows(token: string | null): FetchPage;
}

/** What is asked for, and what may come. */
interface Wanted {
  accept: readonly string[];
  /** null: any kind */
  mediaTypes: readonly string[] | null;
  /** why another kind is not read */
  otherKind: string;
  bytes: number;
  /** robots.txt is for whoever finds a site by itself; an interface is agreed on with its keeper */
  obeysRobots: boolean;
  token: string | null;
}

const rowTypes = [
  'application/json',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/json-lines',
  'text/plain',
];

/** Fetches from public websites, politely and without being led elsewhere. Never throws for a page's sake. */
export function webFetcher(options: FetcherOptions, ports: FetcherPorts): WebFetcher {
  if (!/^[\u0021-\u007e]{1,200}$/.test(options.contact))
    throw new TypeError('联系方式（contact）须为网址或邮箱，不含空格和中文');
  const fetcher = new PageFetcher(options, ports);
  const { limits, fileBytes, mediaTypes } = options;
  const page: Wanted = {
    accept: mediaTypes,
    mediaTypes,
    otherKind: '该网址不是网页',
    bytes: limits.bytes,
    obeysRobots: true,
    token: null,
  };
  const file: Wanted = { ...page, accept: ['*/*'], mediaTypes: null, bytes: fileBytes };
  return {
    page: (url, known) => fetcher.fetch(url, known, page),
    file: (url, known) => fetcher.fetch(url, known, file),
    rows: (token) => {
      const rows: Wanted = {
        accept: rowTypes,
        mediaTypes: rowTypes,
        otherKind: '该接口返回的不是 JSON',
        bytes: fileBytes,
        obeysRobots: false,
        token,
      };
      return (url, known) => fetcher.fetch(url, known, rows);
    },
  };
}

class PageFetcher {
  readonly #options: FetcherOptions;
  readonly #ports: FetcherPorts;
  readonly #listed: ReadonlySet<string>;
  readonly #turns: HostTurns;
  readonly #robots: RobotsFiles;
  readonly #userAgent: string;

  constructor(options: FetcherOptions, ports: FetcherPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#listed = new Set(options.listed.map((entry) => entry.toLowerCase()));
    this.#turns = new HostTurns(ports.timer);
    this.#userAgent = `${PRODUCT}/1.0 (12345 hotline knowledge base; +${options.contact})`;
    this.#robots = new RobotsFiles(PRODUCT, ports.timer, (url) => this.#robotsText(url));
  }

  async fetch(url: string, known: KnownPage | null, wanted: Wanted): Promise<FetchedPage> {
    const { tries, backoffMs, longestWaitMs } = this.#options;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#visit(url, known, wanted);
      } catch (error) {
        if (!(error instanceof WebError)) throw error;
        const { code, message, again, waitMs } = error;
        if (!again || tried >= tries || waitMs > longestWaitMs)
          return { outcome: again ? 'failed' : 'refused', url, code, words: message };
        await pause(this.#ports.timer, Math.max(backoffMs * 2 ** (tried - 1), waitMs));
      }
    }
  }

  async #visit(written: string, known: KnownPage | null, wanted: Wanted): Promise<FetchedPage> {
    const headers = {
      Accept: wanted.accept.join(', '),
      ...(known?.etag == null ? {} : { 'If-None-Match': known.etag }),
      ...(known?.lastModified == null ? {} : { 'If-Modified-Since': known.lastModified }),
      ...(wanted.token === null ? {} : { Authorization: `Bearer ${wanted.token}` }),
    };
    const { url, answer } = await this.#follow(written, headers, wanted, (response) => {
      if (wanted.mediaTypes !== null && !wanted.mediaTypes.includes(mediaTypeOf(response)))
        throw refused(
          'WEB_TYPE',
          `${wanted.otherKind}（类型：${mediaTypeOf(response).slice(0, 60) || '未注明'}），未读取。请核对网址；附件请下载后用文件导入。`,
        );
    });
    if (answer.status === 404 || answer.status === 410)
      return { outcome: 'gone', url, status: answer.status };
    if (answer.status === 304 && known !== null) return { outcome: 'unchanged', url };
    if (answer.status !== 200) throw badStatus(answer, this.#ports.timer.now());
    return {
      outcome: 'page',
      url,
      mediaType: mediaTypeOf(answer.headers),
      charset: charsetOf(answer.headers),
      etag: answer.headers.etag ?? null,
      lastModified: answer.headers['last-modified'] ?? null,
      bytes: answer.body,
    };
  }

  /** null: there is none, everything may be read */
  async #robotsText(url: string): Promise<string | null> {
    const wanted = { bytes: this.#options.limits.bytes, obeysRobots: false, token: null };
    const { answer } = await this.#follow(url, { Accept: 'text/plain, */*' }, wanted, () => {});
    // §2.3.1.3 and §2.3.1.4: no such file allows, a server in trouble forbids. 429 is trouble.
    if (answer.status === 200) return new TextDecoder().decode(answer.body);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return null;
    throw badStatus(answer, this.#ports.timer.now());
  }

  /** To the answer that is no redirect; every hop is checked as the first. */
  async #follow(
    written: string,
    headers: Readonly<Record<string, string>>,
    { bytes, obeysRobots, token }: Pick<Wanted, 'bytes' | 'obeysRobots' | 'token'>,
    checkHead: (headers: IncomingHttpHeaders) => void,
  ): Promise<{ url: string; answer: Answer }> {
    let target = checkUrl(written, this.#listed);
    const { origin } = target.url;
    for (let hop = 0; hop <= this.#options.redirects; hop += 1) {
      const addresses = await addressesOf(target, this.#ports.resolve);
      const delayMs = obeysRobots ? await this.#robots.delayFor(target.url) : 0;
      const { pauseMs, longestPauseMs } = this.#options;
      await this.#turns.take(target.url.host, Math.max(pauseMs, Math.min(delayMs, longestPauseMs)));
      const answer = await this.#ask(target, addresses, { headers, bytes }, checkHead);
      const location = isRedirect(answer.status) ? answer.headers.location : undefined;
      if (location === undefined) return { url: target.url.href, answer };
      // A header is Latin-1 to Node; sites write UTF-8 into it.
      const next = Buffer.from(location, 'latin1').toString('utf8');
      if (!URL.canParse(next, target.url.href)) throw refused('WEB_URL', '网站转到的网址写法有误，未访问。');
      target = checkUrl(new URL(next, target.url).href, this.#listed);
      if (token !== null && target.url.origin !== origin)
        throw refused(
          'WEB_TOKEN',
          `${origin} 要转到另一网站（${target.url.origin}），令牌不能送去，未继续。请与平台方核对接口地址。`,
        );
    }
    throw refused(
      'WEB_REDIRECTS',
      `${target.host} 连续跳转超过 ${this.#options.redirects} 次，已放弃。请核对网址。`,
    );
  }

  /** The next address only where no connection came about: what a server answered is its answer. */
  async #ask(
    target: CheckedUrl,
    addresses: readonly string[],
    { headers, bytes }: { headers: Readonly<Record<string, string>>; bytes: number },
    checkHead: (headers: IncomingHttpHeaders) => void,
  ): Promise<Answer> {
    let last: WebError | null = null;
    for (const address of addresses.slice(0, 3)) {
      try {
        return await exchange(
          {
            target,
            address,
            headers: { ...headers, 'User-Agent': this.#userAgent, 'Accept-Encoding': 'gzip, br' },
            limits: { ...this.#options.limits, bytes },
            ca: this.#options.ca,
            wantsBody: (status, response) => {
              if (status !== 200) return false;
              checkHead(response);
              return true;
            },
          },
          this.#ports.timer,
        );
      } catch (error) {
        if (!(error instanceof WebError) || error.code !== 'WEB_CONNECT') throw error;
        last = error;
      }
    }
    throw last ?? failed('WEB_DNS', `查不到 ${target.host} 的地址。请稍后再试。`);
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function charsetOf(headers: IncomingHttpHeaders): string | null {
  return (
    /;\s*charset\s*=\s*"?([^\s;"]{1,40})/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? null
  );
}

function badStatus({ status, headers }: Answer, now: number): WebError {
  if (status === 429 || status >= 500) {
    const waitMs = retryAfter(headers['retry-after'], now);
    const asked = waitMs > 0 ? `，并要求 ${Math.ceil(waitMs / 1000)} 秒后再来` : '';
    return failed('WEB_STATUS', `网站暂时不能提供此网页（状态 ${status}${asked}）。将稍后再试。`, waitMs);
  }
  return refused('WEB_STATUS', `网站没有给出此网页（状态 ${status}）。请核对网址，或与网站管理单位联系。`);
}
