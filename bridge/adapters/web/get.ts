import type { Timer } from '../../application/ports.ts';
import { checkUrl } from './checked-url.ts';
import { exchange } from './exchange.ts';
import { addressesOf, type Resolve } from './resolve.ts';
import { failed, WebError } from './web-error.ts';

export interface GetterOptions {
  /** host:port of inner services, which may have any address and port */
  listed: readonly string[];
  /** PEM, beside those that the system trusts */
  ca: readonly string[];
  /** for everything, looking up the name included */
  timeoutMs: number;
  /** of the answer, inflated */
  bytes: number;
}

/** `code` of a WebError, for the log; a redirect is followed nowhere. */
export type Got = { outcome: 'answer'; status: number; body: string } | { outcome: 'failed'; code: string };

/**
 * GETs from one service whose address is checked after DNS, within a time that includes DNS. Never throws for the
 * service's sake.
 */
export function webGetter(options: GetterOptions, { timer, resolve }: { timer: Timer; resolve: Resolve }) {
  const listed = new Set(options.listed.map((entry) => entry.toLowerCase()));
  const { timeoutMs, bytes, ca } = options;
  const limits = { connectMs: timeoutMs, firstByteMs: timeoutMs, wholeMs: timeoutMs, bytes };
  const ask = async (url: string, headers: Readonly<Record<string, string>>): Promise<Got> => {
    const target = checkUrl(url, listed);
    const [address] = await addressesOf(target, resolve);
    const { status, body } = await exchange(
      {
        target,
        address: address ?? target.host,
        headers: { Accept: 'application/json', ...headers },
        limits,
        ca,
        wantsBody: (code) => code >= 200 && code < 300,
      },
      timer,
    );
    return { outcome: 'answer', status, body: new TextDecoder().decode(body) };
  };
  return async (url: string, headers: Readonly<Record<string, string>>): Promise<Got> => {
    // Looking up a name has no end of its own.
    const late = Promise.withResolvers<Got>();
    const cancel = timer.after(timeoutMs, () =>
      late.reject(failed('WEB_TIME', `超过 ${timeoutMs} 毫秒没有应答`)),
    );
    try {
      return await Promise.race([ask(url, headers), late.promise]);
    } catch (error) {
      if (!(error instanceof WebError)) throw error;
      return { outcome: 'failed', code: error.code };
    } finally {
      cancel();
    }
  };
}
