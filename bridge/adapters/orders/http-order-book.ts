import type { Clock, Log, OpenOrder, OrderBook, OrdersAnswer, Signing } from '../../application/ports.ts';
import { ordersAnswerSchema } from './answer.ts';
import { Breaker } from './breaker.ts';
import { type OrderLink, orderUrl } from './link.ts';

/** What came of one GET; the address was checked after DNS, and no redirect was followed. */
export type Got = { outcome: 'answer'; status: number; body: string } | { outcome: 'failed'; code: string };

export interface HttpOrderBookOptions {
  name: string;
  /** without a query */
  url: string;
  /** null: it gets a digest */
  numberBasis: string | null;
  /** what the other system knows a caller by */
  callerOf(number: string): string;
  signing: Signing;
  get(url: string, headers: Readonly<Record<string, string>>): Promise<Got>;
  /** orders that are shown at most */
  most: number;
  restMs: number;
  link: OrderLink | null;
  clock: Clock;
  log: Log;
}

/** An order system that speaks JSON over HTTP (docs/order-system.md). */
export class HttpOrderBook implements OrderBook {
  readonly #options: HttpOrderBookOptions;
  readonly #breaker: Breaker;

  constructor(options: HttpOrderBookOptions) {
    this.#options = options;
    this.#breaker = new Breaker(options.restMs);
  }

  get name(): string {
    return this.#options.name;
  }

  get numberBasis(): string | null {
    return this.#options.numberBasis;
  }

  async openOrdersOf(number: string): Promise<OrdersAnswer> {
    const { clock } = this.#options;
    const waitMs = this.#breaker.waitMs(clock.now());
    if (waitMs > 0)
      return silent(`工单系统未应答，${Math.ceil(waitMs / 1000)} 秒后再查。通话和登记不受影响。`);
    const answer = await this.#ask(number);
    if (answer.outcome === 'silent') this.#breaker.failed(clock.now());
    else this.#breaker.succeeded();
    return answer;
  }

  async #ask(number: string): Promise<OrdersAnswer> {
    const { url, callerOf, signing, get, log } = this.#options;
    const target = new URL(url);
    target.searchParams.set('caller', callerOf(number));
    try {
      const got = await get(target.href, signing.headersFor(target.pathname + target.search));
      if (got.outcome === 'failed') return this.#silent(got.code, '工单系统未应答。通话和登记不受影响。');
      if (got.status < 200 || got.status > 299)
        return this.#silent(
          `status ${got.status}`,
          `工单系统未应答（状态 ${got.status}）。通话和登记不受影响。`,
        );
      const told = ordersAnswerSchema.safeParse(jsonOf(got.body));
      return told.success
        ? this.#shown(told.data.orders)
        : this.#silent('not understood', '工单系统未应答：答复无法识别，没有采用。通话和登记不受影响。');
    } catch (error) {
      log.error('the order system could not be asked', { error });
      return silent('工单系统未应答。通话和登记不受影响。');
    }
  }

  #shown(orders: readonly Told[]): OrdersAnswer {
    const { most, link } = this.#options;
    return {
      outcome: 'orders',
      more: orders.length > most,
      orders: orders.slice(0, most).map(
        (order): OpenOrder => ({
          ...order,
          title: order.confidential ? '' : order.title,
          unit: order.unit ?? null,
          openedAt: order.openedAt ?? null,
          dueAt: order.dueAt ?? null,
          url: orderUrl(link, order.orderNo),
        }),
      ),
    };
  }

  #silent(why: string, zh: string): OrdersAnswer {
    this.#options.log.warn('the order system did not answer', { why });
    return silent(zh);
  }
}

type Told = ReturnType<typeof ordersAnswerSchema.parse>['orders'][number];

function silent(zh: string): OrdersAnswer {
  return { outcome: 'silent', zh };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
