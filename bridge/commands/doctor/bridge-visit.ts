import { z } from 'zod';
import type { Me } from '../../protocol/desk.ts';
import { errorBodySchema, signInAnswerSchema } from '../../protocol/rest.ts';
import { jsonOf } from './json-of.ts';
import { DoctorPage } from './page.ts';
import { HopFailed } from './trouble.ts';

/** An answer that takes longer is none: the panel has given up by then. */
const answerWithinMs = 5000;
const healthSchema = z.object({ link: z.string() });

/** A browser's place at the bridge: the same requests that the panel makes, with a cookie of its own. */
export class BridgeVisit {
  readonly #url: URL;
  readonly #signal: AbortSignal;
  #cookie: string | null = null;

  /** @param url of the panel, with `/` at its end */
  constructor(url: URL, signal: AbortSignal) {
    this.#url = url;
    this.#signal = signal;
  }

  /** What the bridge says of its link to the exchange. */
  async link(): Promise<string> {
    const response = await this.#ask('healthz', {}, this.#signal);
    const health = response.ok ? healthSchema.safeParse(await bodyOf(response)) : null;
    if (health?.success !== true)
      throw new HopFailed({ kind: 'not-the-bridge', url: this.#url.href, status: response.status });
    return health.data.link;
  }

  async signIn(login: string, password: string): Promise<Me> {
    const response = await this.#ask(
      'api/session',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password }),
      },
      this.#signal,
    );
    const body = await bodyOf(response);
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    const answer = signInAnswerSchema.safeParse(body);
    if (response.ok && cookie !== undefined && answer.success) {
      this.#cookie = cookie;
      return answer.data.me;
    }
    const refused = errorBodySchema.safeParse(body);
    if (!refused.success)
      throw new HopFailed({ kind: 'not-the-bridge', url: this.#url.href, status: response.status });
    throw new HopFailed({ kind: 'account-refused', login, message: refused.data.message });
  }

  /** @throws HopFailed where there is no socket, or no desk comes over it */
  openPage(): Promise<DoctorPage> {
    const url = new URL('api/socket', this.#url);
    url.protocol = this.#url.protocol === 'https:' ? 'wss:' : 'ws:';
    const headers = { cookie: this.#cookie ?? '', origin: this.#url.origin };
    return DoctorPage.open(url, headers, this.#signal);
  }

  /** The session is over; nothing is left to be used. Does nothing where nobody signed in. */
  async signOut(): Promise<void> {
    if (this.#cookie === null) return;
    // Also after Ctrl+C: it has a limit of its own.
    await this.#ask('api/session', { method: 'DELETE' }, null);
    this.#cookie = null;
  }

  async #ask(path: string, init: RequestInit, signal: AbortSignal | null): Promise<Response> {
    const limit = AbortSignal.timeout(answerWithinMs);
    const headers = new Headers(init.headers);
    headers.set('origin', this.#url.origin);
    if (this.#cookie !== null) headers.set('cookie', this.#cookie);
    try {
      return await fetch(new URL(path, this.#url), {
        ...init,
        headers,
        redirect: 'manual',
        signal: signal === null ? limit : AbortSignal.any([limit, signal]),
      });
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (limit.aborted)
        throw new HopFailed({
          kind: 'bridge-silent',
          url: this.#url.href,
          reason: `${answerWithinMs / 1000} s`,
        });
      throw unreachable(this.#url, error);
    }
  }
}

/** fetch says no more than `fetch failed`; the reason is its cause. */
function unreachable(url: URL, error: unknown): unknown {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return error;
  const { cause } = error;
  const code = 'code' in cause ? String(cause.code) : '';
  const untrusted = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code);
  const reason = cause.message === '' ? code : cause.message;
  return new HopFailed({ kind: untrusted ? 'bridge-untrusted' : 'bridge-silent', url: url.href, reason });
}

async function bodyOf(response: Response): Promise<unknown> {
  return jsonOf(await response.text());
}
