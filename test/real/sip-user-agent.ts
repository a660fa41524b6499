import type { Address } from './address.ts';
import { SipCall } from './sip/call.ts';
import { digestAuthorization } from './sip/digest.ts';
import { header, type SipRequest, type SipResponse } from './sip/message.ts';
import { newToken, Transactions } from './sip/transactions.ts';

export type { SipCall } from './sip/call.ts';

/** How long the other side may take to answer a goodbye. */
const GOODBYE_MS = 500;

/** What a telephone does when it is called. */
export type Manner =
  | { does: 'answers'; after: number }
  | { does: 'rings' }
  | { does: 'rejects' }
  /** rings until Asterisk sends `Event: talk`, as telephones with control of telephones do */
  | { does: 'answers-when-told' };

export interface Telephone {
  user: string;
  server: Address;
  password?: string;
  /** address it is at; the carrier's telephones are at 127.0.0.2 */
  host?: string;
  port?: number;
  manner?: Manner;
}

/**
 * A small SIP telephone for tests: seats (registered, with a password) and callers (behind the trunk, without). It
 * signals over UDP; of its voice there is only the breath.
 */
export class SipUserAgent {
  readonly user: string;
  manner: Manner;
  readonly #password: string | undefined;
  readonly #calls = new Map<string, SipCall>();
  readonly #registration = { callId: newToken(), tag: newToken(), sequence: 0 };
  readonly #waiting: ((call: SipCall) => void)[] = [];
  readonly #arrived: SipCall[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #wire: Transactions | null = null;
  #registered = false;

  static async open(telephone: Telephone): Promise<SipUserAgent> {
    const agent = new SipUserAgent(telephone);
    agent.#wire = await Transactions.open(
      telephone.host ?? '127.0.0.1',
      telephone.port ?? 0,
      telephone.server,
      (request) => agent.#take(request),
    );
    return agent;
  }

  private constructor({ user, password, manner }: Telephone) {
    this.user = user;
    this.#password = password;
    this.manner = manner ?? { does: 'rings' };
  }

  /** The final status of REGISTER: 200, or 401 where the password is wrong. */
  async register(expires = 120): Promise<number> {
    const { server, hostPort } = this.#line;
    const uri = `sip:${server.host}:${server.port}`;
    const self = `<sip:${this.user}@${server.host}:${server.port}>`;
    const build = (): SipRequest => {
      this.#registration.sequence += 1;
      return {
        kind: 'request',
        method: 'REGISTER',
        uri,
        headers: [
          ['Max-Forwards', '70'],
          ['From', `${self};tag=${this.#registration.tag}`],
          ['To', self],
          ['Call-ID', this.#registration.callId],
          ['CSeq', `${this.#registration.sequence} REGISTER`],
          ['Contact', `<sip:${this.user}@${hostPort}>`],
          ['Expires', String(expires)],
        ],
        body: '',
      };
    };
    const response = await this.#line.request(build());
    const authorised = response.status === 401 ? this.#authorise(build(), response) : null;
    const { status } = authorised === null ? response : await this.#line.request(authorised);
    if (status === 200) this.#registered = expires > 0;
    return status;
  }

  async unregister(): Promise<number> {
    return this.register(0);
  }

  /** Dials; as `caller` where a carrier's telephone shows another number than its own. */
  call(number: string, caller: { number?: string; name?: string } = {}): SipCall {
    const { server } = this.#line;
    const name = caller.name === undefined ? '' : `"${caller.name}" `;
    const call = this.#newCall(`${name}<sip:${caller.number ?? this.user}@${server.host}>`, {
      target: `sip:${number}@${server.host}:${server.port}`,
    });
    call.invite();
    return call;
  }

  /** The next call that arrives here, or one that arrived and was not asked for yet. */
  async nextCall(withinMs = 5000): Promise<SipCall> {
    const arrived = this.#arrived.shift();
    if (arrived !== undefined) return arrived;
    return new Promise((resolve, reject) => {
      const take = (call: SipCall) => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        resolve(call);
      };
      const timer = this.#later(withinMs, () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new Error(`telephone ${this.user} was not called within ${withinMs} ms`));
      });
      this.#waiting.push(take);
    });
  }

  /** Calls that have arrived and were not taken by `nextCall`. */
  get unclaimedCalls(): number {
    return this.#arrived.length;
  }

  /** Ends what is up, signs off and goes away. */
  async close(): Promise<void> {
    const leaving = [...this.#calls.values()].map((call) => call.hangUp());
    if (this.#registered) leaving.push(this.unregister().then(() => undefined));
    const enough = new Promise<void>((resolve) => this.#later(GOODBYE_MS, resolve));
    await Promise.race([Promise.allSettled(leaving), enough]);
    await this.#goAway();
  }

  /** Goes silent as it is: still registered, its calls still up. */
  async unplug(): Promise<void> {
    this.#wire?.voice.cut();
    await this.#goAway();
  }

  async #goAway(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#wire?.close();
  }

  get #line(): Transactions {
    if (this.#wire === null) throw new Error(`telephone ${this.user} has no line`);
    return this.#wire;
  }

  #take(request: SipRequest): void {
    const known = this.#calls.get(header(request, 'call-id'));
    if (known !== undefined) {
      known.take(request);
      if (
        request.method === 'NOTIFY' &&
        /^talk/i.test(header(request, 'event')) &&
        this.manner.does === 'answers-when-told'
      ) {
        known.answer();
      }
      return;
    }
    if (request.method === 'INVITE') {
      this.#arrive(request);
      return;
    }
    // OPTIONS asks whether the telephone is alive; anything else about an unknown call is late.
    const alive = request.method === 'OPTIONS' || request.method === 'NOTIFY';
    this.#line.respond(request, alive ? 200 : 481, alive ? 'OK' : 'Call/Transaction Does Not Exist');
  }

  #arrive(invite: SipRequest): void {
    const call = this.#newCall(`<sip:${this.user}@${this.#line.server.host}>`, { invite });
    const manner = this.manner;
    if (manner.does === 'rejects') call.reject();
    else call.ringing();
    if (manner.does === 'answers') this.#later(manner.after, () => call.answer());
    const taker = this.#waiting.shift();
    if (taker === undefined) this.#arrived.push(call);
    else taker(call);
  }

  #newCall(local: string, other: { target: string } | { invite: SipRequest }): SipCall {
    const contact = `<sip:${this.user}@${this.#line.hostPort}>`;
    const call = new SipCall(
      this.#line,
      { local, contact },
      (request, refusal) => this.#authorise(request, refusal),
      other,
    );
    this.#calls.set(call.callId, call);
    void call.ended.then(() => this.#calls.delete(call.callId));
    return call;
  }

  #authorise(request: SipRequest, refusal: SipResponse): SipRequest | null {
    if (this.#password === undefined) return null;
    const proxy = refusal.status === 407;
    const challenge = header(refusal, proxy ? 'proxy-authenticate' : 'www-authenticate');
    const { method, uri } = request;
    const value = digestAuthorization(challenge, { method, uri, user: this.user, password: this.#password });
    return {
      ...request,
      headers: [...request.headers, [proxy ? 'Proxy-Authorization' : 'Authorization', value]],
    };
  }

  #later(ms: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }
}
