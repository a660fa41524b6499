import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { Address } from '../address.ts';
import {
  type Headers,
  header,
  headersOf,
  methodOf,
  parameter,
  parseSip,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  sipText,
} from './message.ts';
import { Voice } from './voice.ts';

/** RFC 3261 timer T1, and how long a test waits for an answer at all. */
const T1_MS = 500;
const T2_MS = 4000;
const GIVE_UP_MS = 8000;

interface ClientTransaction {
  onResponse: (response: SipResponse) => void;
  stop: () => void;
}

export const newToken = (): string => randomBytes(8).toString('hex');

/**
 * One UDP socket with the transactions of RFC 3261 §17: requests are sent again until answered, answers are sent again
 * when their request comes again, and a final answer to INVITE until its ACK. Matching is by branch and method.
 */
export class Transactions {
  readonly address: Address;
  readonly server: Address;
  readonly voice: Voice;
  readonly #socket: Socket;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #answers = new Map<string, string>();
  readonly #repeats = new Map<string, () => void>();
  readonly #onRequest: (request: SipRequest) => void;
  #closed = false;

  static async open(
    host: string,
    port: number,
    server: Address,
    onRequest: (request: SipRequest) => void,
  ): Promise<Transactions> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, resolve);
    });
    return new Transactions(socket, server, onRequest);
  }

  private constructor(socket: Socket, server: Address, onRequest: (request: SipRequest) => void) {
    const { address, port } = socket.address();
    this.address = { host: address, port };
    this.voice = new Voice(address);
    this.server = server;
    this.#socket = socket;
    this.#onRequest = onRequest;
    socket.on('message', (bytes) => {
      const message = parseSip(bytes.toString('utf8'));
      if (message !== null) this.#receive(message);
    });
    // A killed Asterisk answers with ICMP "port unreachable": the time-out of the request tells it well enough.
    socket.on('error', () => undefined);
  }

  /** `host:port` as it stands in Via and Contact. */
  get hostPort(): string {
    return `${this.address.host}:${this.address.port}`;
  }

  /**
   * Sends a request (without Via) and gives its final answer. `branch` is given for CANCEL and the ACK of a refusal,
   * which belong to the INVITE's transaction.
   */
  request(
    request: SipRequest,
    {
      branch = `z9hG4bK${newToken()}`,
      onProvisional,
    }: { branch?: string; onProvisional?: (response: SipResponse) => void } = {},
  ): Promise<SipResponse> {
    const text = sipText({ ...request, headers: [this.via(branch), ...request.headers] });
    const key = `${branch} ${request.method}`;
    return new Promise((resolve, reject) => {
      let wait = T1_MS;
      const repeat = () => {
        this.#send(text);
        wait = request.method === 'INVITE' ? wait * 2 : Math.min(wait * 2, T2_MS);
        timer = setTimeout(repeat, wait);
      };
      let timer = setTimeout(repeat, wait);
      const limit = setTimeout(
        () => end(() => reject(new Error(`no answer to ${request.method} ${request.uri}`))),
        GIVE_UP_MS,
      );
      const end = (then: () => void) => {
        clearTimeout(timer);
        clearTimeout(limit);
        this.#clients.delete(key);
        then();
      };
      this.#clients.set(key, {
        onResponse: (response) => {
          if (response.status >= 200) {
            end(() => resolve(response));
            return;
          }
          // The other side has it: an INVITE is not sent again, and may ring for as long as it likes.
          if (request.method === 'INVITE') {
            clearTimeout(timer);
            clearTimeout(limit);
          }
          onProvisional?.(response);
        },
        stop: () => end(() => reject(new Error('the telephone was switched off'))),
      });
      this.#send(text);
    });
  }

  /** Sends without awaiting an answer: ACK. */
  sendOnce(request: SipRequest, branch = `z9hG4bK${newToken()}`): void {
    this.#send(sipText({ ...request, headers: [this.via(branch), ...request.headers] }));
  }

  respond(request: SipRequest, status: number, reason: string, extra: Headers = [], body = ''): void {
    const copied = ['via', 'from', 'call-id', 'cseq'].flatMap((name) =>
      headersOf(request, name).map((value): readonly [string, string] => [name, value]),
    );
    const to: readonly [string, string] = extra.find(([name]) => name === 'To') ?? [
      'To',
      header(request, 'to'),
    ];
    const headers: Headers = [...copied, to, ...extra.filter(([name]) => name !== 'To')];
    const text = sipText({ kind: 'response', status, reason, headers, body });
    const key = serverKey(request);
    this.#answers.set(key, text);
    this.#send(text);
    if (request.method === 'INVITE' && status >= 200) this.#repeatUntilAck(header(request, 'call-id'), text);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const { stop } of [...this.#clients.values()]) stop();
    for (const stop of [...this.#repeats.values()]) stop();
    this.voice.close();
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }

  via(branch: string): readonly [string, string] {
    return ['Via', `SIP/2.0/UDP ${this.hostPort};branch=${branch};rport`];
  }

  #receive(message: SipMessage): void {
    if (message.kind === 'response') {
      const branch = parameter(header(message, 'via'), 'branch') ?? '';
      this.#clients.get(`${branch} ${methodOf(message)}`)?.onResponse(message);
      return;
    }
    if (message.method === 'ACK') this.#repeats.get(header(message, 'call-id'))?.();
    const answer = this.#answers.get(serverKey(message));
    if (answer !== undefined && message.method !== 'ACK') this.#send(answer);
    else this.#onRequest(message);
  }

  #repeatUntilAck(callId: string, text: string): void {
    this.#repeats.get(callId)?.();
    let wait = T1_MS;
    const repeat = () => {
      this.#send(text);
      wait = Math.min(wait * 2, T2_MS);
      timer = setTimeout(repeat, wait);
    };
    let timer = setTimeout(repeat, wait);
    const limit = setTimeout(() => stop(), GIVE_UP_MS);
    const stop = () => {
      clearTimeout(timer);
      clearTimeout(limit);
      this.#repeats.delete(callId);
    };
    this.#repeats.set(callId, stop);
  }

  #send(text: string): void {
    if (!this.#closed) this.#socket.send(text, this.server.port, this.server.host, () => undefined);
  }
}

function serverKey(request: SipRequest): string {
  return `${parameter(header(request, 'via'), 'branch') ?? ''} ${request.method}`;
}
