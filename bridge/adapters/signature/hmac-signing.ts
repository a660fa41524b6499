import { randomBytes } from 'node:crypto';
import type { Clock, SignedCall, Signing } from '../../application/ports.ts';
import { isSignedBy, signatureOf } from './signature.ts';

/** A call may be so old or so far ahead, s. */
const clockSkew = 300;
const mostNonces = 20_000;

/** What the bridge and another system say to each other, signed with a secret of both (docs/sms-gateway.md, order-system.md). */
export class HmacSigning implements Signing {
  readonly #secret: string;
  readonly #clock: Clock;
  /** nonces of calls that were taken → when, s */
  readonly #seen = new Map<string, number>();

  constructor({ secret, clock }: { secret: string; clock: Clock }) {
    this.#secret = secret;
    this.#clock = clock;
  }

  headersFor(signed: string): Readonly<Record<string, string>> {
    const timestamp = String(this.#now());
    const nonce = randomBytes(16).toString('hex');
    return {
      'X-Yihaoda-Timestamp': timestamp,
      'X-Yihaoda-Nonce': nonce,
      'X-Yihaoda-Signature': signatureOf(this.#secret, timestamp, nonce, signed),
    };
  }

  /** True once for a nonce. */
  isSigned(call: SignedCall): boolean {
    const now = this.#now();
    if (!/^\d{1,12}$/.test(call.timestamp) || Math.abs(now - Number(call.timestamp)) > clockSkew)
      return false;
    if (!/^[\w-]{8,64}$/.test(call.nonce) || this.#seen.has(call.nonce)) return false;
    if (!isSignedBy(this.#secret, call)) return false;
    this.#seen.set(call.nonce, now);
    // In the order in which they came; what is older than a call may be need not be known any more.
    for (const [oldest, at] of this.#seen) {
      if (now - at <= 2 * clockSkew && this.#seen.size <= mostNonces) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  #now(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}
