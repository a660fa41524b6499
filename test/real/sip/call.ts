import {
  answerDirection,
  type Direction,
  type Headers,
  header,
  parameter,
  type SipRequest,
  type SipResponse,
  sdp,
  uriOf,
} from './message.ts';
import { newToken, type Transactions } from './transactions.ts';
import { mediaOf } from './voice.ts';

export type Ending = { by: 'us' | 'them'; status: number | null };

export interface Identity {
  /** header value with a name, without tag, e.g. `"1001" <sip:1001@127.0.0.1>` */
  local: string;
  contact: string;
}

/** Adds an Authorization for a refusal with 401 or 407; null where the telephone has no password. */
export type Authorise = (request: SipRequest, refusal: SipResponse) => SipRequest | null;

/** One call of a test telephone: a dialog of RFC 3261 §12 and what a person does with it. */
export class SipCall {
  readonly callId: string;
  /** the other side's number, as its From or our target says */
  readonly peer: string;
  readonly answered: Promise<void>;
  readonly ended: Promise<Ending>;
  readonly #wire: Transactions;
  readonly #authorise: Authorise;
  readonly #identity: Identity;
  readonly #localTag = newToken();
  #inviteBranch = '';
  #state: 'ringing' | 'up' | 'over' = 'ringing';
  #remote: string;
  #target: string;
  #sequence = 1;
  #sdpVersion = 1;
  #heard = '';
  readonly #listeners: (() => void)[] = [];
  /** the INVITE that still waits for our answer */
  #offer: SipRequest | null;
  #inviteSent: SipRequest | null = null;
  #onAnswered: () => void = () => undefined;
  #onEnded: (ending: Ending) => void = () => undefined;

  constructor(
    wire: Transactions,
    identity: Identity,
    authorise: Authorise,
    other: { target: string } | { invite: SipRequest },
  ) {
    this.#wire = wire;
    this.#identity = identity;
    this.#authorise = authorise;
    this.answered = new Promise((resolve) => {
      this.#onAnswered = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.#onEnded = resolve;
    });
    if ('invite' in other) {
      this.callId = header(other.invite, 'call-id');
      this.#remote = header(other.invite, 'from');
      this.#target = uriOf(header(other.invite, 'contact'));
      this.#offer = other.invite;
    } else {
      this.callId = newToken();
      this.#remote = `<${other.target}>`;
      this.#target = other.target;
      this.#offer = null;
    }
    this.peer = /sip:([^@>;]+)@/.exec(this.#remote)?.[1] ?? '';
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** Places the call; comes back at once, `answered` and `ended` tell the rest. */
  invite(): void {
    const body = sdp(this.#wire.address.host, this.#sdpVersion, 'sendrecv');
    this.#place(this.#request('INVITE', [['Content-Type', 'application/sdp']], body)).catch(() =>
      this.#end('them', null),
    );
  }

  async #place(invite: SipRequest): Promise<void> {
    this.#inviteSent = invite;
    this.#inviteBranch = `z9hG4bK${newToken()}`;
    const branch = this.#inviteBranch;
    const response = await this.#wire.request(invite, { branch });
    if (response.status < 300) {
      this.#remote = header(response, 'to');
      this.#target = uriOf(header(response, 'contact'));
      this.#acknowledge();
      this.#begin(response.body);
      return;
    }
    this.#wire.sendOnce(
      { ...invite, method: 'ACK', body: '', headers: ackHeaders(invite, response) },
      branch,
    );
    const challenged = response.status === 401 || response.status === 407;
    if (challenged && !invite.headers.some(([name]) => /authorization$/i.test(name))) {
      this.#sequence += 1;
      const type: Headers = [['Content-Type', 'application/sdp']];
      const authorised = this.#authorise(this.#request('INVITE', type, invite.body), response);
      if (authorised !== null) return this.#place(authorised);
    }
    this.#end('them', response.status);
  }

