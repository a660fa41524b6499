import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Disturbance } from './compare.ts';

/** How a wire can fail, and for how many ms. */
export type WireFault =
  | { kind: 'cut'; forMs: number }
  | { kind: 'cut-in-half'; forMs: number }
  | { kind: 'stall'; forMs: number }
  | { kind: 'crumble'; forMs: number }
  | { kind: 'left-behind'; forMs: number };

/** A message to be cut in half is waited for so long, ms */
const halfWithinMs = 400;
/** bytes: less is no message */
const leastHalved = 60;
/** of a message that crumbles */
const pieces = 7;

/**
 * A TCP connection with what can befall one. Bytes of a connection come once, whole and in order, or not at all: a wire
 * cannot drop, repeat or swap single messages, and this one does not pretend to.
 *
 * - `cut` (drop): both ends are told, what was on its way is gone, and nobody gets through for a while.
 * - `cut-in-half`: the same in the middle of a message, so that a reader is left with half of one.
 * - `stall` (delay): nothing gets through and nobody is told, then all of it at once: lost packets that are sent again.
 * - `crumble`: a message comes in many small pieces, as a small window or a slow line cuts it.
 * - `left-behind` (repeat, reorder): the near end has lost the connection and the far end does not know yet. What the near
 *   end had sent comes out of the old connection after it has sent it again on the new one.
 */
export class FaultyWire {
  readonly port: number;
  readonly disturbances: Disturbance[] = [];
  readonly happened: { kind: WireFault['kind']; at: number }[] = [];
  readonly #to: number;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #down = false;
  #stalled = false;
  #crumbles = false;

  static async open(to: number): Promise<FaultyWire> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the wire has no port');
    return new FaultyWire(to, server, address.port);
  }

  private constructor(to: number, server: Server, port: number) {
    this.#to = to;
    this.#server = server.on('connection', (socket) => this.#join(socket));
    this.port = port;
  }

  /** Resolves when it is over. */
  async suffer({ kind, forMs }: WireFault): Promise<void> {
    const from = Date.now();
    this.happened.push({ kind, at: from });
    switch (kind) {
      case 'cut':
        this.#cut();
        break;
      case 'cut-in-half':
        await this.#cutInHalf();
        break;
      case 'stall':
        this.#stalled = true;
        this.#eachPair((pair) => pair.hold());
        break;
      case 'crumble':
        this.#crumbles = true;
        break;
      case 'left-behind':
        this.#eachPair((pair) => pair.leaveBehind(forMs));
        break;
      default:
        kind satisfies never;
    }
    await later(forMs);
    // before the first byte: a page may draw it before this process goes on
    const to = Date.now();
    if (this.#stalled) this.#eachPair((pair) => pair.release());
    this.#down = false;
    this.#stalled = false;
    this.#crumbles = false;
    if (kind === 'crumble') return;
    this.disturbances.push({ kind: kind === 'stall' ? 'silent' : 'cut', from, to });
  }

  async close(): Promise<void> {
    this.#eachPair((pair) => pair.destroy());
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #cut(): void {
    this.#down = true;
    this.#eachPair((pair) => pair.destroy());
  }

  /** With the next message that is long enough, or without one after a while. */
  async #cutInHalf(): Promise<void> {
    await Promise.race([
      Promise.any([...this.#pairs].map((pair) => pair.half())).catch(() => {}),
      later(halfWithinMs),
    ]);
    this.#cut();
  }

  #join(near: Socket): void {
    if (this.#down) {
      near.on('error', () => {}).destroy();
      return;
    }
    const pair = new Pair(near, connect(this.#to, '127.0.0.1'), () => this.#crumbles);
    if (this.#stalled) pair.hold();
    this.#pairs.add(pair);
    void pair.over.then(() => this.#pairs.delete(pair));
  }

  #eachPair(does: (pair: Pair) => void): void {
    for (const pair of [...this.#pairs]) does(pair);
  }
}

class Pair {
  readonly over: Promise<void>;
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #toNear: Lane;
  readonly #toFar: Lane;
  readonly #ended = Promise.withResolvers<void>();
  #halved: (() => void) | null = null;
  #leftBehind = false;

  constructor(near: Socket, far: Socket, crumbles: () => boolean) {
    this.#near = near.setNoDelay(true);
    this.#far = far.setNoDelay(true);
    this.#toNear = new Lane(near, crumbles);
    this.#toFar = new Lane(far, crumbles);
    this.over = this.#ended.promise;
    near.on('data', (bytes) => this.#toFar.pass(bytes));
    far.on('data', (bytes) => this.#toTheNearEnd(bytes));
    near.on('error', () => {}).on('close', () => this.#leftBehind || this.#toFar.end(() => this.destroy()));
    far.on('error', () => {}).on('close', () => this.#leftBehind || this.#toNear.end(() => this.destroy()));
  }

  hold(): void {
    this.#toNear.held = true;
    this.#toFar.held = true;
  }

  release(): void {
    this.#toNear.release();
    this.#toFar.release();
  }

  /** Resolves when half a message has gone to the near end, and nothing more goes. */
  half(): Promise<void> {
    return new Promise((resolve) => {
      this.#halved = resolve;
    });
  }

  leaveBehind(forMs: number): void {
    this.#leftBehind = true;
    this.hold();
    setTimeout(() => this.#near.destroy(), forMs / 4);
    setTimeout(() => {
      this.#toFar.release();
      this.#toFar.end(() => this.#far.end());
      this.#ended.resolve();
    }, forMs);
  }

  destroy(): void {
    this.#near.destroy();
    this.#far.destroy();
    this.#ended.resolve();
  }

  #toTheNearEnd(bytes: Buffer): void {
    if (this.#halved === null || bytes.length < leastHalved) {
      this.#toNear.pass(bytes);
      return;
    }
    this.#toNear.pass(bytes.subarray(0, bytes.length >> 1));
    this.#toNear.held = true;
    this.#halved();
    this.#halved = null;
  }
}

/** Bytes on their way in one direction, in order. */
class Lane {
  held = false;
  readonly #to: Socket;
  readonly #crumbles: () => boolean;
  #queue: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;
  #end: (() => void) | null = null;

  constructor(to: Socket, crumbles: () => boolean) {
    this.#to = to;
    this.#crumbles = crumbles;
  }

  pass(bytes: Buffer): void {
    const piece = this.#crumbles() ? Math.max(1, Math.ceil(bytes.length / pieces)) : bytes.length;
    for (let at = 0; at < bytes.length; at += piece) this.#queue.push(bytes.subarray(at, at + piece));
    this.#pump();
  }

  /** Nothing follows what is on its way. */
  end(then: () => void): void {
    this.#end = then;
    this.#pump();
  }

  release(): void {
    this.held = false;
    this.#pump();
  }

  #pump(): void {
    while (!this.held && this.#timer === null) {
      const bytes = this.#queue.shift();
      if (bytes === undefined) break;
      if (!this.#to.destroyed) this.#to.write(bytes);
      if (!this.#crumbles()) continue;
      // written at once, they would be read as one
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#pump();
      }, 1);
    }
    if (this.held || this.#queue.length > 0 || this.#timer !== null) return;
    this.#end?.();
    this.#end = null;
  }
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
