import { createHash } from 'node:crypto';
import { type Delivered, type DeliveredFault, DeliveryRefused } from '../../content/delivery.ts';
import type { FetchedPage, FetchPage } from '../../content/fetched-page.ts';
import type { GonePage, Pull, PullEnd, PullMemory, PullStep } from '../../content/pull.ts';
import type { Day } from '../../day.ts';
import { RUNS_UNTIL_GONE } from '../gone.ts';
import { type Platform, type SeenRow, seenHeadSchema, seenRowSchema } from './platform.ts';
import { readPage } from './policy-page.ts';
import { type ReadValue, readJsonLines } from './read-json-lines.ts';
import { deliverPolicies } from './read-policies.ts';

/** To be raised when rows are read otherwise than before. */
const READER = '1';
const ROWS_IN_STEP = 50;
const HEAD = 'head';

/**
 * One run over a platform's interface, page after page. Rows that say what they said last are only counted. In memory:
 * one page, and a hash for each row.
 */
export async function* pullPolicies(
  platform: Platform,
  before: PullMemory,
  fetchRows: FetchPage,
  today: Day,
): Pull {
  const { rowsARun: _1, unlistedIsGone: _2, ...read } = platform;
  const readBy = `${READER}:${hashOf(read)}`;
  const run = new Run(platform, before, readBy === before.readBy, fetchRows);
  yield* run.rows(today);
  yield* run.notThere();
  return { ...run.end(), run: before.run + 1, readBy };
}

class Run {
  readonly #platform: Platform;
  readonly #trusted: boolean;
  readonly #fetchRows: FetchPage;
  readonly #known: ReadonlyMap<string, SeenRow>;
  readonly #head: unknown;
  readonly #met = new Set<string>();
  #state: 'unread' | 'unchanged' | 'cut' | 'whole' = 'unread';
  #newHead: Readonly<Record<string, unknown>> = {};
  #trouble: PullEnd['trouble'] = null;
  #asked = 0;
  #unchanged = 0;

