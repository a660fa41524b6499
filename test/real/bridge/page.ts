import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import WebSocket from 'ws';
import type { Command } from '../../../bridge/protocol/commands.ts';
import {
  type ClientFrame,
  type CommandResult,
  protocolVersion,
  type ResumeToken,
  type ServerFrame,
  serverFrameSchema,
} from '../../../bridge/protocol/frames.ts';
import { Arrivals } from './patience.ts';

export interface PageOptions {
  kind?: 'operator' | 'floor';
  resume?: ResumeToken | null;
}

type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** An open page as the bridge sees it. Every frame must be one of the protocol; all are kept, with their times. */
export class Page {
  readonly frames = new Arrivals<ServerFrame>(tell);
  /** the same, as they came */
  readonly texts: string[] = [];
  /** resolves when the socket is closed, however that came about */
  readonly gone: Promise<void>;
  readonly #socket: WebSocket;
  #wire: Socket | null = null;
  #open = true;

  static async open(
    url: URL,
    headers: Record<string, string>,
    { kind = 'operator', resume = null }: PageOptions,
  ): Promise<Page> {
    const socket = new WebSocket(url, { headers });
    const page = new Page(socket);
    socket.on('upgrade', (response) => {
      page.#wire = response.socket;
    });
    await once(socket, 'open');
    page.#send({ type: 'hello', version: protocolVersion, page: kind, resume });
    await page.first('the first view', ({ type }) => type !== 'welcome');
    return page;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const text = String(data);
      this.texts.push(text);
      const frame = serverFrameSchema.parse(JSON.parse(text));
      this.frames.add(frame);
      if (frame.type === 'ping' && socket.readyState === WebSocket.OPEN)
        this.#send({ type: 'pong', at: frame.now });
    });
    this.gone = new Promise((resolve) => {
      socket.on('close', () => {
        this.#open = false;
        resolve();
      });
    });
    // A bridge that is killed resets the connection; `close` follows.
    socket.on('error', () => undefined);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Place of the next frame, to look from there on. */
  get here(): number {
    return this.frames.all.length;
  }

  get token(): ResumeToken | null {
    return this.frames.all.at(-1)?.it.token ?? null;
  }

  last<T extends ServerFrame['type']>(type: T): Frame<T> | undefined {
    return this.frames.all.map(({ it }) => it).findLast((frame): frame is Frame<T> => frame.type === type);
  }

  first<R>(
    what: string,
    check: (frame: ServerFrame, at: number) => R | undefined | false,
    options?: { from?: number; withinMs?: number },
  ): Promise<R> {
    return this.frames.first(what, check, options);
  }

  /** Sends without waiting for what comes of it. */
  ask(command: Command, id: string = randomUUID()): string {
    this.#send({ type: 'command', id, command });
    return id;
  }

  async command(command: Command, id?: string): Promise<CommandResult> {
    const from = this.here;
    const asked = this.ask(command, id);
    return this.first(
      `the result of ${command.type}`,
      (frame) => frame.type === 'result' && frame.id === asked && frame.result,
      { from },
    );
  }

  /** The bridge's last words and when the socket was closed. */
  async goodbye(withinMs?: number): Promise<{ code: string; message: string; at: number }> {
    const words = await this.first(
      'a goodbye',
      (frame, at) => frame.type === 'goodbye' && { code: frame.code, message: frame.message, at },
      withinMs === undefined ? {} : { withinMs },
    );
    await this.gone;
    return words;
  }

  /** A machine that hangs: the socket is open, and nothing is taken from it. */
  stopReading(): void {
    this.#wire?.pause();
  }

  readOn(): void {
    this.#wire?.resume();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.readOn();
    this.#socket.close();
    const impatience = setTimeout(() => this.#socket.terminate(), 1000);
    await this.gone;
    clearTimeout(impatience);
  }

  #send(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }
}

/** A frame in few words. */
function tell(frame: ServerFrame): string {
  switch (frame.type) {
    case 'desk': {
      const { seat, state, reason, link, cards } = frame.desk;
      const shown = cards.map(({ phase, callId, offer }) => `${phase} ${callId} offer ${offer}`);
      return `desk: seat ${seat}, ${state} ${reason ?? ''}, link ${link.state}, cards [${shown.join('; ')}]`;
    }
    case 'result':
      return `result ${JSON.stringify(frame.result).slice(0, 160)}`;
    case 'pop-answers':
      return `pop-answers: ${frame.answers.hits.length} for offer ${frame.answers.offer}`;
    case 'floor':
    case 'floor-changes': {
      const { seats, link } = frame.type === 'floor' ? frame.floor : frame.changes;
      const states = seats.map(({ seat, state }) => `${seat} ${state}`);
      return `${frame.type}: link ${link?.state ?? '·'}, ${states.join(', ')}`;
    }
    case 'goodbye':
      return `goodbye ${frame.code}`;
    case 'welcome':
    case 'resumed':
    case 'ping':
      return frame.type;
    default:
      return frame satisfies never;
  }
}
