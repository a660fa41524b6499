import type { Channel } from '../exchange/channel.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { RingEnd, StayEnd, Witness } from '../exchange/witness.ts';

/** What truly happened in one citizen's call. Times are µs of the exchange. */
export interface CallTruth {
  callId: string;
  /** null: withheld */
  caller: string | null;
  outbound: boolean;
  arrivedAt: number;
  endedAt: number | null;
  stays: { queue: string; joinedAt: number; leftAt: number | null; how: StayEnd | 'join-empty' | null }[];
  offers: { queue: string | null; seat: string; at: number; how: RingEnd | null }[];
  talks: TalkTruth[];
  transfers: { kind: 'blind' | 'attended' | 'redirect'; at: number; by: string | null; exten: string }[];
  /** who ended the last talk, or the call without one: by hanging up, or by handing the citizen on */
  endedBy: 'caller' | 'seat' | 'system' | null;
  /** undefined: was not asked */
  ratingKey?: string | null;
}

interface TalkTruth {
  seat: string;
  from: number;
  to: number | null;
  /** µs on hold, all in all */
  held: number;
  heldSince: number | null;
  leg: Channel;
}

/**
 * The floor's own account of its calls, kept while they happen and without reading a single message. What the bridge
 * derives from the messages must be the same.
 */
export class Ledger implements Witness {
  readonly calls = new Map<string, CallTruth>();
  readonly #offers = new WeakMap<Channel, CallTruth['offers'][number]>();
  readonly #x: Exchange;

  constructor(x: Exchange) {
    this.#x = x;
    x.witness = this;
  }

  born(channel: Channel): void {
    if (channel.endpoint.kind !== 'trunk') return;
    const { number } = channel.told;
    this.calls.set(channel.linkedid, {
      callId: channel.linkedid,
      caller: number === 'anonymous' ? null : number,
      outbound: channel.told.state === 0,
      arrivedAt: this.#now,
      endedAt: null,
      stays: [],
      offers: [],
      talks: [],
      transfers: [],
      endedBy: null,
    });
  }

  queueJoined(caller: Channel, queue: string): void {
    this.#of(caller)?.stays.push({ queue, joinedAt: this.#now, leftAt: null, how: null });
  }

  queueLeft(caller: Channel, _queue: string, how: StayEnd): void {
    const stay = this.#of(caller)?.stays.at(-1);
    if (stay === undefined) return;
    stay.leftAt = this.#now;
    stay.how = how;
    if (how === 'timeout' || how === 'left-empty') this.#endedBySystem(caller);
  }

  queueRefused(caller: Channel, queue: string): void {
    const now = this.#now;
    this.#of(caller)?.stays.push({ queue, joinedAt: now, leftAt: now, how: 'join-empty' });
    this.#endedBySystem(caller);
  }

  rung(leg: Channel, caller: Channel | null, queue: string | null): void {
    if (leg.endpoint.kind !== 'seat' || caller === null) return;
    const offer = { queue, seat: leg.endpoint.number, at: this.#now, how: null };
    this.#of(caller)?.offers.push(offer);
    this.#offers.set(leg, offer);
  }

  ringEnded(leg: Channel, how: RingEnd): void {
    const offer = this.#offers.get(leg);
    if (offer !== undefined) offer.how = how;
  }

  met(leg: Channel): void {
    for (const [citizen, seat] of this.#pairs([...(leg.bridge?.members ?? [])])) {
      const call = this.#of(citizen);
      if (call === null || call.talks.some((talk) => talk.leg === seat && talk.to === null)) continue;
      call.talks.push({
        seat: seat.endpoint.number,
        from: this.#now,
        to: null,
        held: 0,
        heldSince: null,
        leg: seat,
      });
      call.endedBy = null;
    }
  }

  parted(leg: Channel, from: readonly Channel[]): void {
    for (const [citizen, seat] of this.#pairs([leg, ...from])) {
      if (citizen !== leg && seat !== leg) continue;
      const talk = this.#of(citizen)?.talks.find((each) => each.leg === seat && each.to === null);
      if (talk === undefined) continue;
      if (talk.heldSince !== null) talk.held += this.#now - talk.heldSince;
      talk.heldSince = null;
      talk.to = this.#now;
    }
  }

  held(leg: Channel, held: boolean): void {
    const citizen = leg.bridge?.otherThan(leg);
    const talk = citizen && this.#of(citizen)?.talks.find((each) => each.leg === leg && each.to === null);
    if (!talk) return;
    if (held) talk.heldSince ??= this.#now;
    else if (talk.heldSince !== null) {
      talk.held += this.#now - talk.heldSince;
      talk.heldSince = null;
    }
  }

  transferred(
    kind: 'blind' | 'attended' | 'redirect',
    by: Channel | null,
    citizen: Channel,
    exten: string,
  ): void {
    const call = this.#of(citizen);
    if (call === null) return;
    const seat = by?.endpoint.number ?? null;
    call.transfers.push({ kind, at: this.#now, by: seat, exten });
    call.endedBy = seat === null ? 'system' : 'seat';
  }

  hungUp(leg: Channel): void {
    const citizen = leg.endpoint.kind === 'trunk' ? leg : leg.bridge?.otherThan(leg);
    const call = citizen ? this.#of(citizen) : null;
    if (call) call.endedBy ??= leg === citizen ? 'caller' : 'seat';
  }

  ended(leg: Channel): void {
    const call = this.#of(leg);
    if (call !== null) call.endedAt = this.#now;
  }

  rated(caller: Channel, key: string | null): void {
    const call = this.#of(caller);
    if (call !== null) call.ratingKey = key;
  }

  /** The queue let go of them; whatever they do then ends nothing. */
  #endedBySystem(caller: Channel): void {
    const call = this.#of(caller);
    if (call !== null && call.talks.length === 0) call.endedBy ??= 'system';
  }

  /** The call that a citizen's channel is; the channels of seats have none. */
  #of(channel: Channel): CallTruth | null {
    return channel.endpoint.kind === 'trunk' ? (this.calls.get(channel.linkedid) ?? null) : null;
  }

  /** Each citizen with each seat. */
  *#pairs(legs: readonly Channel[]): Iterable<[Channel, Channel]> {
    for (const citizen of legs) {
      if (citizen.endpoint.kind !== 'trunk') continue;
      for (const seat of legs) if (seat.endpoint.kind === 'seat') yield [citizen, seat];
    }
  }

  get #now(): number {
    return this.#x.clock.now;
  }
}
