import type {
  Finding,
  FoundMemberships,
  LivingLegs,
  PbxAnswer,
  PbxCapabilities,
  PbxCommand,
  PbxSource,
  PbxSourceListener,
  Timer,
} from '../../application/ports.ts';
import { type TelephonyEvent, telephonyEventVersion } from '../../domain/telephony/event.ts';
import { type ExchangeMessage, type ParsedMessage, parsed } from './exchange/message.ts';
import { coreShowChannels, queueStatus } from './exchange/snapshot.ts';
import { type FaultPlan, FaultStream } from './faults.ts';
import { obey } from './obey.ts';
import type { SimulatedPbx } from './pbx.ts';
import { seconds } from './virtual-clock.ts';
import { WallPace } from './wall-pace.ts';

/** Who makes observations of messages: the Asterisk adapter's observer. Adapters never import each other. */
export type Observe = () => { message(message: ParsedMessage, receivedAt: number): TelephonyEvent[] };

export interface SimulatorSourceOptions {
  pbx: SimulatedPbx;
  observe: Observe;
  timer: Timer;
  /** begins what happens on the floor, once the link is up */
  run?: () => void;
  /** what goes wrong on the way; times are counted from the start */
  faults?: FaultPlan;
}

const simulatedVersion = '22.10.1-simulated';

const finding: Finding = {
  severity: 'warning',
  code: 'simulator',
  zh: '当前使用内置模拟话务：来电、号码和通话都是虚构的，不得用于正式受理',
  en: 'the built-in call floor is in use: callers, numbers and calls are invented; not for real service',
};

const noLink = { outcome: 'unreachable', message: 'there is no link to the simulated exchange' } as const;

/** A simulated exchange in the bridge's own process, at the pace of the clock on the wall. */
export class SimulatorSource implements PbxSource {
  readonly pbxId: string;
  readonly capabilities: PbxCapabilities = {
    queueState: true,
    memberControl: true,
    answer: true,
    hangUp: true,
    hold: true,
    redirect: true,
    originate: true,
    mute: true,
    consult: true,
    conference: true,
    transfer: true,
    press: true,
    // no command asks for it
    monitor: false,
  };
  readonly #options: SimulatorSourceOptions;
  readonly #pace: WallPace;
  #observer: ReturnType<Observe> | null = null;
  /** null while there is no link */
  #listener: PbxSourceListener | null = null;
  #cancelReturn: () => void = () => {};
  #connections = 0;
  readonly #faults: FaultStream | null;
  #cancelRelease: () => void = () => {};

