import type { Command } from '../../../bridge/protocol/commands.ts';
import {
  type ClientFrame,
  type CommandResult,
  protocolVersion,
  type ResumeToken,
  type ServerFrame,
  serverFrameSchema,
} from '../../../bridge/protocol/frames.ts';
import { inOwnKeys } from '../keys/keymap.ts';
import { waitBefore } from './backoff.ts';
import { BridgeClock, DEFAULT_HEARTBEAT_MS, pulse, WELCOME_WITHIN_MS } from './liveness.ts';
import { type LinkStatus, type Sleep, staysClosed } from './status.ts';
import { createStore, type Store } from './store.ts';
import { Unanswered } from './unanswered.ts';
import type { OpenWire, Timers, Wire } from './wire.ts';
import { linkWords } from './words.ts';

export interface ConnectionOptions {
  page: 'operator' | 'floor';
  openWire: OpenWire;
  timers: Timers;
  random: () => number;
  newId: () => string;
  /** asked when a socket is refused: a browser does not tell 401 from an unreachable server */
  stillSignedIn: () => Promise<boolean>;
  /** every frame that carries a view, in order */
  frame: (frame: ServerFrame) => void;
}

/**
 * The page's link to the bridge, over as many sockets as it takes: hello with the resume token, heartbeat,
 * reconnection, commands that are answered once however often they were sent.
 */
