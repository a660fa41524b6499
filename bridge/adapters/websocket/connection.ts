import type { RawData, WebSocket } from 'ws';
import type { Log, Timer } from '../../application/ports.ts';
import {
  type ClientFrame,
  clientFrameSchema,
  protocolVersion,
  type ResumeToken,
} from '../../protocol/frames.ts';
import { type Goodbye, goodbyes } from './goodbyes.ts';

export interface ConnectionLimits {
  heartbeatMs: number;
  /** pings without an answer after which the page is dead */
  missedPings: number;
  helloMs: number;
  /** bytes of one frame from a page */
  largestFrame: number;
  /** bytes on their way to a page beyond which it gets no more views until they are through */
  slowBytes: number;
  /** bytes beyond which it is given up */
  deadBytes: number;
  drainCheckMs: number;
}

export const defaultLimits: ConnectionLimits = {
  heartbeatMs: 2_000,
  missedPings: 5,
  helloMs: 5000,
  largestFrame: 64 * 1024,
  slowBytes: 512 * 1024,
  deadBytes: 8 * 1024 * 1024,
  drainCheckMs: 100,
};

export interface ConnectionListener {
  hello(frame: Extract<ClientFrame, { type: 'hello' }>): void;
  command(frame: Extract<ClientFrame, { type: 'command' }>): void;
  /** a slow page has caught up: it is due one whole view */
  drained(): void;
  closed(): void;
}

/**
 * One socket: frames in and out, numbered, with a heartbeat and bounds. It knows the protocol's shape and none of its
 * content. What a page does not take in time is dropped and made up by one whole view; nothing piles up.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #timer: Timer;
  readonly #log: Log;
  readonly #limits: ConnectionLimits;
  readonly #listener: ConnectionListener;
  readonly #head: () => ResumeToken;
  #seq = 0;
  #greeted = false;
  #closed = false;
  #slow = false;
  #unanswered = 0;
  #heardAt: number;
  /** where the page stands: moved only by what brings it up to date */
  #token: ResumeToken | null = null;
  #cancel: () => void;

  constructor(needs: {
    socket: WebSocket;
    timer: Timer;
    log: Log;
    limits: ConnectionLimits;
    listener: ConnectionListener;
    head(): ResumeToken;
  }) {
    this.#socket = needs.socket;
    this.#timer = needs.timer;
    this.#heardAt = needs.timer.now();
    this.#log = needs.log;
    this.#limits = needs.limits;
    this.#listener = needs.listener;
    this.#head = () => needs.head();
    needs.socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    needs.socket.on('close', () => this.#gone());
    // ws closes the socket itself after an error (a frame beyond its hard limit, say); `close` follows.
    needs.socket.on('error', (error) => this.#log.info('a page’s socket failed', { error: error.message }));
    this.#cancel = this.#timer.after(this.#limits.helloMs, () => this.goodbye(goodbyes.outOfOrder));
  }

  get heardAt(): number {
    return this.#heardAt;
  }

  get isSlow(): boolean {
    return this.#slow;
  }

  get isOpen(): boolean {
    return !this.#closed;
  }

  /** A whole view or a difference: it brings the page up to the head. `body` is JSON without its opening brace. */
  sendView(body: string): void {
    if (this.#closed) return;
    if (this.#slow || this.#socket.bufferedAmount > this.#limits.slowBytes) {
      this.#waitUntilDrained();
      return;
    }
    this.#token = this.#head();
    this.#write(body);
  }

  /** What is not a view: an answer, a greeting. It is sent to a slow page too, up to a bound. */
  send(body: string): void {
    if (this.#closed) return;
    if (this.#socket.bufferedAmount > this.#limits.deadBytes) {
      this.#log.warn('a page takes nothing any more; its socket is cut', {});
      this.#socket.terminate();
      this.#gone();
      return;
    }
    this.#write(body);
  }

  /** The page that came back is as new as the head, though nothing has to be sent. */
  upToDate(): void {
    this.#token = this.#head();
  }

  goodbye({ code, message, close }: Goodbye): void {
    if (this.#closed) return;
    this.#write(tail({ type: 'goodbye', code, message }));
    this.#socket.close(close, code);
    this.#gone();
    // A page that does not answer the close is not waited for.
    this.#timer.after(2000, () => this.#socket.terminate());
  }

  #write(body: string): void {
    this.#seq += 1;
    this.#socket.send(`{"seq":${this.#seq},"token":${JSON.stringify(this.#token)},${body}`);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closed) return;
    if (isBinary || !Buffer.isBuffer(data)) {
      this.goodbye(goodbyes.badFrame);
      return;
    }
    if (data.length > this.#limits.largestFrame) {
      this.goodbye(goodbyes.tooLarge);
      return;
    }
    const frame = read(data.toString('utf8'));
    if (frame === 'version') {
      this.goodbye(goodbyes.version);
      return;
    }
    if (frame === null) {
      this.goodbye(goodbyes.badFrame);
      return;
    }
    this.#unanswered = 0;
    this.#heardAt = this.#timer.now();
    if ((frame.type === 'hello') === this.#greeted) {
      this.goodbye(goodbyes.outOfOrder);
      return;
    }
    switch (frame.type) {
      case 'hello':
        this.#greeted = true;
        this.#cancel();
        this.#beat();
        this.#listener.hello(frame);
        return;
      case 'command':
        this.#listener.command(frame);
        return;
      case 'pong':
        return;
    }
  }

  #beat(): void {
    this.#cancel = this.#timer.after(this.#limits.heartbeatMs, () => {
      if (this.#unanswered >= this.#limits.missedPings) {
        this.goodbye(goodbyes.silent);
        return;
      }
      this.#unanswered += 1;
      // What is still on its way to be told changes the view at a later position than this one.
      if (!this.#slow && this.#token !== null) this.#token = this.#head();
      this.send(tail({ type: 'ping', now: this.#timer.now() }));
      this.#beat();
    });
  }

  #waitUntilDrained(): void {
    if (this.#slow) return;
    this.#slow = true;
    const check = () => {
      if (this.#closed) return;
      if (this.#socket.bufferedAmount > 0) {
        this.#timer.after(this.#limits.drainCheckMs, check);
        return;
      }
      this.#slow = false;
      this.#listener.drained();
    };
    this.#timer.after(this.#limits.drainCheckMs, check);
  }

  #gone(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancel();
    this.#listener.closed();
  }
}

/** A frame's JSON from its first field on: number and token are put before it, socket by socket. */
export function tail(frame: object): string {
  return JSON.stringify(frame).slice(1);
}

function read(text: string): ClientFrame | 'version' | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const { success, data } = clientFrameSchema.safeParse(parsed);
  if (success) return data;
  if (typeof parsed !== 'object' || parsed === null) return null;
  // A page of another version is told so: its hello differs in that, and perhaps in more.
  const isHello = 'type' in parsed && parsed.type === 'hello';
  return isHello && 'version' in parsed && parsed.version !== protocolVersion ? 'version' : null;
}