  constructor(pbxId: string, options: SimulatorSourceOptions) {
    this.pbxId = pbxId;
    this.#options = options;
    const { faults, pbx, timer } = options;
    this.#pace = new WallPace(pbx.x.clock, timer);
    this.#faults = faults === undefined ? null : new FaultStream(faults);
    pbx.x.listen((message) => this.#take(message));
  }

  start(listener: PbxSourceListener): void {
    if (this.#listener !== null) return;
    listener.link({ state: 'connecting', attempt: 1, since: this.#options.timer.now() });
    this.#connect(listener);
    this.#faults?.begin(this.#options.pbx.x.clock.now);
    for (const { after, for: length } of this.#options.faults?.linkLosses ?? [])
      this.#options.pbx.x.clock.after(seconds(after), () => this.loseLink(length * 1000));
    this.#options.run?.();
    this.#pace.keep();
  }

  /** Acts on the exchange as it is now; most of what comes of it is told before the answer is. */
  command(command: PbxCommand): Promise<PbxAnswer> {
    if (this.#listener === null) return Promise.resolve(noLink);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const broken = Object.entries(command).find(([, value]) => /[\r\n\u0000]/.test(String(value)));
    if (broken !== undefined)
      return Promise.resolve({ outcome: 'refused', message: `${broken[0]} contains a line break or NUL` });
    return this.#asked(() => {
      const { ok, message } = obey(this.#options.pbx, command);
      return ok ? { outcome: 'done' } : { outcome: 'refused', message };
    });
  }

  livingLegs(legs: readonly string[]): Promise<LivingLegs> {
    return this.#asked(() => {
      const { channels } = this.#options.pbx.x;
      return { outcome: 'told', living: new Set(legs.filter((leg) => channels.has(leg))) };
    });
  }

  /** An answer, not an event on its way: no fault delays or drops it. */
  memberships(line: string, found: (told: FoundMemberships) => void): Promise<PbxAnswer> {
    return this.#asked(() => {
      const { observe, timer, pbx } = this.#options;
      const observer = observe();
      const list = queueStatus(pbx.queues, 'asked', { member: line });
      for (const event of list.flatMap((message) => observer.message(parsed(message), timer.now())))
        if (event.type === 'queues-found') found(event);
      return { outcome: 'done' };
    });
  }

  stop(): Promise<void> {
    this.#disconnect('the bridge was stopped');
    return Promise.resolve();
  }

  /** Cuts the link for so long; the exchange goes on meanwhile, and a snapshot tells what became of it. */
  loseLink(milliseconds: number): void {
    const listener = this.#listener;
    const { timer } = this.#options;
    if (listener === null) return;
    const reason = 'the link to the simulated exchange was cut';
    this.#disconnect(reason);
    const now = timer.now();
    listener.link({ state: 'lost', since: now, reason, nextAttemptAt: now + milliseconds });
    this.#cancelReturn = timer.after(milliseconds, () => {
      listener.link({ state: 'connecting', attempt: 2, since: now });
      this.#connect(listener);
      this.#pace.keep();
    });
  }

  /** Of the exchange as it is now. */
  #asked<T>(answer: () => T): Promise<T | typeof noLink> {
    if (this.#listener === null) return Promise.resolve(noLink);
    return new Promise((resolve) => this.#pace.act(() => resolve(answer())));
  }

  #connect(listener: PbxSourceListener): void {
    const { pbx, timer, observe } = this.#options;
    this.#pace.catchUp();
    this.#listener = listener;
    this.#observer = observe();
    this.#connections += 1;
    this.#tell({ type: 'link-up', connection: this.#connection(), version: simulatedVersion });
    for (const message of queueStatus(pbx.queues, 'snapshot-1')) this.#deliver(message);
    for (const message of coreShowChannels(pbx.x, 'snapshot-2')) this.#deliver(message);
    listener.link({ state: 'up', since: timer.now(), version: simulatedVersion });
    listener.report([finding]);
  }

  #disconnect(reason: string): void {
    this.#pace.stop();
    this.#cancelReturn();
    if (this.#listener === null) return;
    this.#tell({ type: 'link-lost', connection: this.#connection(), reason });
    this.#listener = null;
  }

  #take(message: ExchangeMessage): void {
    if (this.#faults === null) {
      this.#deliver(message);
      return;
    }
    const { clock } = this.#options.pbx.x;
    for (const each of this.#faults.take(message, clock.now)) this.#deliver(each);
    this.#releaseLater(this.#faults);
  }

  /** What a fault delays comes by itself, though nothing else may happen. */
  #releaseLater(faults: FaultStream): void {
    const { clock } = this.#options.pbx.x;
    this.#cancelRelease();
    const next = faults.nextRelease;
    if (next === null) return;
    this.#cancelRelease = clock.at(next, () => {
      for (const each of faults.release(clock.now)) this.#deliver(each);
      this.#releaseLater(faults);
    });
  }

  #deliver(message: ExchangeMessage): void {
    if (this.#listener === null || this.#observer === null) return;
    const receivedAt = this.#options.timer.now();
    for (const event of this.#observer.message(parsed(message), receivedAt)) this.#listener.event(event);
  }

  #tell(told: LinkTold): void {
    const receivedAt = this.#options.timer.now();
    this.#listener?.event({
      v: telephonyEventVersion,
      at: Math.floor(receivedAt * 1000),
      clock: 'arrival',
      receivedAt,
      certainty: 'observed',
      ...told,
    });
  }

  #connection(): string {
    return `simulated-${this.#connections}`;
  }
}

type LinkTold =
  | { type: 'link-up'; connection: string; version: string }
  | { type: 'link-lost'; connection: string; reason: string };
