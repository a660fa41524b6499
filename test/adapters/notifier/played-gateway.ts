import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSignedBy, signatureOf } from '../../../bridge/adapters/signature/signature.ts';

/**
 * A STAND-IN FOR TESTS, no carrier: an HTTP server on this machine that speaks the protocol of docs/sms-gateway.md and sends
 * nothing to anybody. One message for a key, however often it is asked.
 */
export class PlayedGateway {
  readonly secret = 'a-secret-of-at-least-32-characters';
  /** by key, what would have been sent */
  readonly messages = new Map<string, { to: string; text: string; purpose: string }>();
  /** keys in the order in which they were asked, repeated ones too */
  readonly asked: string[] = [];
  /** requests whose signature did not fit */
  unsigned = 0;
  /** what it does with a request instead of taking the message; null: takes it */
  play: ((request: IncomingMessage, response: ServerResponse, nth: number) => boolean) | null = null;
  readonly #server = createServer((request, response) => void this.#take(request, response));

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get place(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.place}/v1/messages`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Headers and body of a receipt, as it would call back. */
  receipt(
    told: object,
    at: number,
    { nonce = 'nonce-0001', secret = this.secret }: { nonce?: string; secret?: string } = {},
  ): { timestamp: string; nonce: string; signature: string; body: string } {
    const timestamp = String(Math.floor(at / 1000));
    const body = JSON.stringify(told);
    return { timestamp, nonce, signature: signatureOf(secret, timestamp, nonce, body), body };
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    const header = (name: string) => String(request.headers[name] ?? '');
    const signed = {
      timestamp: header('x-yihaoda-timestamp'),
      nonce: header('x-yihaoda-nonce'),
      signature: header('x-yihaoda-signature'),
      body,
    };
    if (!isSignedBy(this.secret, signed)) {
      this.unsigned += 1;
      response.writeHead(401).end();
      return;
    }
    const { messageId, ...message } = JSON.parse(body);
    this.asked.push(messageId);
    if (header('idempotency-key') === messageId) this.messages.set(messageId, message);
    if (this.play?.(request, response, this.asked.length)) return;
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":true}');
  }
}
