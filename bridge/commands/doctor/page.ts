import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import type { Command } from '../../protocol/commands.ts';
import type { CallCard, DeskView } from '../../protocol/desk.ts';
import {
  type ClientFrame,
  type CommandResult,
  protocolVersion,
  type ServerFrame,
  serverFrameSchema,
} from '../../protocol/frames.ts';
import { jsonOf } from './json-of.ts';
import { Seen } from './seen.ts';
import { HopFailed } from './trouble.ts';

const openWithinMs = 8000;
const answerWithinMs = 8000;

/** An operator's page as the bridge sees it: it says hello, answers pings, keeps what it is shown. */
export class DoctorPage {
  readonly frames = new Seen<ServerFrame>();
  readonly #socket: WebSocket;
  readonly #signal: AbortSignal;
  readonly #closed: Promise<void>;
  #goneBecause: string | null = null;
  #lastDesk: DeskView | null = null;

  /** @throws HopFailed where the socket is refused, or no desk is shown */
  static async open(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<DoctorPage> {
    const socket = new WebSocket(url, { headers, handshakeTimeout: openWithinMs });
    const page = new DoctorPage(socket, signal);
    await page.#opened();
    page.#send({ type: 'hello', version: protocolVersion, page: 'operator', resume: null });
    let isShown = false;
    try {
      isShown = (await page.desk(() => true, { from: 0, withinMs: openWithinMs })) !== null;
    } finally {
      if (!isShown) await page.close();
    }
    if (isShown) return page;
    throw new HopFailed(
      page.#goneBecause === null
        ? { kind: 'page-without-desk' }
        : { kind: 'page-refused', reason: page.#goneBecause },
    );
  }

  private constructor(socket: WebSocket, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
    socket.on('message', (data) => this.#take(String(data)));
    this.#closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        this.#goneBecause ??= `WebSocket ${code}`;
        resolve();
      });
    });
    // `close` follows.
    socket.on('error', (error) => {
      this.#goneBecause ??= error.message;
    });
  }

  /** Why the socket is closed; null while it is open. */
  get goneBecause(): string | null {
    return this.#goneBecause;
  }

  /** Which exchange the bridge serves: `pbx/ID`; null where nothing was told of it. */
  get stream(): string | null {
    return this.frames.last?.token?.stream ?? null;
  }

  /** As it was last shown. */
  get lastDesk(): DeskView | null {
    return this.#lastDesk;
  }

  get here(): number {
    return this.frames.here;
  }

  /** The desk as it is shown, the first one that satisfies; null: none within the time. */
  async desk(
    check: (desk: DeskView) => boolean,
    { from, withinMs, signal = this.#signal }: { from: number; withinMs: number; signal?: AbortSignal },
  ): Promise<DeskView | null> {
    return this.frames.first((frame) => (frame.type === 'desk' && check(frame.desk) ? frame.desk : null), {
      from,
      withinMs,
      signal,
    });
  }

  /** The first card of the call in such a phase, and when it came; null: none within the time. */
  async card(
    callId: string,
    phases: ReadonlySet<CallCard['phase']>,
    { from, withinMs }: { from: number; withinMs: number },
  ): Promise<{ card: CallCard; at: number } | null> {
    const shown = (frame: ServerFrame, at: number) => {
      const card =
        frame.type === 'desk'
          ? frame.desk.cards.find((one) => one.callId === callId && phases.has(one.phase))
          : undefined;
      return card === undefined ? null : { card, at };
    };
    return this.frames.first(shown, { from, withinMs, signal: this.#signal });
  }

  /** @returns null where the bridge does not answer */
  async command(command: Command, signal: AbortSignal = this.#signal): Promise<CommandResult | null> {
    const id = randomUUID();
    const from = this.here;
    if (this.#goneBecause !== null) return null;
    this.#send({ type: 'command', id, command });
    return this.frames.first((frame) => (frame.type === 'result' && frame.id === id ? frame.result : null), {
      from,
      withinMs: answerWithinMs,
      signal,
    });
  }

  async close(): Promise<void> {
    this.#socket.close();
    const impatience = setTimeout(() => this.#socket.terminate(), 1000);
    await this.#closed;
    clearTimeout(impatience);
  }

  #opened(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#socket.once('open', resolve);
    void this.#closed.then(() =>
      reject(new HopFailed({ kind: 'page-refused', reason: this.#goneBecause ?? '' })),
    );
    const aborted = () => {
      reject(this.#signal.reason);
      this.#socket.terminate();
    };
    this.#signal.addEventListener('abort', aborted);
    if (this.#signal.aborted) aborted();
    return promise.finally(() => this.#signal.removeEventListener('abort', aborted));
  }

  #take(text: string): void {
    const frame = serverFrameSchema.safeParse(jsonOf(text));
    if (!frame.success) {
      this.#goneBecause ??= 'a frame that is none of this version';
      this.#socket.terminate();
      return;
    }
    if (frame.data.type === 'ping') this.#send({ type: 'pong', at: frame.data.now });
    if (frame.data.type === 'goodbye') this.#goneBecause ??= frame.data.message;
    if (frame.data.type === 'desk') this.#lastDesk = frame.data.desk;
    this.frames.add(frame.data);
  }

  #send(frame: ClientFrame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
