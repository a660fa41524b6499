import { createServer, type Server } from 'node:net';
import type { Timer } from '../../application/ports.ts';
import { type AmiAccount, AmiSession } from './ami/ami-session.ts';
import { type ExchangeMessage, wireText } from './exchange/message.ts';
import type { SimulatedPbx } from './pbx.ts';
import { WallPace } from './wall-pace.ts';

export interface AmiServerOptions {
  pbx: SimulatedPbx;
  account: AmiAccount;
  timer: Timer;
  /** told when a client has taken its snapshot for the first time */
  ready?: () => void;
  /** stands between the exchange and its clients: faults, or another pace */
  through?: (message: ExchangeMessage, send: (message: ExchangeMessage, at?: number) => void) => void;
  /** false: whoever made it runs the exchange's clock */
  keepsPace?: boolean;
}

const goodbyeMs = 500;
const longestGoodbyeMs = 30_000;

export type Place = { port: number; host?: string } | { path: string };

/** The simulated exchange behind Asterisk's manager interface, for whoever speaks it over a socket. */
export class SimulatorAmiServer {
  readonly #options: AmiServerOptions;
  readonly #pace: WallPace;
  readonly #server: Server;
  readonly #sessions = new Set<AmiSession>();
  #ready = false;
  sent = 0;

  constructor(options: AmiServerOptions) {
    this.#options = options;
    const { pbx, timer, through } = options;
    this.#pace = new WallPace(pbx.x.clock, timer, () => this.flush());
    const send = (message: ExchangeMessage, at?: number) => this.send(message, at);
    pbx.x.listen(through === undefined ? (message) => send(message) : (message) => through(message, send));
    this.#server = createServer((socket) => {
      const session = new AmiSession(socket, {
        pbx,
        account: options.account,
        act: (run) => this.act(run),
        ready: () => this.#isReady(),
      });
      this.#sessions.add(session);
      socket.once('close', () => this.#sessions.delete(session));
    });
  }

  /** @returns where it listens */
  async listen(place: Place): Promise<{ port: number } | { path: string }> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen('path' in place ? place : { host: '127.0.0.1', ...place }, resolve);
    });
    if (this.#options.keepsPace !== false) this.#pace.keep();
    const address = this.#server.address();
    if (typeof address === 'string') return { path: address };
    return { port: address?.port ?? 0 };
  }

  /** To every client, at the next flush. `at`: another time than the message's own. */
  send(message: ExchangeMessage, at?: number): void {
    this.sent += 1;
    let text: string | null = null;
    const once = () => {
      text ??= wireText(message, at ?? message.at);
      return text;
    };
    for (const session of this.#sessions) session.event(message.name, once);
  }

  flush(): void {
    for (const session of this.#sessions) session.flush();
  }

  get clients(): number {
    return this.#sessions.size;
  }

  /** Bytes that clients have not read yet. */
  get unread(): number {
    let most = 0;
    for (const session of this.#sessions) most = Math.max(most, session.unread);
    return most;
  }

  /** Cuts every connection, as a broken network does; new ones are taken. */
  cut(): void {
    for (const session of this.#sessions) session.destroy();
  }

  async close(): Promise<void> {
    this.#pace.stop();
    for (const session of this.#sessions) session.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const cancel = this.#cutLater(longestGoodbyeMs);
    await closed;
    cancel();
  }

  /** Who has read everything and still does not close their end is not waited for; who has not, for a while. */
  #cutLater(leftMs: number): () => void {
    let cancel = this.#options.timer.after(goodbyeMs, () => {
      if (this.unread > 0 && leftMs > 0) cancel = this.#cutLater(leftMs - goodbyeMs);
      else this.cut();
    });
    return () => cancel();
  }

  /** Does something at the exchange by its own time: a telephone is used, somebody calls. */
  act(run: () => void): void {
    if (this.#options.keepsPace === false) run();
    else this.#pace.act(run);
    this.flush();
  }

  #isReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.#options.ready?.();
  }
}
