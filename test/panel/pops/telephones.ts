import { transferAttended } from '../../../bridge/adapters/simulator/exchange/attended-transfers.ts';
import { answer, hangUp, hold, refuse } from '../../../bridge/adapters/simulator/exchange/bridging.ts';
import type { Channel, KeyPress, Telephone } from '../../../bridge/adapters/simulator/exchange/channel.ts';
import { transferBlind } from '../../../bridge/adapters/simulator/exchange/transfers.ts';
import type { SimulatedPbx } from '../../../bridge/adapters/simulator/pbx.ts';
import { seconds } from '../../../bridge/adapters/simulator/virtual-clock.ts';
import type { CallPlan, Ring, Talk } from './call-plan.ts';
import { type Who, whoOf } from './shown.ts';

/** A receiver is lifted after so long though no pop was seen: the page's link may be down, and the caller waits. */
const liftedAnywayAfter = 2.5;
/** Nobody stays longer, whatever went wrong. */
const longestCall = 20;
const consultsFor = 0.2;
/** a colleague who is free is waited for so often, and so long each time */
const looks = 8;
const lookEvery = 0.25;
const consultedLifts: Ring = { does: 'lift', after: 0.1, by: 'hand' };

/** How the operator who has seen a pop is to answer it. */
export type Lift = Extract<Ring, { does: 'lift' }>;

interface OneCall {
  plan: CallPlan;
  rung: number;
  talks: number;
  partner: Channel | null;
}

/** Everybody at the simulated exchange: citizens, and the telephones of the seats. They do what the plans say. */
export class Telephones {
  readonly #pbx: SimulatedPbx;
  readonly #seats: readonly string[];
  /** by the linked id of what rings: a citizen's call, or the consultation that was begun for it */
  readonly #calls = new Map<string, OneCall>();
  /** seats' second lines, with what is to be done once somebody is there */
  readonly #consults = new Map<Channel, () => void>();
  readonly #lifts = new Map<Channel, Lift>();
  #over: (plan: CallPlan) => void = () => {};

  constructor(pbx: SimulatedPbx, seats: readonly string[]) {
    this.#pbx = pbx;
    this.#seats = seats;
    for (const seat of seats) {
      const endpoint = pbx.seat(seat);
      if (endpoint === null) throw new Error(`no telephone at ${seat}`);
      endpoint.telephone = {
        rings: (leg) => this.#rings(leg),
        joined: (leg) => this.#consults.get(leg)?.(),
        ended: (leg) => void this.#lifts.delete(leg),
      };
    }
  }

  whenOver(run: (plan: CallPlan) => void): void {
    this.#over = run;
  }

  /** To be done by the exchange's own time. */
  call(plan: CallPlan): void {
    const call: OneCall = { plan, rung: 0, talks: 0, partner: null };
    const citizen: Telephone = {
      press: (asked): KeyPress | null =>
        asked === 'line' ? { digit: plan.digit, afterSeconds: 0.02 } : null,
      joined: (leg) => this.#joined(call, leg),
      ended: () => this.#over(plan),
    };
    const channel = this.#pbx.citizenCalls(plan.number, null, citizen);
    this.#calls.set(channel.linkedid, call);
    this.#after(longestCall, () => hangUp(this.#pbx.x, channel));
  }

  /** The operator has seen that it rings; null: they let it. */
  popSeen(seat: string, who: Who): Lift | null {
    for (const [leg, lift] of this.#lifts) {
      const call = this.#calls.get(leg.linkedid);
      if (leg.endpoint.number !== seat || call === undefined) continue;
      // what one seat asks another is shown without a number
      if (who === null || whoOf(call.plan.number) === who) return lift;
    }
    return null;
  }

  lift(seat: string): void {
    for (const leg of this.#lifts.keys()) if (leg.endpoint.number === seat) answer(this.#pbx.x, leg);
  }

  #rings(leg: Channel): void {
    const call = this.#calls.get(leg.linkedid);
    if (call === undefined) return;
    const { rings, leavesAfterRing } = call.plan;
    const isConsulted = leg.linkedid !== this.#citizenOf(call)?.linkedid;
    const ring = isConsulted ? consultedLifts : rings[Math.min(call.rung, rings.length - 1)];
    if (!isConsulted) call.rung += 1;
    if (call.rung === 1 && leavesAfterRing !== null)
      this.#after(leavesAfterRing, () => {
        const citizen = this.#citizenOf(call);
        if (citizen !== null) hangUp(this.#pbx.x, citizen);
      });
    switch (ring?.does) {
      case 'lift':
        this.#lifts.set(leg, ring);
        this.#after(liftedAnywayAfter, () => answer(this.#pbx.x, leg));
        return;
      case 'refuse':
        this.#after(ring.after, () => refuse(this.#pbx.x, leg));
        return;
      case 'ignore':
      case undefined:
        return;
      default:
        ring satisfies never;
    }
  }

  #joined(call: OneCall, citizen: Channel): void {
    const seat = citizen.bridge?.otherThan(citizen) ?? null;
    if (seat === null || seat.endpoint.kind !== 'seat' || seat === call.partner) return;
    call.partner = seat;
    const { talks } = call.plan;
    const talk = talks[Math.min(call.talks, talks.length - 1)];
    call.talks += 1;
    if (talk !== undefined) this.#after(talk.length, () => this.#end(talk, citizen, seat));
  }

  #end({ ends }: Pick<Talk, 'ends'>, citizen: Channel, seat: Channel, look = 1): void {
    const { x, find } = this.#pbx;
    if (citizen.ended || seat.ended || seat.bridge === null) return;
    if (ends === 'citizen' || ends === 'seat') {
      hangUp(x, ends === 'citizen' ? citizen : seat);
      return;
    }
    const target = this.#freeSeat(seat.endpoint.number);
    if (target === null && look < looks)
      this.#after(lookEvery, () => this.#end({ ends }, citizen, seat, look + 1));
    else if (target === null) hangUp(x, seat);
    else if (ends === 'blind') transferBlind(x, find, seat, target);
    else this.#consult(citizen, seat, target);
  }

  #consult(citizen: Channel, seat: Channel, target: string): void {
    const { x } = this.#pbx;
    const call = this.#calls.get(citizen.linkedid);
    hold(x, seat, true);
    const second = this.#pbx.seatDials(seat.endpoint.number, target);
    if (second === null || call === undefined) {
      hangUp(x, seat);
      return;
    }
    this.#calls.set(second.linkedid, call);
    this.#consults.set(second, () => {
      this.#consults.delete(second);
      this.#after(consultsFor, () => void transferAttended(x, seat, second));
    });
    this.#after(liftedAnywayAfter + 1, () => {
      if (!this.#consults.delete(second)) return;
      if (!second.ended) hangUp(x, second);
      if (!seat.ended) hangUp(x, seat);
    });
  }

  #citizenOf(call: OneCall): Channel | null {
    for (const channel of this.#pbx.x.channels.values())
      if (channel.endpoint.kind === 'trunk' && channel.told.number === call.plan.number) return channel;
    return null;
  }

  #freeSeat(besides: string): string | null {
    const isFree = (seat: string) => this.#pbx.seat(seat)?.channels.size === 0;
    return this.#seats.find((seat) => seat !== besides && isFree(seat)) ?? null;
  }

  #after(count: number, run: () => void): void {
    this.#pbx.x.clock.after(seconds(count), run);
  }
}
