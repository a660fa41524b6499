import type { Random } from '../prng.ts';
import { millis, type VirtualClock } from '../virtual-clock.ts';
import {
  Channel,
  type ChannelTold,
  channelState,
  type Endpoint,
  type Telephone,
  unknown,
} from './channel.ts';
import { deviceStateOf } from './device-state.ts';
import { type ExchangeMessage, type Header, Headers } from './message.ts';
import type { Witness } from './witness.ts';

export interface ExchangeBehaviour {
  /** `device_state_busy_at = 1`: a telephone with any channel is "busy" (all recordings but two say so) */
  busyAtOne: boolean;
  /** DeviceStateChange is sent (the recordings in `more`) */
  deviceEvents: boolean;
  /** callers who wait, and held ones, hear music, and events tell of it */
  musicOnHold: boolean;
}

export interface ExchangeOptions {
  clock: VirtualClock;
  random: Random;
  behaviour: ExchangeBehaviour;
  /** `PJSIP/trunk` */
  trunk: string;
  /** `PJSIP/1002`, in any number */
  seats: readonly { interface: string; number: string }[];
  seatContext: string;
  /** `YHD_DID`, `YHD_REGION`: `channelvars` of manager.conf */
  channelVariables: readonly string[];
}

export interface Birth {
  endpoint: Endpoint;
  /** null: its own, a call begins */
  linkedid: string | null;
  told: Partial<ChannelTold>;
  /** of a Local half */
  name?: string;
}

/**
 * The heart of the simulated exchange: it bears channels, keeps time, and says what happens. How legs meet and end is
 * in `bridging.ts`, what callers go through in `apps/`.
 *
 * Within one instant things happen some microseconds apart, as in the recordings, and no two messages have the same
 * time.
 */
export class Exchange {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly behaviour: ExchangeBehaviour;
  readonly trunk: Endpoint;
  readonly endpoints = new Map<string, Endpoint>();
  readonly channels = new Map<string, Channel>();
  /** told of every change of a telephone's device state, before the message about it */
  readonly deviceWatchers: ((endpoint: Endpoint) => void)[] = [];
  /** Who answers when a number outside is called. */
  outside: (number: string) => Telephone | null = () => null;
  /** Sees what truly happens; null: nobody asks. */
  witness: Witness | null = null;
  readonly #seatContext: string;
  readonly #variables: readonly string[];
  readonly #listeners: ((message: ExchangeMessage) => void)[] = [];
  #lastStamp = 0;
  #births = 0;
  #channelNames = 0;
  #localNames = 0;

  constructor(options: ExchangeOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.behaviour = options.behaviour;
    this.#seatContext = options.seatContext;
    this.#variables = options.channelVariables;
    this.trunk = this.#newEndpoint(options.trunk, 'trunk', unknown, unknown);
    for (const { interface: line, number } of options.seats)
      this.#newEndpoint(line, 'seat', number, `Seat ${number}`);
  }

  listen(listener: (message: ExchangeMessage) => void): void {
    this.#listeners.push(listener);
  }

