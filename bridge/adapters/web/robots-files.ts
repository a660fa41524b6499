import type { Timer } from '../../application/ports.ts';
import { allowAll, mayVisit, type RobotsRules, readRobots } from './robots.ts';
import { failed, refused, WebError } from './web-error.ts';

/** RFC 9309 §2.4: not kept longer than a day. */
const KEPT_MS = 24 * 3600 * 1000;
const MOST_SITES = 500;

/** The robots.txt of each site, fetched once a day and before anything else of it. */
export class RobotsFiles {
  readonly #product: string;
  readonly #timer: Timer;
  readonly #fetchText: (url: string) => Promise<string | null>;
  readonly #kept = new Map<string, { rules: Promise<RobotsRules>; at: number }>();

  constructor(product: string, timer: Timer, fetchText: (url: string) => Promise<string | null>) {
    this.#product = product;
    this.#timer = timer;
    this.#fetchText = fetchText;
  }

  /**
   * ms that the site asks for between two requests.
   * @throws WebError WEB_ROBOTS where the page must not be read, WEB_ROBOTS_UNREAD where nobody can tell
   */
  async delayFor(url: URL): Promise<number> {
    const rules = await this.#rulesOf(url.origin);
    if (!mayVisit(rules, url.pathname + url.search))
      throw refused(
        'WEB_ROBOTS',
        `${url.host} 的 robots.txt 不允许读取此网页，未读取。请与网站管理单位商定，或改用文件导入。`,
      );
    return rules.crawlDelayMs ?? 0;
  }

  async #rulesOf(origin: string): Promise<RobotsRules> {
    const now = this.#timer.now();
    const kept = this.#kept.get(origin);
    if (kept !== undefined && now - kept.at < KEPT_MS) return await kept.rules;
    const rules = this.#read(origin);
    this.#kept.delete(origin);
    this.#kept.set(origin, { rules, at: now });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_SITES && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await rules;
    } catch (error) {
      this.#kept.delete(origin);
      throw error;
    }
  }

  async #read(origin: string): Promise<RobotsRules> {
    try {
      const text = await this.#fetchText(`${origin}/robots.txt`);
      return text === null ? allowAll : readRobots(text, this.#product);
    } catch (error) {
      if (!(error instanceof WebError)) throw error;
      const words = `读不到 ${origin}/robots.txt，按规定不读取其网页：${error.message}`;
      throw error.again
        ? failed('WEB_ROBOTS_UNREAD', words, error.waitMs)
        : refused(error.code === 'WEB_ADDRESS' ? error.code : 'WEB_ROBOTS_UNREAD', words);
    }
  }
}
