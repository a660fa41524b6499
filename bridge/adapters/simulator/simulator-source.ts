import type {
  Finding,
  PbxAnswer,
  PbxCapabilities,
  PbxCommand,
  PbxSource,
  PbxSourceListener,
  Timer,
} from '../../application/ports.ts';
import { type TelephonyEvent, telephonyEventVersion } from '../../domain/telephony/event.ts';
import { answer, hold } from './exchange/bridging.ts';
import { type ExchangeMessage, type ParsedMessage, parsed } from './exchange/message.ts';
import { coreShowChannels, queueStatus } from './exchange/snapshot.ts';
import {
  channelNamed,
  hangup,
  type Ordered,
  originateCall,
  queueAdd,
  queuePause,
  queuePenalty,
  queueRemove,
  redirectTo,
} from './manager.ts';
import type { SimulatedPbx } from './pbx.ts';
import { WallPace } from './wall-pace.ts';

/** Who makes observations of messages: the Asterisk adapter's observer. Adapters never import each other. */
export type Observe = () => { message(message: ParsedMessage, receivedAt: number): TelephonyEvent[] };

export interface SimulatorSourceOptions {
  pbx: SimulatedPbx;
  observe: Observe;
  timer: Timer;
  /** begins what happens on the floor, once the link is up */
  run?: () => void;
  /** stands between exchange and bridge: faults */
  through?: (message: ExchangeMessage, deliver: (message: ExchangeMessage) => void) => void;
}

export const simulatedVersion = '22.10.1-simulated';

const finding: Finding = {
  severity: 'warning',
  code: 'simulator',
  zh: '当前使用内置模拟话务：来电、号码和通话都是虚构的，不得用于正式受理',
  en: 'the built-in call floor is in use: callers, numbers and calls are invented; not for real service',
};

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

  constructor(pbxId: string, options: SimulatorSourceOptions) {
    this.pbxId = pbxId;
    this.#options = options;
    const deliver = (message: ExchangeMessage) => this.#deliver(message);
    const { through, pbx } = options;
    this.#pace = new WallPace(pbx.x.clock, options.timer);
    pbx.x.listen(through === undefined ? deliver : (message) => through(message, deliver));
  }

  start(listener: PbxSourceListener): void {
    if (this.#listener !== null) return;
    listener.link({ state: 'connecting', attempt: 1, since: this.#options.timer.now() });
    this.#connect(listener);
    this.#options.run?.();
    this.#pace.keep();
  }

  /** Acts on the exchange as it is now; most of what comes of it is told before the answer is. */
  command(command: PbxCommand): Promise<PbxAnswer> {
    if (this.#listener === null) {
      const message = 'there is no link to the simulated exchange';
      return Promise.resolve({ outcome: 'unreachable', message });
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const broken = Object.entries(command).find(([, value]) => /[\r\n\u0000]/.test(String(value)));
    if (broken !== undefined)
      return Promise.resolve({ outcome: 'refused', message: `${broken[0]} contains a line break or NUL` });
    return new Promise((resolve) =>
      this.#pace.act(() => {
        const { ok, message } = obey(this.#options.pbx, command);
        resolve(ok ? { outcome: 'done' } : { outcome: 'refused', message });
      }),
    );
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

const done: Ordered = { ok: true, message: '' };
const originateSeconds = 30;

function obey(pbx: SimulatedPbx, command: PbxCommand): Ordered {
  switch (command.type) {
    case 'join-queue': {
      const { queue, interface: line, name, penalty, paused, reason } = command;
      const added = queueAdd(pbx, queue, { interface: line, name, penalty, paused, reason });
      if (added.ok || !pbx.queues.queues.has(queue)) return added;
      // a member already: with another penalty or pause, perhaps
      queuePenalty(pbx, queue, line, penalty);
      return queuePause(pbx, queue, line, paused, reason);
    }
    case 'leave-queue': {
      const removed = queueRemove(pbx, command.queue, command.interface);
      return pbx.queues.queues.has(command.queue) ? done : removed;
    }
    case 'pause':
      return queuePause(pbx, command.queue, command.interface, command.paused, command.reason);
    case 'hang-up':
      return hangup(pbx, command.channel);
    case 'redirect':
      return redirectTo(pbx, command.channel, command.context, command.extension);
    case 'originate':
      return originateCall(pbx, {
        actionId: '',
        channel: command.interface,
        callerId: command.callerId,
        timeoutSeconds: originateSeconds,
        context: command.context,
        exten: command.extension,
        application: '',
        data: '',
      });
    case 'answer': {
      const channel = channelNamed(pbx, command.channel);
      const answered = channel !== null && answer(pbx.x, channel);
      return answered ? done : { ok: false, message: 'no telephone rings at that channel' };
    }
    case 'hold': {
      const channel = channelNamed(pbx, command.channel);
      if (channel?.bridge == null) return { ok: false, message: 'nobody talks at that channel' };
      if (channel.held !== command.held) hold(pbx.x, channel, command.held);
      return done;
    }
    default:
      return command satisfies never;
  }
}