export class Connection {
  readonly status: Store<LinkStatus>;
  /** the last time this page was asleep, until it is dismissed */
  readonly slept: Store<Sleep | null> = createStore<Sleep | null>(null);
  readonly #options: ConnectionOptions;
  readonly #clock = new BridgeClock();
  readonly #unanswered: Unanswered;
  #wire: Wire | null = null;
  /** counts sockets: what an abandoned one still says is not heard */
  #generation = 0;
  #welcomed = false;
  #heartbeatMs = DEFAULT_HEARTBEAT_MS;
  #openedAt = 0;
  #attempt = 0;
  #token: ResumeToken | null = null;
  #seq: number | null = null;
  #lastFrameAt: number;
  #lastTickAt: number;
  #cancelRetry: () => void = () => {};
  #cancelTick: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const now = options.timers.now();
    this.#lastFrameAt = now;
    this.#lastTickAt = now;
    this.#unanswered = new Unanswered((id, command) => this.#send({ type: 'command', id, command }));
    this.status = createStore<LinkStatus>({ state: 'connecting', since: now });
  }

  start(): void {
    this.#open();
    this.#scheduleTick();
  }

  stop(): void {
    this.#cancelTick();
    this.#abandonWire();
  }

  /** The bridge's time, ms. */
  now(): number {
    return this.#clock.read(this.#options.timers.now());
  }

  /** The bridge's time of the last frame: up to here the page knows what it shows. */
  lastHeard(): number {
    return this.#clock.read(this.#lastFrameAt);
  }

  /** Resolves with the bridge's answer, or with a refusal of our own that says what is safe. Never rejects. */
  command(command: Command, id: string = this.#options.newId()): Promise<CommandResult> {
    const connected = this.#welcomed && this.#wire !== null;
    return this.#unanswered.add(id, command, this.#options.timers.now(), connected);
  }

  /** The network is back, the tab is visible again, the operator pressed a button: no need to wait. */
  retryNow(): void {
    const { state } = this.status.get();
    if (state === 'lost') this.#open();
    if (state === 'ended') {
      this.#attempt = 0;
      this.#scheduleTick();
      this.#open();
    }
  }

  #open(): void {
    this.#abandonWire();
    const generation = this.#generation;
    const heard = (listen: () => void) => {
      if (generation === this.#generation) listen();
    };
    this.#openedAt = this.#options.timers.now();
    this.#wire = this.#options.openWire({
      opened: () => heard(() => this.#hello()),
      text: (text) => heard(() => this.#receive(text)),
      closed: () => heard(() => this.#closed()),
    });
  }

  #abandonWire(): void {
    this.#generation += 1;
    this.#cancelRetry();
    this.#wire?.close();
    this.#wire = null;
    this.#welcomed = false;
    this.#seq = null;
  }

  #hello(): void {
    this.#send({
      type: 'hello',
      version: protocolVersion,
      page: this.#options.page,
      resume: this.#token,
    });
  }

  #send(frame: ClientFrame): void {
    this.#wire?.send(JSON.stringify(frame));
  }

  #receive(text: string): void {
    const frame = readFrame(text);
    this.#lastFrameAt = this.#options.timers.now();
    if (frame === null) {
      // Not dropped in silence: the rest of the page may be wrong as well.
      this.#end('unknown-frame', linkWords.unknownFrame);
      return;
    }
    if (this.#seq !== null && frame.seq !== this.#seq + 1 && this.#options.page === 'floor') {
      // The floor gets differences: after a gap only a whole view is true.
      this.#token = null;
      this.#lost();
      return;
    }
    this.#seq = frame.seq;
    if (frame.token !== null) this.#token = frame.token;
    this.#handle(frame);
  }

  #handle(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#clock.observe(frame.now, this.#lastFrameAt);
        this.#heartbeatMs = frame.heartbeatMs ?? DEFAULT_HEARTBEAT_MS;
        this.#welcomed = true;
        this.#attempt = 0;
        this.#options.frame(frame);
        this.#unanswered.sendAgain(this.#lastFrameAt);
        return;
      case 'ping':
        this.#clock.observe(frame.now, this.#lastFrameAt);
        this.#send({ type: 'pong', at: frame.now });
        break;
      case 'result':
        this.#unanswered.answer(frame.id, inOwnWords(frame.result));
        break;
      case 'goodbye':
        if (staysClosed(frame.code)) this.#end(frame.code, frame.message);
        else this.#lost();
        return;
      case 'desk':
      case 'floor':
      case 'resumed':
        this.#options.frame(frame);
        this.#live();
        return;
      default:
        this.#options.frame(frame);
    }
    if (this.status.get().state === 'stale') this.#live();
  }

  #live(): void {
    if (this.status.get().state !== 'live') this.status.set({ state: 'live', since: this.now() });
  }

  #closed(): void {
    const refused = !this.#welcomed;
    this.#lost();
    if (!refused) return;
    void this.#options.stillSignedIn().then((signedIn) => {
      if (!signedIn && !this.#welcomed) this.#end('signed-out', '');
    });
  }

  #lost(): void {
    this.#abandonWire();
    this.#unanswered.linkLost();
    const { timers, random } = this.#options;
    const wait = waitBefore(this.#attempt, random());
    const before = this.status.get();
    const since = before.state === 'lost' ? before.since : this.lastHeard();
    this.status.set({ state: 'lost', since, attempt: this.#attempt, nextAttemptAt: this.now() + wait });
    this.#attempt += 1;
    this.#cancelRetry = timers.after(wait, () => this.#open());
  }

  #end(code: string, message: string): void {
    this.#abandonWire();
    this.#cancelTick();
    this.#unanswered.linkLost();
    this.status.set({ state: 'ended', code, message, since: this.now() });
  }

  #scheduleTick(): void {
    this.#cancelTick();
    this.#lastTickAt = this.#options.timers.now();
    this.#cancelTick = this.#options.timers.after(1_000, () => this.#tick());
  }

  #tick(): void {
    const now = this.#options.timers.now();
    const gap = now - this.#lastTickAt;
    this.#scheduleTick();
    this.#unanswered.expire(now);
    if (this.#wire === null) return;
    if (!this.#welcomed) {
      if (now - this.#openedAt > WELCOME_WITHIN_MS) this.#lost();
      return;
    }
    switch (pulse(now - this.#lastFrameAt, gap, this.#heartbeatMs)) {
      case 'slept':
        this.slept.set({ from: this.lastHeard(), to: this.now() });
        this.#lost();
        this.retryNow();
        return;
      case 'dead':
        this.#lost();
        return;
      case 'stale':
        if (this.status.get().state === 'live') this.status.set({ state: 'stale', since: this.lastHeard() });
        return;
      case 'beating':
    }
  }
}

function readFrame(text: string): ServerFrame | null {
  try {
    const { success, data } = serverFrameSchema.safeParse(JSON.parse(text));
    return success ? data : null;
  } catch {
    return null;
  }
}

function inOwnWords(result: CommandResult): CommandResult {
  return result.outcome === 'refused' ? { ...result, message: inOwnKeys(result.message) } : result;
}