  say(name: string, privilege: 'call' | 'agent' | 'user' | 'system', ...parts: readonly Headers[]): void {
    const message: ExchangeMessage = {
      kind: 'event',
      name,
      privilege: `${privilege},all`,
      at: this.#stamp(),
      parts,
    };
    for (const listener of this.#listeners) listener(message);
  }

  /** An event about one channel, with some headers of its own. */
  sayOf(channel: Channel, name: string, ...more: readonly Header[]): void {
    if (more.length === 0) this.say(name, 'call', channel.headers());
    else this.say(name, 'call', channel.headers(), new Headers(more));
  }

  /** Soon, but not at once: what the exchange's own threads take to go on. */
  soon(run: () => void): () => void {
    return this.clock.after(millis(this.random.between(0.2, 1.2)), run);
  }

  /** A channel that does not say yet that it is there. */
  bear({ endpoint, linkedid, told, name }: Birth): Channel {
    const born = this.#births++;
    const uniqueid = `${Math.floor(this.clock.now / 1_000_000)}.${born}`;
    const channel = new Channel(
      {
        uniqueid,
        linkedid: linkedid ?? uniqueid,
        name: name ?? `${endpoint.name}-${hex8(this.#channelNames++)}`,
        endpoint,
        bornAt: this.clock.now,
        born,
      },
      {
        state: channelState.down,
        number: endpoint.number,
        callerName: endpoint.callerName,
        connectedNumber: unknown,
        connectedName: unknown,
        context: endpoint.context,
        exten: 's',
        priority: 1,
        variables: this.#variables.map((variable) => `${variable}=`),
        ...told,
      },
    );
    channel.telephone = endpoint.telephone;
    this.channels.set(uniqueid, channel);
    endpoint.channels.add(channel);
    this.witness?.born(channel);
    return channel;
  }

  /** A channel that is there. */
  newChannel(birth: Birth): Channel {
    const channel = this.bear(birth);
    this.sayOf(channel, 'Newchannel');
    return channel;
  }

  /** `Local/1002@seats-00000002`, without the half */
  localName(exten: string, context: string): string {
    return `Local/${exten}@${context}-${hex8(this.#localNames++)}`;
  }

  localEndpoint(exten: string, context: string): Endpoint {
    const name = `Local/${exten}@${context}`;
    return this.endpoints.get(name) ?? this.#newEndpoint(name, 'local', unknown, unknown);
  }

  setState(channel: Channel, state: Channel['told']['state']): void {
    channel.set({ state });
    this.sayOf(channel, 'Newstate');
    this.deviceMayChange(channel.endpoint);
  }

  identify(channel: Channel, number: string): void {
    channel.set({ number });
    this.sayOf(channel, 'NewCallerid', ['CID-CallingPres', '0 (Presentation Allowed, Not Screened)']);
  }

  connectLine(channel: Channel, other: Channel): void {
    channel.set({ connectedNumber: other.told.number, connectedName: other.told.callerName });
    this.sayOf(channel, 'NewConnectedLine');
  }

  music(channel: Channel, on: boolean): void {
    if (!this.behaviour.musicOnHold) return;
    if (on) this.sayOf(channel, 'MusicOnHoldStart', ['Class', 'default']);
    else this.sayOf(channel, 'MusicOnHoldStop');
  }

  /** Tells a telephone's new state, where it has one. */
  deviceMayChange(endpoint: Endpoint): void {
    const state = deviceStateOf(endpoint, this.behaviour.busyAtOne);
    // each half of a Local pair tells, changed or not (recording member-local-channel)
    if (endpoint.kind !== 'local' && state === endpoint.deviceState) return;
    endpoint.deviceState = state;
    for (const watcher of this.deviceWatchers) watcher(endpoint);
    this.sayDevice(endpoint.name, state);
  }

  sayDevice(device: string, state: string): void {
    if (!this.behaviour.deviceEvents) return;
    this.say(
      'DeviceStateChange',
      'call',
      new Headers([
        ['Device', device],
        ['State', state],
      ]),
    );
  }

  #newEndpoint(name: string, kind: Endpoint['kind'], number: string, callerName: string): Endpoint {
    const endpoint: Endpoint = {
      name,
      kind,
      number,
      callerName,
      context: kind === 'trunk' ? 'from-trunk' : this.#seatContext,
      reachable: true,
      channels: new Set(),
      deviceState: 'NOT_INUSE',
      telephone: null,
    };
    this.endpoints.set(name, endpoint);
    return endpoint;
  }

  #stamp(): number {
    this.#lastStamp = Math.max(this.clock.now, this.#lastStamp + this.random.int(4, 60));
    return this.#lastStamp;
  }
}

function hex8(count: number): string {
  return count.toString(16).padStart(8, '0');
}
