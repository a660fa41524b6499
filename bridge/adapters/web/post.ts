import type { Timer } from '../../application/ports.ts';
import { checkUrl } from './checked-url.ts';
import { type ExchangeLimits, exchange } from './exchange.ts';
import { addressesOf, type Resolve } from './resolve.ts';
import { retryAfter } from './retry-after.ts';
import { WebError } from './web-error.ts';

export interface PosterOptions {
  /** host:port of inner services, which may have any address and port */
  listed: readonly string[];
  /** PEM, beside those that the system trusts */
  ca: readonly string[];
  limits: ExchangeLimits;
}

export type Posted =
  | { outcome: 'answer'; status: number; body: string; waitMs: number }
  | { outcome: 'failed'; again: boolean; words: string };

/** An answer is a line of JSON; a service that sends more is not the one that was meant. */
export const posterLimits: ExchangeLimits = {
  connectMs: 5_000,
  firstByteMs: 10_000,
  wholeMs: 15_000,
  bytes: 64 * 1024,
};

/**
 * POSTs to an address that is checked after DNS, and goes where no redirect leads: what is sent is personal, and meant for
 * one service. Never throws for the service's sake.
 */
export function webPoster(options: PosterOptions, { timer, resolve }: { timer: Timer; resolve: Resolve }) {
  const listed = new Set(options.listed.map((entry) => entry.toLowerCase()));
  return async (url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted> => {
    try {
      const target = checkUrl(url, listed);
      const [address] = await addressesOf(target, resolve);
      const answer = await exchange(
        {
          target,
          address: address ?? target.host,
          method: 'POST',
          body,
          headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
          limits: options.limits,
          ca: options.ca,
          wantsBody: (status) => status >= 200 && status < 300,
        },
        timer,
      );
      return {
        outcome: 'answer',
        status: answer.status,
        body: new TextDecoder().decode(answer.body),
        waitMs: retryAfter(answer.headers['retry-after'], timer.now()),
      };
    } catch (error) {
      if (!(error instanceof WebError)) throw error;
      return { outcome: 'failed', again: error.again, words: wordsOf(error) };
    }
  };
}

/** For who waits at a seat; the log and the start have the rest. */
function wordsOf({ code, message }: WebError): string {
  switch (code) {
    case 'WEB_TIME':
      return '短信网关超时没有应答';
    case 'WEB_CONNECT':
    case 'WEB_BROKEN':
    case 'WEB_DNS':
      return '连接不上短信网关';
    default:
      return message;
  }
}
