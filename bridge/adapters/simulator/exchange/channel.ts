import type { CallBridge } from './call-bridge.ts';
import { type Header, Headers } from './message.ts';

/** Channel states as Asterisk numbers them. */
export const channelState = { down: 0, ring: 4, ringing: 5, up: 6 } as const;
type ChannelState = (typeof channelState)[keyof typeof channelState];

const stateWords: Readonly<Record<ChannelState, string>> = { 0: 'Down', 4: 'Ring', 5: 'Ringing', 6: 'Up' };

/** Who is at the far end of a channel: a citizen's or a seat's telephone. Everything it does, it does later. */
export interface Telephone {
  /** It is rung: it answers, refuses, or stays silent. */
  rings?(leg: Channel): void;
  /** It hears somebody. */
  joined?(leg: Channel): void;
  /** Its leg is gone, whoever ended it. */
  ended?(leg: Channel): void;
  /** Asked for a digit: what it presses, and when; null: nothing. */
  press?(asked: 'line' | 'rating'): KeyPress | null;
}

export interface KeyPress {
  digit: string;
  afterSeconds: number;
}

/** Who rings a channel: a queue, Dial, Originate. Asked to end the leg where it is refused. */
export interface Ringer {
  ringing?(leg: Channel): void;
  answered(leg: Channel): void;
  refused(leg: Channel): void;
}

/** What runs on a channel at one place of the dialplan. */
export interface Running {
  /** The channel was hung up, or is taken to another place (transfer, redirect). */
  interrupt(why: Interruption): void;
  /** Another channel takes the place of the one it runs on (attended-transfer-while-ringing). */
  moveTo?(channel: Channel): void;
}
export type Interruption = 'hangup' | 'taken';

/** Told when the channel's end is asked for, or when it is transferred: app_queue's account of a talk. */
export interface ChannelWatch {
  hangupAsked(channel: Channel): void;
  transferred(): void;
  ended?(channel: Channel): void;
}

export interface Endpoint {
  /** `PJSIP/1002` */
  readonly name: string;
  readonly kind: 'seat' | 'trunk' | 'local';
  readonly number: string;
  readonly callerName: string;
  readonly context: string;
  reachable: boolean;
  readonly channels: Set<Channel>;
  /** as last told */
  deviceState: string;
  telephone: Telephone | null;
}

export interface ChannelTold {
  state: ChannelState;
  number: string;
  callerName: string;
  connectedNumber: string;
  connectedName: string;
  context: string;
  exten: string;
  priority: number;
  /** `YHD_DID=12345`, in the order of `channelvars` */
  variables: readonly string[];
}

export const unknown = '<unknown>';

export class Channel {
  readonly uniqueid: string;
  readonly name: string;
  readonly endpoint: Endpoint;
  /** µs */
  readonly bornAt: number;
  /** order of birth: linked ids of legs that meet become the oldest */
  readonly born: number;
  bridge: CallBridge<Channel> | null = null;
  /** the other half of a Local pair */
  mate: Channel | null = null;
  /** its dialplan, where it has one; a leg that was only rung has none */
  thread: Running | null = null;
  ringer: Ringer | null = null;
  telephone: Telephone | null = null;
  /** what runs on after the bridge it is in broke up; without it, the leg ends */
  afterBridge: (() => void) | null = null;
  readonly watches: ChannelWatch[] = [];
  held = false;
  /** HangupRequest tells a cause only where one is known by then */
  cause: number | null = null;
  wasBridged = false;
  /** who is at the other end since a transfer; told only as it ends (queue-callback) */
  dueNumber: string | null = null;
  /** its far end hung up, and what runs on it has not noticed yet (supervisor-listens) */
  lingers = false;
  ended = false;
  readonly #told: ChannelTold;
  #linkedid: string;
  readonly #blocks = new Map<string, Headers>();

  constructor(
    identity: {
      uniqueid: string;
      linkedid: string;
      name: string;
      endpoint: Endpoint;
      bornAt: number;
      born: number;
    },
    told: ChannelTold,
  ) {
    this.uniqueid = identity.uniqueid;
    this.#linkedid = identity.linkedid;
    this.name = identity.name;
    this.endpoint = identity.endpoint;
    this.bornAt = identity.bornAt;
    this.born = identity.born;
    this.#told = told;
  }

  get told(): Readonly<ChannelTold> {
    return this.#told;
  }

  get linkedid(): string {
    return this.#linkedid;
  }

  get isUp(): boolean {
    return this.#told.state === channelState.up;
  }

  set(change: Partial<ChannelTold>): void {
    Object.assign(this.#told, change);
    this.#blocks.clear();
  }

  link(linkedid: string): void {
    if (linkedid === this.#linkedid) return;
    this.#linkedid = linkedid;
    this.#blocks.clear();
  }

  /** What every event about a channel tells of it; made anew only after a change. */
  headers(prefix = ''): Headers {
    let block = this.#blocks.get(prefix);
    if (block === undefined) {
      block = new Headers(this.#describe(prefix));
      this.#blocks.set(prefix, block);
    }
    return block;
  }

  /** The same for lists and for OriginateResponse, which bring no variables. */
  plainHeaders(): Header[] {
    return this.#describe('').filter(([name]) => name !== 'ChanVariable');
  }

  #describe(prefix: string): Header[] {
    const told = this.#told;
    return [
      [`${prefix}Channel`, this.name],
      [`${prefix}ChannelState`, String(told.state)],
      [`${prefix}ChannelStateDesc`, stateWords[told.state]],
      [`${prefix}CallerIDNum`, told.number],
      [`${prefix}CallerIDName`, told.callerName],
      [`${prefix}ConnectedLineNum`, told.connectedNumber],
      [`${prefix}ConnectedLineName`, told.connectedName],
      [`${prefix}Language`, 'zh'],
      [`${prefix}AccountCode`, ''],
      [`${prefix}Context`, told.context],
      [`${prefix}Exten`, told.exten],
      [`${prefix}Priority`, String(told.priority)],
      [`${prefix}Uniqueid`, this.uniqueid],
      [`${prefix}Linkedid`, this.#linkedid],
      ...told.variables.map((variable): Header => [`${prefix}ChanVariable`, variable]),
    ];
  }
}