  ringing(): void {
    if (this.#offer !== null) this.#wire.respond(this.#offer, 180, 'Ringing', this.#dialogHeaders());
  }

  answer(): void {
    const offer = this.#offer;
    if (offer === null || this.#state !== 'ringing') return;
    this.#offer = null;
    this.#answerOffer(offer);
    this.#begin(offer.body);
  }

  reject(status = 486, reason = 'Busy Here'): void {
    if (this.#offer === null || this.#state !== 'ringing') return;
    this.#wire.respond(this.#offer, status, reason, this.#dialogHeaders());
    this.#end('us', status);
  }

  /** BYE in a talk; CANCEL for a call of ours that still rings; a refusal for one that rings here. */
  async hangUp(): Promise<void> {
    if (this.#state === 'over') return;
    if (this.#state === 'ringing' && this.#offer !== null) return this.reject(480, 'Temporarily Unavailable');
    if (this.#state === 'ringing' && this.#inviteSent !== null) {
      const invite = this.#inviteSent;
      const headers = invite.headers
        .filter(([name]) => !/^(contact|content-type|authorization)$/i.test(name))
        .map(([name, value]): readonly [string, string] =>
          name === 'CSeq' ? [name, value.replace('INVITE', 'CANCEL')] : [name, value],
        );
      await this.#wire.request(
        { ...invite, method: 'CANCEL', body: '', headers },
        { branch: this.#inviteBranch },
      );
      await this.ended;
      return;
    }
    this.#end('us', null);
    await this.#send('BYE');
  }

  async hold(): Promise<void> {
    await this.#offerAgain('sendonly');
  }

  async resume(): Promise<void> {
    await this.#offerAgain('sendrecv');
  }

  /** Each key as SIP INFO, as telephones do that send no RFC 4733. */
  async press(keys: string): Promise<void> {
    for (const key of keys) {
      await this.#send(
        'INFO',
        [['Content-Type', 'application/dtmf-relay']],
        `Signal=${key}\r\nDuration=100\r\n`,
      );
    }
  }

  /** Blind transfer. */
  async transferTo(number: string): Promise<number> {
    const { host, port } = this.#wire.server;
    const response = await this.#send('REFER', [
      ['Refer-To', `<sip:${number}@${host}:${port}>`],
      ['Referred-By', this.#identity.contact],
    ]);
    return response.status;
  }

  /** Completes an attended transfer: this call's party is joined with the other call's. */
  async transferInto(consultation: SipCall): Promise<number> {
    const response = await this.#send('REFER', [
      ['Refer-To', `<${consultation.#target}?Replaces=${encodeURIComponent(consultation.#replaces())}>`],
      ['Referred-By', this.#identity.contact],
    ]);
    return response.status;
  }

  /** A request inside the dialog, or a new INVITE's CANCEL and ACK. */
  take(request: SipRequest): void {
    const { method } = request;
    if (method === 'ACK') return;
    if (method === 'INVITE' || method === 'UPDATE') {
      this.#answerOffer(request);
      return;
    }
    this.#wire.respond(request, 200, 'OK');
    if (method === 'INFO') this.#hear(request.body);
    if (method === 'BYE') this.#end('them', null);
    if (method !== 'CANCEL' || this.#offer === null) return;
    this.#wire.respond(this.#offer, 487, 'Request Terminated', this.#dialogHeaders());
    this.#end('them', 487);
  }

  /** The first keys that were pressed at the other side, once there are so many. */
  async keysHeard(count: number): Promise<string> {
    while (this.#heard.length < count) await new Promise<void>((resolve) => this.#listeners.push(resolve));
    return this.#heard.slice(0, count);
  }

  /** A key as SIP INFO: `Signal= 5`. */
  #hear(body: string): void {
    this.#heard += /^Signal\s*=\s*([0-9*#])/im.exec(body)?.[1] ?? '';
    for (const told of this.#listeners.splice(0)) told();
  }

  #answerOffer(request: SipRequest): void {
    const withBody = request.method === 'INVITE' || request.body !== '';
    const body = withBody
      ? sdp(this.#wire.address.host, this.#sdpVersion++, answerDirection(request.body))
      : '';
    const type: Headers = withBody ? [['Content-Type', 'application/sdp']] : [];
    this.#wire.respond(request, 200, 'OK', [...this.#dialogHeaders(request), ...type], body);
  }

  async #offerAgain(direction: Direction): Promise<void> {
    this.#sdpVersion += 1;
    const body = sdp(this.#wire.address.host, this.#sdpVersion, direction);
    const response = await this.#send('INVITE', [['Content-Type', 'application/sdp']], body);
    if (response.status >= 300) throw new Error(`re-INVITE was answered with ${response.status}`);
  }

  async #send(method: string, extra: Headers = [], body = ''): Promise<SipResponse> {
    this.#sequence += 1;
    const branch = `z9hG4bK${newToken()}`;
    const request = this.#request(method, extra, body);
    const response = await this.#wire.request(request, { branch });
    if (method === 'INVITE' && response.status < 300) this.#acknowledge();
    if (response.status !== 401 && response.status !== 407) return response;
    this.#sequence += 1;
    const authorised = this.#authorise(this.#request(method, extra, body), response);
    return authorised === null ? response : this.#wire.request(authorised);
  }

  #acknowledge(): void {
    this.#wire.sendOnce(this.#request('ACK'));
  }

  #request(method: string, extra: Headers = [], body = ''): SipRequest {
    const headers: Headers = [
      ['Max-Forwards', '70'],
      ['From', `${this.#identity.local};tag=${this.#localTag}`],
      ['To', this.#remote],
      ['Call-ID', this.callId],
      ['CSeq', `${this.#sequence} ${method}`],
      ['Contact', this.#identity.contact],
      ...extra,
    ];
    return { kind: 'request', method, uri: this.#target, headers, body };
  }

  #dialogHeaders(request: SipRequest | null = this.#offer): Headers {
    const to = request === null ? '' : header(request, 'to');
    const tagged = parameter(to, 'tag') === undefined ? `${to};tag=${this.#localTag}` : to;
    return [
      ['To', tagged],
      ['Contact', this.#identity.contact],
    ];
  }

  #replaces(): string {
    return `${this.callId};to-tag=${parameter(this.#remote, 'tag') ?? ''};from-tag=${this.#localTag}`;
  }

  #begin(remoteSdp: string): void {
    this.#state = 'up';
    const media = mediaOf(remoteSdp);
    if (media !== null) this.#wire.voice.breathe(this, media);
    this.#onAnswered();
  }

  #end(by: Ending['by'], status: number | null): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#offer = null;
    this.#wire.voice.expire(this);
    this.#onEnded({ by, status });
  }
}

function ackHeaders(invite: SipRequest, response: SipResponse): Headers {
  return invite.headers
    .filter(([name]) => !/^(contact|content-type)$/i.test(name))
    .map(([name, value]) => {
      if (name === 'CSeq') return [name, value.replace('INVITE', 'ACK')];
      return name === 'To' ? [name, header(response, 'to')] : [name, value];
    });
}
