import type { CallKind, OfferResult } from './call-facts.ts';
import type { SeatState } from './seat-state.ts';
import type { Grade } from './site.ts';

/** Effects of one event as data: what changed on the floor, for those who push it to people. Times are µs. */
export type FloorChange =
  /** a seat's telephone starts to ring for a call: the moment of the pop. `offer` is unique within the call. */
  | {
      kind: 'offer-began';
      callId: string;
      seat: string;
      offer: number;
      queue: string | null;
      at: number;
      reconciled: boolean;
    }
  | { kind: 'offer-ended'; callId: string; seat: string; offer: number; result: OfferResult; at: number }
  | { kind: 'talk-began'; callId: string; seat: string; at: number; reconciled: boolean }
  | { kind: 'talk-ended'; callId: string; seat: string; at: number }
  | { kind: 'call-changed'; callId: string }
  /** over: its facts are final but for late evidence */
  | { kind: 'call-ended'; callId: string }
  | {
      kind: 'seat-changed';
      seat: string;
      from: SeatState;
      fromReason: string | null;
      /** null: before we were connected */
      fromSince: number | null;
      to: SeatState;
      reason: string | null;
      at: number;
      /** nothing was known of the seat before */
      first: boolean;
      /** found by a snapshot: when it happened is not known, and `at` is when it was found */
      reconciled: boolean;
    }
  | { kind: 'queue-changed'; queue: string }
  | { kind: 'link-changed' };

/** What the live pages show of one seat. Times are µs of the exchange. */
export interface SeatView {
  seat: string;
  state: SeatState;
  /** pause reason, where one is in force */
  reason: string | null;
  /** null: before we were connected */
  since: number | null;
  /** the citizen's call in hand: ringing, talking or held */
  callId: string | null;
  queues: { queue: string; penalty: number; paused: boolean; reason: string }[];
}

/** What the live pages show of one queue. */
export interface QueueView {
  queue: string;
  waiting: { callId: string; joinedAt: number }[];
  members: string[];
}

/** Whom a seat consults while its citizen waits. */
export interface Consultation {
  /** the extension or number that was dialled, as the exchange has it; null: not told */
  dialled: string | null;
  /** µs of the exchange; null: not seen */
  since: number | null;
  /** who can end it: what a telephone began by itself, only the telephone can */
  by: 'exchange' | 'telephone';
  /** somebody is there; before that it rings */
  answered: boolean;
}

/** What the pop and the operator's card need of one live call. Times are µs of the exchange. */
export interface LiveCall {
  callId: string;
  kind: CallKind;
  /** the citizen's number, clear; null: withheld or not yet known */
  caller: string | null;
  did: string | null;
  arrivedAt: number | null;
  endedAt: number | null;
  /** the queue of the last stay, else of the first */
  queue: string | null;
  /** seconds the citizen has waited in all stays that ended in an answer, or so far */
  waitSeconds: number | null;
  reconciled: boolean;
  parties: {
    seat: string;
    offer: number;
    queue: string | null;
    phase: 'ringing' | 'talking' | 'held' | 'consulting' | 'conference' | 'gone';
    ringingAt: number | null;
    answeredAt: number | null;
    heldAt: number | null;
    goneAt: number | null;
    offerResult: OfferResult | null;
    /** the seat's channel, the handle of commands */
    channel: string | null;
    /** whom this seat consults, while its phase is `consulting` */
    consultation: Consultation | null;
    /** the channel that keys pressed here go to; null: nobody there has use for them */
    keysTo: string | null;
  }[];
  transferredFrom: string | null;
  rating: Grade | null;
}
