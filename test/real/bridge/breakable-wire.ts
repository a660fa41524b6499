import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Address } from '../address.ts';

/** The way between the bridge and the manager interface, in the test's hand: it can be cut, and it can go dead. */
export class BreakableWire {
  readonly address: Address;
  /** when a login of the bridge was accepted, ms since the epoch */
  readonly logins: number[] = [];
  readonly #to: Address;
  #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #dead = false;
  /** names of events that get lost, though the wire holds */
  #lost: ReadonlySet<string> = new Set();

  static async open(to: Address): Promise<BreakableWire> {
    const server = createServer();
    const port = await listen(server, 0);
    return new BreakableWire(to, server, port);
  }

  private constructor(to: Address, server: Server, port: number) {
    this.#to = to;
    this.address = { host: '127.0.0.1', port };
    this.#server = server.on('connection', (socket) => this.#join(socket));
  }

  /** Both ends are told that it is over, and nobody gets through until it is mended. */
  async cut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#dropAll();
    await closed;
  }

  async mend(): Promise<void> {
    this.#server = createServer((socket) => this.#join(socket));
    await listen(this.#server, this.address.port);
  }

  /** Events of these names never arrive from now on; none: all do. */
  lose(...events: string[]): void {
    this.#lost = new Set(events);
  }

  /** Nothing gets through any more and nobody is told: a firewall that forgot the connection, a switch without power. */
  goDead(): void {
    this.#dead = true;
    for (const [near, far] of this.#pairs) {
      near.pause();
      far.pause();
    }
  }

  /** What was in the dead wire is gone, as after a reboot of what stood between. */
  revive(): void {
    this.#dead = false;
    this.#dropAll();
  }

  async close(): Promise<void> {
    this.#dropAll();
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #join(near: Socket): void {
    const far = connect(this.#to);
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const over = () => {
      if (this.#dead) return;
      near.destroy();
      far.destroy();
      this.#pairs.delete(pair);
    };
    near.on('error', over).on('close', over);
    far.on('error', over).on('close', over);
    near.on('data', (bytes) => far.write(bytes));
    let rest = Buffer.alloc(0);
    far.on('data', (bytes) => {
      if (bytes.includes('Authentication accepted')) this.logins.push(Date.now());
      if (this.#lost.size === 0 && rest.length === 0) near.write(bytes);
      else rest = this.#passOn(near, Buffer.concat([rest, bytes]));
    });
    if (this.#dead) {
      near.pause();
      far.pause();
    }
  }

  /** Writes whole messages but those that get lost, and gives what is not whole yet. */
  #passOn(near: Socket, bytes: Buffer): Buffer<ArrayBuffer> {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n', from);
      if (end === -1) return Buffer.from(bytes.subarray(from));
      const message = bytes.subarray(from, end + 4);
      const name = /^Event: (\S+)/.exec(message.toString('latin1'))?.[1] ?? '';
      if (!this.#lost.has(name)) near.write(message);
      from = end + 4;
    }
  }

  #dropAll(): void {
    for (const [near, far] of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    this.#pairs.clear();
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return address.port;
}
