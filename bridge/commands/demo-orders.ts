import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HmacSigning } from '../adapters/signature/hmac-signing.ts';
import type { Clock } from '../application/ports.ts';
import type { OrdersPlan } from './orders-plan.ts';

/** Where 演示工单系统 answers what is open for a caller, and where it shows an order. */
export const openOrdersPath = '/demo/open-orders';
export const orderPage = '/demo/order.html';

const dayMs = 86_400_000;
const samples = [
  {
    title: '【演示】路灯不亮，夜间出行不便',
    state: '办理中',
    unit: '岳麓区城管局',
    openedDays: 6,
    dueDays: 2,
  },
  { title: '【演示】小区楼下夜间施工噪声', state: '待签收', unit: '芙蓉区住建局', openedDays: 1, dueDays: 4 },
  {
    title: '【演示】居住证补领进度查询',
    state: '待回访',
    unit: '市公安局人口支队',
    openedDays: 9,
    dueDays: -1,
  },
] as const;

/** The demo's foreign system keeps invented orders; which caller has which follows from the digest it is asked by. */
export class DemoOrders {
  readonly #secret = randomBytes(32).toString('hex');
  readonly #signing: HmacSigning;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#signing = new HmacSigning({ secret: this.#secret, clock });
  }

  /** How the bridge asks it, at this origin. */
  planFor(origin: string): OrdersPlan {
    const { host } = new URL(origin);
    return {
      name: '演示工单系统',
      url: `${origin}${openOrdersPath}`,
      secret: this.#secret,
      caller: { referenceKey: randomBytes(32).toString('hex') },
      listed: [host],
      ca: [],
      timeoutMs: 800,
      most: 5,
      restMs: 30_000,
      link: { template: `${origin}${orderPage}?no={orderNo}`, hosts: [host] },
    };
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    const header = (name: string) => String(request.headers[`x-yihaoda-${name}`] ?? '');
    const signed = this.#signing.isSigned({
      timestamp: header('timestamp'),
      nonce: header('nonce'),
      signature: header('signature'),
      body: path,
    });
    const caller = new URL(path, 'http://demo').searchParams.get('caller') ?? '';
    if (!signed || caller === '') {
      response.writeHead(signed ? 400 : 401).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      .end(JSON.stringify({ orders: this.#ordersOf(caller) }));
  }

  /** Half of all callers have none. */
  #ordersOf(caller: string) {
    const start = Number.parseInt(caller.slice(0, 2), 16) || 0;
    const count = [0, 0, 0, 1, 1, 2][start % 6] ?? 0;
    return samples.slice(start % 2, (start % 2) + count).map(({ openedDays, dueDays, ...order }, at) => ({
      orderNo: `GD${caller.slice(0, 6).toUpperCase()}${at + 1}`,
      ...order,
      openedAt: this.#iso(-openedDays),
      dueAt: this.#iso(dueDays),
    }));
  }

  #iso(days: number): string {
    return new Date(this.#clock.now() + days * dayMs).toISOString();
  }
}
