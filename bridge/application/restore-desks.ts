import { arrivalOf } from '../domain/figures/count-call.ts';
import { chinaDay, chinaTime } from '../domain/figures/period.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { microsOf } from '../domain/telephony/exact-time.ts';
import type { LiveCall } from '../domain/telephony/floor-change.ts';
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

interface LiveTalk {
  callId: string;
  party: LiveCall['parties'][number];
}

/** Facts by seat, without numbers, and the interactions that have a record. */
interface Talks {
  facts: ReadonlyMap<string, readonly CallFact[]>;
  recorded: ReadonlySet<string>;
}

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
    const { facts, recorded } = await this.#talksSince(oldest, new Set(sessions.map(({ seat }) => seat)));
    const live = this.#liveTalks();
    for (const session of sessions) {
      const { seat } = session;
      const talks = { facts: facts.get(seat) ?? [], live: live.get(seat) ?? [], recorded };
      if (!(await this.#restoreSeat(session, talks)))
        log.warn('a seat of the ledger is not restored; it leaves its queues', { seat });
    }
  }

  /** By seat, what was talked there and not recorded: one look at all calls, and not one for each seat and call. */
  async #talksSince(oldest: number, seats: ReadonlySet<string>): Promise<Talks> {
    const { store, clock } = this.#needs;
    // The exchange's clock may be ahead of ours.
    const from = chinaTime(oldest - longestWaitMs);
    const recorded = new Set(await store.records.interactionsSince(chinaDay(oldest)));
    const facts = new Map<string, CallFact[]>();
    for await (const slice of store.facts.withoutNumbers(from, chinaTime(clock.now() + longestWaitMs)))
      for (const fact of slice)
        for (const seat of new Set(fact.talks.map((talk) => talk.seat))) {
          if (seat === undefined || !seats.has(seat) || recorded.has(this.#interactionId(fact.callId, seat)))
            continue;
          facts.set(seat, [...(facts.get(seat) ?? []), fact]);
        }
    return { facts, recorded };
  }

  /** By seat; a seat that a call came back to counts as it is now. */
  #liveTalks(): ReadonlyMap<string, readonly LiveTalk[]> {
    const { floor } = this.#needs;
    const talks = new Map<string, LiveTalk[]>();
    for (const callId of floor.liveCalls()) {
      const parties = new Map(floor.call(callId)?.parties.map((party) => [party.seat, party]));
      for (const [seat, party] of parties) talks.set(seat, [...(talks.get(seat) ?? []), { callId, party }]);
    }
    return talks;
  }

  #interactionId(callId: string, seat: string): string {
    return interactionIdOf(this.#needs.floor.callKey(callId), seat);
  }

  async #restoreSeat(
    session: SeatSession,
    {
      facts,
      live,
      recorded,
    }: { facts: readonly CallFact[]; live: readonly LiveTalk[]; recorded: ReadonlySet<string> },
  ): Promise<boolean> {
    const { desks, signInSeat, store } = this.#needs;
    const account = await store.accounts.byId(session.accountId);
    const known = desks.interfaceOf(session.seat) !== null;
    if (account === null || account.disabled || !known || session.pause?.reason === leavingReason) {
      void signInSeat.finishLeaving(session);
      return session.pause?.reason === leavingReason;
    }
    const desk = desks.of(account);
    desk.chosen = choiceOf(session);
    for (const fact of facts) {
      const card = this.#cardOf(fact, session);
      if (card !== null) await this.#put(desk, card);
    }
    desks.seat(desk, session);
    for (const { callId, party } of live)
      if (
        hadTalk(party) &&
        (party.phase !== 'gone' || !recorded.has(this.#interactionId(callId, session.seat)))
      )
        this.#needs.takeCall.resume(desk, callId);
    desks.settle(desk);
    return true;
  }

  async #put(desk: Desk, card: Card): Promise<void> {
    const { floor, store } = this.#needs;
    card.caller = (await store.facts.byKey(floor.callKey(card.callId)))?.fact.caller ?? null;
    desk.cards.push(card);
    this.#needs.knowCaller.of(desk, card);
  }

  /** The card of a finished call that the seat talked in since it was signed in, without its number; parked unless its wrap-up was on. */
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