  constructor(platform: Platform, before: PullMemory, trusted: boolean, fetchRows: FetchPage) {
    this.#platform = platform;
    this.#trusted = trusted;
    this.#fetchRows = fetchRows;
    this.#head = before.pages[HEAD];
    this.#known = new Map(
      Object.entries(before.pages).flatMap(([key, seen]) =>
        key.startsWith('row:') ? [[key.slice(4), seenRowSchema.parse(seen)]] : [],
      ),
    );
  }

  end(): Omit<PullEnd, 'run' | 'readBy'> {
    return {
      complete: this.#state === 'whole' || this.#state === 'unchanged',
      known: [...this.#known.values()].filter(({ delivered }) => delivered).length,
      left: 0,
      trouble: this.#trouble,
    };
  }

  async *rows(today: Day): AsyncGenerator<PullStep> {
    const { url, regionCode } = this.#platform;
    const source = { fileName: url, regionCode, today };
    let step = this.#step();
    try {
      for await (const one of deliverPolicies(this.#values(), source)) {
        this.#take(one, step);
        if (step.delivered.length + step.gone.length < ROWS_IN_STEP) continue;
        yield this.#done(step);
        step = this.#step();
      }
    } catch (error) {
      if (!(error instanceof DeliveryRefused)) throw error;
      this.#fail(error.code, error.message);
      const { code, at, message: words } = error;
      step.delivered.push({ delivered: 'fault', at, code, words });
    }
    yield this.#done(step);
  }

  /** What was there the last time and is in no page of this run. */
  async *notThere(): AsyncGenerator<PullStep> {
    if (this.#state !== 'whole') return;
    const step = this.#step(this.#newHead);
    if (this.#platform.unlistedIsGone)
      for (const [id, known] of this.#known) {
        if (!known.delivered || this.#met.has(id)) continue;
        const missing = known.missing + 1;
        step.seen[`row:${id}`] = { ...known, missing };
        const at = { in: this.#platform.url, row: null, column: null };
        if (missing < RUNS_UNTIL_GONE) {
          const words = `接口不再给出编号“${id.slice(0, 80)}”。下次仍没有的，将按撤下处理；请与平台方核对。`;
          step.delivered.push({ delivered: 'fault', at, code: 'ROW_MISSING', words });
        } else
          step.gone.push({
            url: `row:${id}`,
            removal: { delivered: 'removal', at, sourceId: id, on: null },
            seen: { ...known, missing, delivered: false },
          });
      }
    yield this.#done(step);
  }

  #take(one: Delivered, step: OpenStep): void {
    if (one.delivered === 'fault') {
      step.delivered.push(one);
      return;
    }
    const key = `row:${one.sourceId}`;
    const known = this.#known.get(one.sourceId);
    this.#met.add(one.sourceId);
    const mark = hashOf(one.delivered === 'entry' ? [one.content, one.url] : ['removed', one.on]);
    if (this.#trusted && known?.mark === mark && known.missing === 0) {
      this.#unchanged += 1;
      return;
    }
    if (one.delivered === 'entry') {
      step.delivered.push(one);
      step.seen[key] = { mark, missing: 0, delivered: true };
    } else if (known !== undefined)
      step.gone.push({ url: key, removal: one, seen: { mark, missing: 0, delivered: false } });
  }

  async *#values(): AsyncGenerator<ReadValue | DeliveredFault> {
    const { url, format, rowsARun } = this.#platform;
    const visited = new Set<string>();
    let next: string | null = format === 'pages' ? this.#numbered(this.#platform.firstPage) : url;
    for (let page = this.#platform.firstPage; next !== null; page += 1) {
      visited.add(next);
      const got: FetchedPage = await this.#fetchRows(next, format === 'lines' ? this.#lastHead() : null);
      if (got.outcome === 'unchanged') {
        this.#state = 'unchanged';
        this.#unchanged = this.#known.size;
        return;
      }
      if (got.outcome !== 'page') {
        const words = got.outcome === 'gone' ? '接口地址不存在。请与平台方核对。' : got.words;
        throw new DeliveryRefused(
          got.outcome === 'gone' ? 'PAGE_MISSING' : got.code,
          { in: next, row: null, column: null },
          words,
        );
      }
      const read: Rows =
        format === 'lines'
          ? { values: readJsonLines([got.bytes], next), next: null }
          : this.#readPage(got.bytes, next, page, visited);
      next = read.next;
      for await (const value of read.values) {
        if (this.#asked >= rowsARun) {
          this.#state = 'cut';
          const at = { in: url, row: null, column: null };
          const words = `已读 ${rowsARun} 行，达到一次运行的上限，其余未读。请在配置中放宽 rowsARun。`;
          yield { delivered: 'fault', at, code: 'ROWS_MANY', words };
          return;
        }
        this.#asked += 1;
        yield value;
      }
      const { etag, lastModified } = got;
      if (format === 'lines') this.#newHead = { [HEAD]: { etag, lastModified } };
    }
    this.#state = 'whole';
  }

  #readPage(bytes: Uint8Array, address: string, page: number, visited: ReadonlySet<string>): Rows {
    const at = { in: address, row: null, column: null };
    let answer: unknown;
    try {
      answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      throw new DeliveryRefused('PAGE_JSON', at, '接口返回的不是完整的 JSON（UTF-8）。请与平台方核对。');
    }
    const items = inside(answer, this.#platform.itemsAt);
    const isLast = Array.isArray(items) && items.length === 0;
    const next =
      this.#platform.pageParameter === null
        ? inside(answer, this.#platform.nextAt)
        : isLast
          ? null
          : this.#numbered(page + 1);
    const read = readPage({ items, next }, address, visited);
    return { values: read.items, next: read.next };
  }

  #numbered(page: number): string {
    const { url, pageParameter } = this.#platform;
    if (pageParameter === null) return url;
    const numbered = new URL(url);
    numbered.searchParams.set(pageParameter, String(page));
    return numbered.href;
  }

  #lastHead() {
    if (!this.#trusted || this.#head === undefined) return null;
    const head = seenHeadSchema.parse(this.#head);
    return head.etag === null && head.lastModified === null ? null : head;
  }

  #fail(code: string, words: string): void {
    this.#trouble = { code, words };
    this.#state = 'unread';
  }

  #step(seen: Readonly<Record<string, unknown>> = {}): OpenStep {
    return { delivered: [], gone: [], seen: { ...seen } };
  }

  #done(step: OpenStep): PullStep {
    const [asked, unchanged] = [this.#asked, this.#unchanged];
    return { ...step, url: this.#platform.url, files: [], asked, unchanged, left: 0 };
  }
}

interface OpenStep {
  delivered: Delivered[];
  gone: GonePage[];
  seen: Record<string, unknown>;
}

interface Rows {
  values: AsyncIterable<ReadValue | DeliveredFault> | Iterable<ReadValue>;
  next: string | null;
}

/** data.list: `list` within `data`; undefined where there is none. */
function inside(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
