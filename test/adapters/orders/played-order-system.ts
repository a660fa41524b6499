import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSignedBy } from '../../../bridge/adapters/signature/signature.ts';

/** A STAND-IN FOR TESTS: an order system on this machine that speaks the protocol of docs/order-system.md. */
export class PlayedOrderSystem {
  readonly secret = 'a-secret-of-at-least-32-characters';
  /** by what a caller is known by here */
  readonly orders = new Map<string, object[]>();
  /** `caller` of each question, in order */
  readonly asked: string[] = [];
  /** questions whose signature did not fit */
  unsigned = 0;
  /** what it does instead of answering; null: answers */
  play: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get place(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.place}/v1/open-orders`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const header = (name: string) => String(request.headers[`x-yihaoda-${name}`] ?? '');
    const body = request.url ?? '';
    const signed = {
      timestamp: header('timestamp'),
      nonce: header('nonce'),
      signature: header('signature'),
      body,
    };
    if (!isSignedBy(this.secret, signed)) {
      this.unsigned += 1;
      response.writeHead(401).end();
      return;
    }
    const caller = new URL(body, 'http://orders').searchParams.get('caller') ?? '';
    this.asked.push(caller);
    if (this.play === null)
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ orders: this.orders.get(caller) ?? [] }));
    else this.play(request, response);
  }
}
