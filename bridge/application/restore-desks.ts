import { arrivalOf } from '../domain/figures/count-call.ts';
import { chinaTime } from '../domain/figures/period.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { microsOf } from '../domain/telephony/exact-time.ts';
import { wrapUpReason } from '../domain/telephony/seat-state.ts';
import { type Card, hadTalk, interactionIdOf, newCard } from './card.ts';
import { busyReason, type Choice, type Desk } from './desk.ts';
import { type Desks, leavingReason } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { KnowCaller } from './know-caller.ts';
import type { Clock, Log } from './ports.ts';
import type { SignInSeat } from './sign-in-seat.ts';
import type { SeatSession, Store } from './store.ts';
import type { TakeCall } from './take-call.ts';

const longestShiftMs = 24 * 3_600_000;
/** A call may have been waiting so long before the seat that is signed in took it. */
const longestWaitMs = 4 * 3_600_000;
/** The ledger's times are the bridge's, those of talks the exchange's. */
const clocksApartMs = 5000;

/**
 * What a bridge that starts again knows of the people at their seats: the ledger says who sits where and which pause
 * was set, the facts and the floor say which of their calls have no record yet. So a pause for wrap-up stays exactly
 * where a record is open, and nobody stays paused for a record that was saved.
 */
export class RestoreDesks {
  readonly #needs: {
    floor: FloorKeeper;
    desks: Desks;
    takeCall: TakeCall;
    knowCaller: KnowCaller;
    signInSeat: SignInSeat;
    store: Pick<Store, 'seats' | 'accounts' | 'facts' | 'records'>;
    clock: Clock;
    log: Log;
  };

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    takeCall: TakeCall;
    knowCaller: KnowCaller;
    signInSeat: SignInSeat;
    store: Pick<Store, 'seats' | 'accounts' | 'facts' | 'records'>;
    clock: Clock;
    log: Log;
  }) {
    this.#needs = needs;
  }

  async restore(): Promise<void> {
    const { store, clock, log } = this.#needs;
    const sessions = await store.seats.all();
    if (sessions.length === 0) return;
    const now = clock.now();
    const oldest = Math.max(now - longestShiftMs, Math.min(...sessions.map(({ signedInAt }) => signedInAt)));
    // The exchange's clock may be ahead of ours.
    const facts = await store.facts.arrivedBetween(
      chinaTime(oldest - longestWaitMs),
      chinaTime(now + longestWaitMs),
    );
    for (const session of sessions) {
      const restored = await this.#restoreSeat(
        session,
        facts.map(({ fact }) => fact),
      );
      if (!restored)
        log.warn('a seat of the ledger is not restored; it leaves its queues', { seat: session.seat });
    }
  }

  async #restoreSeat(session: SeatSession, facts: readonly CallFact[]): Promise<boolean> {
    const { desks, signInSeat, store } = this.#needs;
    const account = await store.accounts.byId(session.accountId);
    const known = desks.interfaceOf(session.seat) !== null;
    if (account === null || account.disabled || !known || session.pause?.reason === leavingReason) {
      void signInSeat.finishLeaving(session);
      return session.pause?.reason === leavingReason;
    }
    const desk = desks.of(account);
    desk.chosen = choiceOf(session);
    const recorded = async (id: string) => (await store.records.byInteraction(id)) !== null;
    for (const fact of facts) {
      const card = this.#cardOf(fact, session);
      if (card !== null && !(await recorded(card.interactionId))) this.#put(desk, card);
    }
    desks.seat(desk, session);
    for (const callId of this.#needs.floor.liveCalls()) {
      const party = this.#needs.floor.call(callId)?.parties.findLast(({ seat }) => seat === session.seat);
      if (party === undefined || !hadTalk(party)) continue;
      const id = interactionIdOf(this.#needs.floor.callKey(callId), session.seat);
      if (party.phase !== 'gone' || !(await recorded(id))) this.#needs.takeCall.resume(desk, callId);
    }
    desks.settle(desk);
    return true;
  }

  #put(desk: Desk, card: Card): void {
    desk.cards.push(card);
    this.#needs.knowCaller.of(desk, card);
  }

  /** The card of a finished call that the seat talked in since it was signed in; parked unless its wrap-up was on. */
  #cardOf(fact: CallFact, session: SeatSession): Card | null {
    if (fact.kind !== 'inbound' && fact.kind !== 'outbound') return null;
    const talks = fact.talks.filter(({ seat }) => seat === session.seat);
    const from = micros(talks[0]?.from);
    const to = micros(talks.at(-1)?.to ?? fact.endedAt ?? fact.endedBefore);
    // A talk that was found after a loss has no beginning; then its end tells whether it was this person's.
    const known = from ?? to;
    if (talks.length === 0 || known === null || known / 1000 < session.signedInAt - clocksApartMs)
      return null;
    const { floor } = this.#needs;
    const card = newCard(fact.callId, session.seat, floor.callKey(fact.callId));
    const wrapUpSince = session.pause?.reason === wrapUpReason ? session.pause.since : null;
    const inWrapUp = wrapUpSince !== null && (to === null || to / 1000 >= wrapUpSince - clocksApartMs);
    const queue = fact.offers.findLast(({ seat }) => seat === session.seat)?.queue;
    card.kind = fact.kind;
    card.phase = 'ended';
    card.caller = fact.caller;
    card.queue = queue ?? fact.queueStays.at(-1)?.queue ?? null;
    card.exact = { arrivedAt: micros(arrivalOf(fact)), answeredAt: from, endedAt: to };
    card.arrivedAt = bridgeTime(floor, card.exact.arrivedAt);
    card.answeredAt = bridgeTime(floor, from);
    card.endedAt = bridgeTime(floor, to);
    card.rating = fact.rating;
    card.reconciled = true;
    card.talked = true;
    card.record = { recordNo: null, rev: 0, saved: null, parked: !inWrapUp };
    return card;
  }
}

function choiceOf({ pause }: SeatSession): Choice {
  if (pause === null || pause.reason === wrapUpReason) return { state: 'READY', reason: '' };
  return pause.reason === busyReason
    ? { state: 'BUSY', reason: '' }
    : { state: 'BREAK', reason: pause.reason };
}

function micros(time: string | null | undefined): number | null {
  return time === null || time === undefined ? null : microsOf(Date.parse(time) / 1000);
}

function bridgeTime(floor: FloorKeeper, at: number | null): number | null {
  return at === null ? null : floor.toBridge(at);
}
