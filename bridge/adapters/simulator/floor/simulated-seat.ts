import { transferAttended } from '../exchange/attended-transfers.ts';
import { answer, hangUp, hold, refuse } from '../exchange/bridging.ts';
import type { Channel, Endpoint, Telephone } from '../exchange/channel.ts';
import { transferBlind } from '../exchange/transfers.ts';
import type { SimulatedPbx } from '../pbx.ts';
import type { Random } from '../prng.ts';
import { seconds } from '../virtual-clock.ts';
import type { Act } from './call-script.ts';
import { Citizen } from './citizen.ts';

/** Whom a seat may turn to. */
export interface Colleagues {
  /** the extension of a seat that is free, not this one's; null: nobody is */
  freeSeat(besides: string): string | null;
  /** the extension of another queue than the one given */
  otherQueue(random: Random): string | null;
}

export interface SeatHabits {
  answerSeconds: readonly [number, number];
  wrapUpSeconds: readonly [number, number];
  refuses: number;
  ignores: number;
  /** takes a break after so many of its calls */
  breaks: number;
  breakSeconds: readonly [number, number];
}

export const usualHabits: SeatHabits = {
  answerSeconds: [1, 4],
  wrapUpSeconds: [5, 30],
  refuses: 0.02,
  ignores: 0.02,
  breaks: 0.03,
  breakSeconds: [40, 180],
};

const breakReasons = ['小休', '用餐', '饮水', '培训'];

/** A seat that works by itself: answers, talks as the citizen's script has it, wraps up, takes breaks. */
export class SimulatedSeat implements Telephone {
  /** tells a citizen that nobody's real hands are at this telephone */
  readonly seatOfFloor: string;
  readonly #pbx: SimulatedPbx;
  readonly #endpoint: Endpoint;
  readonly #random: Random;
  readonly #colleagues: Colleagues;
  readonly #habits: SeatHabits;
  #talked = false;

  constructor(
    seat: string,
    pbx: SimulatedPbx,
    endpoint: Endpoint,
    random: Random,
    colleagues: Colleagues,
    habits: SeatHabits,
  ) {
    this.seatOfFloor = seat;
    this.#pbx = pbx;
    this.#endpoint = endpoint;
    this.#random = random;
    this.#colleagues = colleagues;
    this.#habits = habits;
    endpoint.telephone = this;
  }

  get isFree(): boolean {
    return this.#endpoint.channels.size === 0 && this.#endpoint.reachable;
  }

  rings(leg: Channel): void {
    const { refuses, ignores, answerSeconds } = this.#habits;
    const luck = this.#random.next();
    const after = this.#random.between(...answerSeconds);
    // one talk at a time: a telephone without call waiting
    if (this.#endpoint.channels.size > 1) {
      this.#after(0.2, () => refuse(this.#pbx.x, leg));
      return;
    }
    if (luck < refuses) this.#after(after, () => refuse(this.#pbx.x, leg));
    else if (luck >= refuses + ignores) this.#after(after, () => answer(this.#pbx.x, leg));
  }

  joined(leg: Channel): void {
    // the citizen notices first, whoever came into the bridge first
    this.#after(0, () => this.#begin(leg));
  }

  #begin(leg: Channel): void {
    const other = leg.bridge?.otherThan(leg) ?? null;
    const citizen = other?.telephone;
    if (other?.endpoint.kind === 'local') this.#answersAPerson(leg);
    if (!(citizen instanceof Citizen)) return;
    this.#talked = true;
    // the pause for wrap-up is set while the talk goes on: no call can come in between (recording wrap-up-pause)
    this.#after(0.5, () => this.#pause('acw'));
    const { talkSeconds, script } = citizen;
    const act = citizen.talks <= 1 ? script.act : null;
    if (act !== null) this.#after(talkSeconds * act.atShare, () => this.#perform(act, leg));
    if (script.endsBy === 'seat') this.#after(talkSeconds, () => this.#endTalk(leg));
  }

  /** Asked by a seat where a person sits, and perhaps left with the citizen then: it talks a while, and hangs up. */
  #answersAPerson(leg: Channel): void {
    this.#talked = true;
    this.#after(this.#random.between(60, 120), () => {
      if (!leg.ended) hangUp(this.#pbx.x, leg);
    });
  }

  ended(): void {
    if (this.#endpoint.channels.size > 0) return;
    const { wrapUpSeconds, breaks, breakSeconds } = this.#habits;
    // a telephone that was let ring was paused by the queue; its owner comes back
    const wait = this.#talked ? this.#random.between(...wrapUpSeconds) : this.#random.between(8, 25);
    const rests = this.#talked && this.#random.chance(breaks);
    this.#talked = false;
    this.#after(wait, () => {
      if (!this.isFree) return;
      if (!rests) {
        this.#unpause();
        return;
      }
      this.#pause(this.#random.pick(breakReasons) ?? '小休');
      this.#after(this.#random.between(...breakSeconds), () => {
        if (this.isFree) this.#unpause();
      });
    });
  }

  #perform(act: Act, leg: Channel): void {
    if (leg.ended || leg.bridge === null) return;
    const { x, find } = this.#pbx;
    switch (act.does) {
      case 'hold':
        hold(x, leg, true);
        this.#after(act.seconds, () => this.#resume(leg));
        return;
      case 'transfer': {
        const exten =
          act.to === 'seat'
            ? this.#colleagues.freeSeat(this.seatOfFloor)
            : this.#colleagues.otherQueue(this.#random);
        if (exten !== null) transferBlind(x, find, leg, exten);
        return;
      }
      case 'consult':
        this.#consult(act.seconds, act.joins, leg);
        return;
      default:
        act satisfies never;
    }
  }

  #consult(length: number, joins: boolean, leg: Channel): void {
    const exten = this.#colleagues.freeSeat(this.seatOfFloor);
    if (exten === null) return;
    const { x } = this.#pbx;
    hold(x, leg, true);
    this.#after(0.5, () => {
      if (leg.ended) return;
      const second = this.#pbx.seatDials(this.seatOfFloor, exten);
      if (second === null) {
        this.#resume(leg);
        return;
      }
      this.#after(4 + length, () => {
        if (joins && !leg.ended && !second.ended && second.bridge !== null) {
          transferAttended(x, leg, second);
          return;
        }
        if (!second.ended) hangUp(x, second);
        this.#after(0.5, () => this.#resume(leg));
      });
    });
  }

  #resume(leg: Channel): void {
    if (!leg.ended && leg.held) hold(this.#pbx.x, leg, false);
  }

  /** Not while it has the citizen on hold: it comes back first. */
  #endTalk(leg: Channel): void {
    if (leg.ended || leg.bridge === null) return;
    if (leg.held) this.#after(2, () => this.#endTalk(leg));
    else hangUp(this.#pbx.x, leg);
  }

  #pause(reason: string): void {
    this.#pbx.queues.pause(null, this.#endpoint.name, true, reason);
  }

  #unpause(): void {
    if (!this.#pbx.queues.isPaused(this.#endpoint.name)) return;
    this.#pbx.queues.pause(null, this.#endpoint.name, false, '');
  }

  #after(count: number, run: () => void): void {
    this.#pbx.x.clock.after(seconds(count), run);
  }
}
