import type { BridgeCalls, BridgeFacts } from './bridge-calls.ts';
import type { ExchangeCalls } from './exchange-calls.ts';
import type { PagesCalls } from './pages-calls.ts';
import { makePeople, type Person } from './people.ts';
import { Child } from './processes.ts';
import { amiAccount, type BenchSite, makeSite } from './site.ts';
import { startBridgeProcess } from './start-bridge-process.ts';

export interface HallOptions {
  seats: number;
  operators: number;
  floors: number;
  answers: 'worker' | 'none';
  saveAfterMs: number;
}

/** A whole hotline of its own: exchange, bridge and open pages, each a process. */
export class Hall {
  readonly site: BenchSite;
  readonly exchange: Child<ExchangeCalls>;
  readonly bridge: Child<BridgeCalls>;
  readonly pages: Child<PagesCalls>;
  readonly plainPort: number;
  readonly people: readonly Person[];

  static async open(options: HallOptions): Promise<Hall> {
    await using started = new AsyncDisposableStack();
    const exchange = Child.start<ExchangeCalls>('exchange-process.ts');
    started.defer(() => exchange.end());
    const { amiPort, plainPort } = await exchange.ask('begin', amiAccount);
    const site = await makeSite(options.seats, amiPort);
    started.defer(() => site.remove());
    const people = await makePeople(site, options.operators, options.floors);
    const bridge = startBridgeProcess();
    started.defer(() => bridge.end());
    const pages = Child.start<PagesCalls>('pages-process.ts');
    started.defer(() => pages.end());
    const { config, folder, env } = site;
    const { url } = await bridge.ask('begin', { config, panelFolder: folder, env, answers: options.answers });
    await until(async () => (await bridge.ask('facts', null)).link === 'up', 'the bridge is connected');
    const { saveAfterMs } = options;
    const opened = await pages.ask('open', { url, people, pops: 'desk', saveAfterMs });
    if (opened.open !== people.length || opened.signedIn !== options.operators)
      throw new Error(`${opened.open} pages open, ${opened.signedIn} signed in`);
    const parts = started.move();
    return new Hall({ site, exchange, bridge, pages, plainPort, people }, () => parts.disposeAsync());
  }

  readonly #close: () => Promise<void>;

  private constructor(
    parts: Pick<Hall, 'site' | 'exchange' | 'bridge' | 'pages' | 'plainPort' | 'people'>,
    close: () => Promise<void>,
  ) {
    this.site = parts.site;
    this.exchange = parts.exchange;
    this.bridge = parts.bridge;
    this.pages = parts.pages;
    this.plainPort = parts.plainPort;
    this.people = parts.people;
    this.#close = close;
  }

  facts(): Promise<BridgeFacts> {
    return this.bridge.ask('facts', null);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

export async function until(check: () => Promise<boolean>, what: string, withinMs = 30_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
