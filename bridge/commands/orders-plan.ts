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
  /** what a caller is known by there: a digest under this key, or the number itself on this basis */
  caller: { referenceKey: string } | { numberBasis: string };
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
  const { numberBasis, timeoutMs, most } = config;
  return {
    name,
    url,
    secret: readSharedSecret(secretEnv, env, ordersSecret),
    caller:
      caller === 'number'
        ? { numberBasis: numberBasis ?? '' }
        : { referenceKey: readSharedSecret(referenceKeyEnv ?? '', env, ordersReferenceKey) },
    listed: innerHosts,
    ca: caFile === undefined ? [] : [await readFile(caFile, 'utf8')],
    timeoutMs,
    most,
    restMs: restSeconds * 1000,
    link: link ?? null,
  };
}

export function orderBookOf(plan: OrdersPlan, timer: Timer, log: Log): OrderBook {
  const { name, url, secret, caller, listed, ca, timeoutMs, most, restMs, link } = plan;
  return new HttpOrderBook({
    name,
    url,
    numberBasis: 'numberBasis' in caller ? caller.numberBasis : null,
    callerOf: (number) =>
      'referenceKey' in caller ? callerDigest(caller.referenceKey, number) : callerDigits(number),
    signing: new HmacSigning({ secret, clock: timer }),
    get: webGetter({ listed, ca, timeoutMs, bytes: mostBytes }, { timer, resolve: systemResolve }),
    most,
    restMs,
    link,
    clock: timer,
    log,
  });
}
