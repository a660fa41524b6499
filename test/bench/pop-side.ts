import { setTimeout as pause } from 'node:timers/promises';
import { callsFor, type LoadShape } from './call-plan.ts';
import { monotonic } from './clock.ts';
import type { ExchangeCalls, Receiver } from './exchange-calls.ts';
import type { PagesCalls, PagesSeen } from './pages-calls.ts';
import { percentile } from './percentile.ts';
import type { Child } from './processes.ts';

const searchesPerSecond = 20;
/** After the last event of a slice its last records are saved. */
const afterwardsMs = 1200;
const longestWaitMs = 10_000;

/** The bridge, or what it is compared with: sent calls, and asked when its pages saw them. */
export class PopSide {
  readonly #name: string;
  readonly #exchange: Child<ExchangeCalls>;
  readonly #to: Receiver;
  readonly #pages: Child<PagesCalls>;
  #nextCall = 0;
  #offered = 0;
  #unseen = 0;
  #latest = 0;
  #saved = 0;
  #refused = 0;
  #searchMs: number[] = [];
  #trouble: string | null = null;
  latencies: number[] = [];

  constructor(name: string, exchange: Child<ExchangeCalls>, to: Receiver, pages: Child<PagesCalls>) {
    this.#name = name;
    this.#exchange = exchange;
    this.#to = to;
    this.#pages = pages;
  }

  async slice(shape: LoadShape, seconds: number): Promise<void> {
    const calls = callsFor(shape.eventsPerSecond * seconds);
    const firstCall = this.#nextCall;
    this.#nextCall += calls;
    await this.#pages.ask('searches', { perSecond: searchesPerSecond });
    const { offers, latestMs } = await this.#exchange.ask('pace', { to: this.#to, shape, firstCall, calls });
    await this.#pages.ask('searches', { perSecond: 0 });
    this.#latest = Math.max(this.#latest, latestMs);
    await pause(afterwardsMs);
    const seen = new Map<string, number>();
    const end = performance.now() + longestWaitMs;
    do {
      const news = await this.#pages.ask('seen', null);
      for (const [call, at] of news.pops) seen.set(call, at);
      this.#note(news);
      if (seen.size >= offers.length) break;
      await pause(100);
    } while (performance.now() < end);
    const now = monotonic();
    this.#offered += offers.length;
    for (const [call, sentAt] of offers) {
      const at = seen.get(call);
      if (at === undefined) this.#unseen += 1;
      // One that was never seen counts with all that it was waited for.
      this.latencies.push(((at ?? now) - sentAt) / 1e6);
    }
  }

  /** What went before was not measured. */
  forget(): void {
    this.latencies = [];
    this.#offered = 0;
    this.#unseen = 0;
    this.#latest = 0;
    this.#saved = 0;
    this.#refused = 0;
    this.#searchMs = [];
  }

  words(): string {
    const ms = (values: readonly number[], p: number) => percentile(values, p).toFixed(2);
    const parts = [
      `${this.#name}: ${this.#offered} pops`,
      `p90 ${ms(this.latencies, 0.9)}, longest ${ms(this.latencies, 1)} ms`,
      `${this.#saved} records saved`,
      `search p50 ${ms(this.#searchMs, 0.5)}, p99 ${ms(this.#searchMs, 0.99)} ms`,
      `sender at most ${this.#latest.toFixed(1)} ms behind its plan`,
    ];
    if (this.#unseen > 0) parts.push(`${this.#unseen} pops NOT SEEN`);
    if (this.#refused > 0) parts.push(`${this.#refused} saves refused`);
    if (this.#trouble !== null) parts.push(this.#trouble);
    return parts.join('; ');
  }

  #note({ saved, refused, searchMs, trouble }: PagesSeen): void {
    this.#saved += saved;
    this.#refused += refused;
    this.#searchMs.push(...searchMs);
    this.#trouble ??= trouble;
  }
}
