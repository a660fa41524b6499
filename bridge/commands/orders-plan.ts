import { readFile } from 'node:fs/promises';
import type { HotlineConfig } from '../../telephony-config/schema.ts';
import { ordersReferenceKey, ordersSecret, readSharedSecret } from '../../telephony-config/secrets.ts';
import { callerDigest, callerDigits } from '../adapters/orders/caller-digest.ts';
import { HttpOrderBook } from '../adapters/orders/http-order-book.ts';
import type { OrderLink } from '../adapters/orders/link.ts';
import { HmacSigning } from '../adapters/signature/hmac-signing.ts';
import { webGetter } from '../adapters/web/get.ts';
import { systemResolve } from '../adapters/web/resolve.ts';
import type { Log, OrderBook, Timer } from '../application/ports.ts';

/** How the city's own order system is asked. */
export interface OrdersPlan {
  name: string;
  url: string;
  secret: string;
  /** of callers' digests; null: the number itself is sent, as the site says */
  referenceKey: string | null;
  listed: readonly string[];
  ca: readonly string[];
  timeoutMs: number;
  most: number;
  restMs: number;
  link: OrderLink | null;
}

/** An answer is a page of short lines; what is more is not the system that was meant. */
const mostBytes = 64 * 1024;

/** Throws `SecretProblem` where a secret is missing: a site that means to ask is not started without. */
export async function planOrders(
  config: NonNullable<HotlineConfig['orderSystem']>,
  env: NodeJS.ProcessEnv,
): Promise<OrdersPlan> {
  const { name, url, secretEnv, caller, referenceKeyEnv, innerHosts, caFile, restSeconds, link } = config;
  const { timeoutMs, most } = config;
  return {
    name,
    url,
    secret: readSharedSecret(secretEnv, env, ordersSecret),
    referenceKey:
      caller === 'number' ? null : readSharedSecret(referenceKeyEnv ?? '', env, ordersReferenceKey),
    listed: innerHosts,
    ca: caFile === undefined ? [] : [await readFile(caFile, 'utf8')],
    timeoutMs,
    most,
    restMs: restSeconds * 1000,
    link: link ?? null,
  };
}

export function orderBookOf(plan: OrdersPlan, timer: Timer, log: Log): OrderBook {
  const { name, url, secret, referenceKey, listed, ca, timeoutMs, most, restMs, link } = plan;
  return new HttpOrderBook({
    name,
    url,
    callerOf: (number) => (referenceKey === null ? callerDigits(number) : callerDigest(referenceKey, number)),
    signing: new HmacSigning({ secret, clock: timer }),
    get: webGetter({ listed, ca, timeoutMs, bytes: mostBytes }, { timer, resolve: systemResolve }),
    most,
    restMs,
    link,
    clock: timer,
    log,
  });
}
