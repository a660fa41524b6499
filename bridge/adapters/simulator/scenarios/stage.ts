import type { SiteFacts } from '../../../domain/telephony/site.ts';
import type { ExchangeMessage } from '../exchange/message.ts';
import { coreShowChannels, listItem, queueStatus, response } from '../exchange/snapshot.ts';
import { SimulatedPbx } from '../pbx.ts';
import { Random } from '../prng.ts';
import type { QueueSettings } from '../queues/queue.ts';
import type { NewMember } from '../queues/queue-system.ts';
import { seconds, VirtualClock } from '../virtual-clock.ts';
import { CitizenPlayer, OutsidePlayer, type Reaction, SeatPlayer } from './players.ts';

export interface StageOptions {
  site: SiteFacts;
  seed: number;
  queues: readonly QueueSettings[];
  busyAtOne: boolean;
  /** device states and music on hold are told */
  talkative: boolean;
}

/** What happens, and when: seconds after the curtain. */
export type Script = (stage: Stage) => void;

/** µs: the second in which every play begins; a whole one, as app_queue counts in whole seconds. */
const curtain = 1_795_511_224_000_000;

const notYet = 'Invalid/unknown command: QueueStatus. Use Action: ListCommands to show available commands.';

/** Where a scenario is played: an exchange like that of the recordings, with people at its telephones. */
export class Stage {
  readonly pbx: SimulatedPbx;
  readonly messages: ExchangeMessage[] = [];
  readonly #seats = new Map<string, SeatPlayer>();
  readonly #outside = new Map<string, OutsidePlayer>();
  #endsAt = Number.POSITIVE_INFINITY;
  #boots = false;

  constructor({ site, seed, queues, busyAtOne, talkative }: StageOptions) {
    this.pbx = new SimulatedPbx({
      clock: new VirtualClock(curtain),
      random: new Random(seed),
      site,
      queues,
      behaviour: { busyAtOne, deviceEvents: talkative, musicOnHold: talkative },
      style: 'recordings',
      channelVariables: ['YHD_DID', 'YHD_REGION', 'YHD_LEVEL'],
      digitWaitSeconds: 1.5,
      ratingWaitSeconds: 5.5,
      wordsSeconds: 0,
      ringSeconds: 20,
    });
    this.pbx.x.outside = (number) => this.#outside.get(number) ?? null;
    this.pbx.x.listen((message) => this.messages.push(message));
  }

  /** Somebody sits down before the play begins; nothing is told of it. */
  seated(queue: string, line: string, more: { stateInterface?: string; penalty?: number } = {}): void {
    this.pbx.queues.add(queue, this.member(line, more));
    this.messages.length = 0;
  }

  nobodyIn(queue: string): void {
    const { members } = this.pbx.queues.queues.get(queue) ?? {};
    for (const line of [...(members?.keys() ?? [])]) this.pbx.queues.remove(queue, line);
    this.messages.length = 0;
  }

  /** Before the recording began: others are rung first now. */
  hadACall(seat: string): void {
    for (const { members } of this.pbx.queues.queues.values())
      for (const member of members.values())
        if (member.endpoint?.number === seat) member.lastCall = curtain / 1_000_000 - 10;
  }

  /** A telephone that is not registered. */
  absent(seat: string): void {
    const endpoint = this.pbx.seat(seat);
    if (endpoint === null) return;
    endpoint.reachable = false;
    endpoint.deviceState = 'UNAVAILABLE';
  }

  member(line: string, more: { stateInterface?: string; penalty?: number } = {}): NewMember {
    const seat = /\d{4}/.exec(line)?.[0] ?? line;
    return {
      interface: line,
      ...(more.stateInterface === undefined ? {} : { stateInterface: more.stateInterface }),
      name: `Seat ${seat}`,
      penalty: more.penalty ?? 0,
      paused: false,
      reason: '',
    };
  }

  /** An order over the manager interface. */
  order(time: number, act: (pbx: SimulatedPbx) => unknown): void {
    this.at(time, () => void act(this.pbx));
  }

  /** Seconds since the curtain rose. */
  at(time: number, act: () => void): void {
    this.pbx.x.clock.at(curtain + seconds(time), act);
  }

  seat(seat: string): SeatPlayer {
    let player = this.#seats.get(seat);
    if (player === undefined) {
      player = new SeatPlayer(this, seat);
      this.#seats.set(seat, player);
      const endpoint = this.pbx.seat(seat);
      if (endpoint !== null) endpoint.telephone = player;
    }
    return player;
  }

  citizen(number: string | null, name: string | null = null): CitizenPlayer {
    return new CitizenPlayer(this, number, name);
  }

  /** Somebody who is called at a number outside. */
  outside(number: string, reaction: Reaction): OutsidePlayer {
    const player = new OutsidePlayer(this, reaction);
    this.#outside.set(number, player);
    return player;
  }

  /** The recording ends here, whatever goes on. */
  endsAt(time: number): void {
    this.#endsAt = curtain + seconds(time);
  }

  /** The client was let in while the exchange was still loading: the queues are asked for a second time. */
  bootsAt(time: number): void {
    this.#boots = true;
    this.at(time, () => {
      this.pbx.sayBooted();
      this.messages.push(...queueStatus(this.pbx.queues, 'a4'));
    });
  }

  /** Begins with what the clients that recorded asked first. */
  play(): ExchangeMessage[] {
    if (this.#boots) this.messages.push(response('Error', ['ActionID', 'a2'], ['Message', notYet]));
    else {
      this.messages.push(listItem('FullyBooted', '', [['Status', 'Fully Booted']]));
      this.messages.push(...queueStatus(this.pbx.queues, 'a2'));
    }
    this.messages.push(...coreShowChannels(this.pbx.x, 'a3'));
    const { clock } = this.pbx.x;
    for (let next = clock.next(); next !== null && next < this.#endsAt; next = clock.next()) clock.step();
    return this.messages;
  }
}
