import type { SiteFacts } from '../../domain/telephony/site.ts';
import type { Rooms } from './apps/conference.ts';
import { type DialplanSite, makeDialplan } from './dialplan.ts';
import { askSoftHangup, end } from './exchange/bridging.ts';
import { type Channel, channelState, type Endpoint, type Telephone, unknown } from './exchange/channel.ts';
import { type FindDialplan, runAt } from './exchange/dialplan-thread.ts';
import { Exchange, type ExchangeBehaviour } from './exchange/exchange.ts';
import { Headers } from './exchange/message.ts';
import type { Random } from './prng.ts';
import type { QueueSettings } from './queues/queue.ts';
import { QueueSystem } from './queues/queue-system.ts';
import { millis, seconds, type VirtualClock } from './virtual-clock.ts';

export interface PbxOptions {
  clock: VirtualClock;
  random: Random;
  site: SiteFacts;
  queues: readonly QueueSettings[];
  behaviour: ExchangeBehaviour;
  style: DialplanSite['style'];
  channelVariables: readonly string[];
  /** seconds for a digit to choose a line, and to rate */
  digitWaitSeconds: number;
  ratingWaitSeconds: number;
  /** how long the apology and the thanks play */
  wordsSeconds: number;
  /** how long a seat rings that was dialled, not offered to by a queue */
  ringSeconds: number;
}

const trunkContext = 'from-trunk';

/** A whole simulated exchange, and what can be done to it from outside: by telephones, not by its manager interface. */
export class SimulatedPbx {
  readonly x: Exchange;
  readonly queues: QueueSystem;
  readonly rooms: Rooms = new Map();
  readonly find: FindDialplan;
  readonly #site: SiteFacts;
  readonly startedAt: number;

  constructor(options: PbxOptions) {
    const { site, clock } = options;
    this.#site = site;
    this.startedAt = clock.now;
    this.x = new Exchange({
      clock,
      random: options.random,
      behaviour: options.behaviour,
      trunk: site.trunkEndpoints[0] ?? 'PJSIP/trunk',
      seats: site.seats.map(({ seat, interface: line }) => ({ interface: line, number: seat })),
      seatContext: site.seatContext,
      channelVariables: options.channelVariables,
    });
    this.queues = new QueueSystem(this.x, options.queues);
    this.find = makeDialplan(
      dialplanSite(options),
      { queues: this.queues, find: (...at) => this.find(...at) },
      this.rooms,
    );
  }

  /** A citizen calls the one number; `number` null: withheld. */
  citizenCalls(number: string | null, name: string | null, telephone: Telephone): Channel {
    const exten = this.#site.number;
    const channel = this.x.newChannel({
      endpoint: this.x.trunk,
      linkedid: null,
      told: {
        state: channelState.ring,
        number: number ?? 'anonymous',
        callerName: number === null ? 'Anonymous' : (name ?? unknown),
        context: trunkContext,
        exten,
      },
    });
    channel.telephone = telephone;
    this.#begin(channel, trunkContext, exten);
    return channel;
  }

  /** A seat takes up a line of its telephone and dials; null where it cannot. */
  seatDials(seat: string, exten: string): Channel | null {
    const endpoint = this.seat(seat);
    if (endpoint === null || !endpoint.reachable) return null;
    const channel = this.x.newChannel({
      endpoint,
      linkedid: null,
      told: { state: channelState.ring, exten },
    });
    if (this.find(channel, this.#site.seatContext, exten) === null) {
      end(this.x, channel);
      return null;
    }
    this.x.deviceMayChange(endpoint);
    this.#begin(channel, this.#site.seatContext, exten);
    return channel;
  }

  seat(seat: string): Endpoint | null {
    const line = this.#site.seats.find((each) => each.seat === seat)?.interface;
    return line === undefined ? null : (this.x.endpoints.get(line) ?? null);
  }

  /** A telephone registers, or is gone. What it talks goes on (seat-vanishes-mid-call). */
  setRegistered(seat: string, registered: boolean): void {
    const endpoint = this.seat(seat);
    if (endpoint === null || endpoint.reachable === registered) return;
    endpoint.reachable = registered;
    this.sayPeer(endpoint, registered);
    this.x.deviceMayChange(endpoint);
    this.sayContact(endpoint, registered);
  }

  sayPeer(endpoint: Endpoint, reachable: boolean): void {
    this.x.say(
      'PeerStatus',
      'system',
      new Headers([
        ['ChannelType', 'PJSIP'],
        ['Peer', endpoint.name],
        ['PeerStatus', reachable ? 'Reachable' : 'Unreachable'],
      ]),
    );
  }

  sayContact(endpoint: Endpoint, registered: boolean): void {
    const name = endpoint.name.slice(endpoint.name.indexOf('/') + 1);
    this.x.say(
      'ContactStatus',
      'system',
      new Headers([
        ['URI', `sip:${name}@127.0.0.1:7001`],
        ['ContactStatus', registered ? 'NonQualified' : 'Removed'],
        ['AOR', name],
        ['EndpointName', name],
        ['RoundtripUsec', '0'],
      ]),
    );
  }

  sayBooted(): void {
    const uptime = String(Math.floor((this.x.clock.now - this.startedAt) / 1_000_000));
    this.x.say(
      'FullyBooted',
      'system',
      new Headers([
        ['Status', 'Fully Booted'],
        ['Uptime', uptime],
        ['LastReload', uptime],
      ]),
    );
  }

  mixMonitor(channel: Channel, change: 'Start' | 'Mute' | 'Unmute' | 'Stop'): void {
    if (change === 'Start' || change === 'Stop') this.x.sayOf(channel, `MixMonitor${change}`);
    else
      this.x.sayOf(
        channel,
        'MixMonitorMute',
        ['Direction', 'both'],
        ['State', change === 'Mute' ? '1' : '0'],
      );
  }

  /** A clean stop: everybody is put out, and a second later it says so (restart-during-call). */
  shutDown(): void {
    const legs = [...this.x.channels.values()].sort((one, two) => rank(one) - rank(two));
    for (const leg of legs) askSoftHangup(this.x, leg, 4);
    for (const leg of legs) if (leg.thread !== null) end(this.x, leg);
    for (const leg of legs) end(this.x, leg);
    this.x.clock.after(seconds(1.1), () =>
      this.x.say(
        'Shutdown',
        'system',
        new Headers([
          ['Shutdown', 'Cleanly'],
          ['Restart', 'False'],
        ]),
      ),
    );
  }

  #begin(channel: Channel, context: string, exten: string): void {
    this.x.clock.after(millis(this.x.random.between(0.3, 1)), () => {
      if (!channel.ended) runAt(this.x, this.find, channel, context, exten);
    });
  }
}

/** Seats' legs are asked first, as in the recording: the account of a talk then says "agent". */
function rank(leg: Channel): number {
  return leg.endpoint.kind === 'seat' ? 0 : 1;
}

function dialplanSite(options: PbxOptions): DialplanSite {
  const { site, queues } = options;
  const maxWait = new Map(queues.map(({ queue, maxWaitSeconds }) => [queue, maxWaitSeconds]));
  const trunk = site.trunkEndpoints[0] ?? 'PJSIP/trunk';
  return {
    numbers: [site.number, ...site.otherNumbers],
    defaultQueue: site.queues[0]?.queue ?? '',
    lines: site.queues.map(({ queue, digit, extension }) => ({
      queue,
      digit,
      extension,
      maxWaitSeconds: maxWait.get(queue) ?? 300,
    })),
    seatContext: site.seatContext,
    seats: new Set(site.seats.map(({ seat }) => seat)),
    outboundPrefix: site.outboundPrefix,
    trunkName: trunk.slice(trunk.indexOf('/') + 1),
    rooms: site.conferencePattern === null ? null : patternOf(site.conferencePattern),
    regionCode: site.regionCode,
    digitWaitSeconds: options.digitWaitSeconds,
    ringSeconds: options.ringSeconds,
    ratingWaitSeconds: options.ratingWaitSeconds,
    wordsSeconds: options.wordsSeconds,
    style: options.style,
  };
}

/** `_80XX` as extensions.conf means it, or a plain extension. */
function patternOf(pattern: string): RegExp {
  if (!pattern.startsWith('_')) return new RegExp(`^${pattern.replace(/\W/g, '\\$&')}$`);
  const source = pattern
    .slice(1)
    .replace(/[XZN.!]/g, (c) => ({ X: '\\d', Z: '[1-9]', N: '[2-9]', '.': '.+', '!': '.*' })[c] ?? c);
  return new RegExp(`^${source}$`);
}
