import { arrivalOf } from '../domain/figures/count-call.ts';
import { chinaDay } from '../domain/figures/period.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { chinaIso, microsOf } from '../domain/telephony/exact-time.ts';
import type { LiveCall } from '../domain/telephony/floor-change.ts';
import { busyReason, leavingReason, wrapUpReason } from '../domain/telephony/seat-state.ts';
import { type Card, hadTalk, interactionIdOf, newCard } from './card.ts';
import type { Choice, Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { KnowCaller } from './know-caller.ts';
import type { Clock, Log } from './ports.ts';
import type { SignInSeat } from './sign-in-seat.ts';
import { pastSittings, type Sitting } from './sittings.ts';
import type { SeatSession, Store } from './store.ts';
import type { TakeCall } from './take-call.ts';

const longestShiftMs = 24 * 3_600_000;
/** A call may have been waiting so long before the seat that is signed in took it. */
const longestWaitMs = 4 * 3_600_000;
/** What is left between the two clocks when one is moved to the other: the way of an event, and the drift of a shift. */
const clocksApartMs = 5000;

interface LiveTalk {
  callId: string;
  party: LiveCall['parties'][number];
}

/** What was talked at seats and has no record, without numbers, and the interactions that have one. */
interface Talks {
  bySitting: ReadonlyMap<Sitting, readonly CallFact[]>;
  recorded: ReadonlySet<string>;
}

/**
 * What a bridge that starts again knows of the people and their desks: the ledger says who sits where and which pause
 * was set, the acts who sat where before, the facts and the floor which of their calls have no record yet. So a pause
 * for wrap-up stays exactly where a record is open, nobody stays paused for a record that was saved, and what was put
 * aside waits for its person, also after they signed out.
 */
export class RestoreDesks {
  readonly #needs: {
    floor: FloorKeeper;
    desks: Desks;
    takeCall: TakeCall;
    knowCaller: KnowCaller;
    signInSeat: SignInSeat;
    store: Pick<Store, 'seats' | 'accounts' | 'facts' | 'records' | 'journal' | 'acts'>;
    clock: Clock;
    log: Log;
  };

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    takeCall: TakeCall;
    knowCaller: KnowCaller;
    signInSeat: SignInSeat;
    store: Pick<Store, 'seats' | 'accounts' | 'facts' | 'records' | 'journal' | 'acts'>;
    clock: Clock;
    log: Log;
  }) {
    this.#needs = needs;
  }

  async restore(): Promise<void> {
    const { store, clock, log } = this.#needs;
    const sessions = await store.seats.all();
    const now = clock.now();
    const since = now - longestShiftMs;
    const sittings = await this.#sittings(sessions, since);
    if (sessions.length === 0 && sittings.length === 0) return;
    const oldest = Math.max(since, Math.min(now, ...sittings.map(({ from }) => from)));
    const bySeat = Map.groupBy(sittings, ({ seat }) => seat);
    const talks = await this.#talksSince(oldest, bySeat);
    for (const sitting of sittings)
      if (sitting.to !== null) await this.#restoreParked(sitting, talks.bySitting.get(sitting) ?? []);
    const live = this.#liveTalks();
    for (const session of sessions) {
      const { seat } = session;
      if (!(await this.#restoreSeat(session, bySeat.get(seat) ?? [], talks, live.get(seat) ?? [])))
        log.warn('a seat of the ledger is not restored; it leaves its queues', { seat });
    }
  }

  /** Who sat where since then, by beginning: as the acts tell it, and for who still sits there also the ledger. */
  async #sittings(sessions: readonly SeatSession[], since: number): Promise<Sitting[]> {
    const { acts, journal } = this.#needs.store;
    const sittings = await pastSittings(journal, acts.stream, since);
    const isStill = ({ seat, accountId, to }: Sitting) =>
      to === null && sessions.some((session) => session.seat === seat && session.accountId === accountId);
    const found = sittings.filter((sitting) => sitting.to !== null || isStill(sitting));
    for (const session of sessions) {
      const { seat, accountId, signedInAt, pause } = session;
      if (pause?.reason === leavingReason) continue;
      const known = sittingNow(found, session);
      if (known === null)
        found.push({ seat, accountId, from: signedInAt, to: null, wrapUpsOver: [], extended: new Map() });
      else known.from = signedInAt;
    }
    return found.sort((one, two) => one.from - two.from);
  }

  /** By sitting, what was talked there and not recorded: one look at all calls, and not one for each seat and call. */
  async #talksSince(oldest: number, bySeat: ReadonlyMap<string, readonly Sitting[]>): Promise<Talks> {
    const { store, clock, floor } = this.#needs;
    const from = oldest - longestWaitMs;
    // A record is saved after its call arrived, so it cannot be of an earlier day.
    const recorded = new Set(await store.records.interactionsSince(chinaDay(from)));
    const bySitting = new Map<Sitting, CallFact[]>();
    const sort = (fact: CallFact, onlyOver: boolean) => {
      for (const seat of new Set(fact.talks.map((talk) => talk.seat))) {
        if (seat === undefined || recorded.has(this.#interactionId(fact.callId, seat))) continue;
        const sitting = this.#sittingOf(fact, seat, bySeat.get(seat) ?? []);
        if (sitting === null || (onlyOver && sitting.to === null)) continue;
        bySitting.set(sitting, [...(bySitting.get(sitting) ?? []), fact]);
      }
    };
    const time = (ms: number) => chinaIso(floor.toExchange(ms));
    // The exchange's clock may have been ahead of ours by more than it is now.
    for await (const slice of store.facts.withoutNumbers(time(from), time(clock.now() + longestWaitMs)))
      for (const fact of slice) sort(fact, false);
    // A call that goes on elsewhere has no stored facts yet; who still sits at their seat gets it as the floor has it.
    for (const callId of floor.liveCalls()) {
      const fact = floor.fact(callId);
      if (fact !== null) sort(fact, true);
    }
    return { bySitting, recorded };
  }

  /** Whose talk it was: of who sat down last before it, if they had not left yet. */
  #sittingOf(fact: CallFact, seat: string, sittings: readonly Sitting[]): Sitting | null {
    const { from, to } = talkTimes(fact, seat);
    // A talk that was found after a loss has no beginning; then its end tells whose it was.
    return this.#sittingAt(from ?? to, sittings);
  }

  /** @param sittings of one seat, by beginning */
  #sittingAt(micros: number | null, sittings: readonly Sitting[]): Sitting | null {
    if (micros === null) return null;
    const at = this.#needs.floor.toBridge(micros);
    const sitting = sittings.findLast((one) => one.from - clocksApartMs <= at);
    return sitting === undefined || (sitting.to !== null && at > sitting.to + clocksApartMs) ? null : sitting;
  }

  /** A call may go on elsewhere whose part here was that of who sat here before. */
  #wasTalkOf(
    sitting: Sitting | null,
    { answeredAt, goneAt }: LiveTalk['party'],
    sittings: readonly Sitting[],
  ): boolean {
    const at = answeredAt ?? goneAt;
    return at === null || this.#sittingAt(at, sittings) === sitting;
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

  /** What was not recorded when its person left the seat was put aside, by them or by who made them leave. */
  async #restoreParked(sitting: Sitting, facts: readonly CallFact[]): Promise<void> {
    const { desks, store } = this.#needs;
    if (facts.length === 0) return;
    const account = await store.accounts.byId(sitting.accountId);
    if (account === null || account.disabled) return;
    const desk = desks.of(account);
    for (const fact of facts) {
      const card = this.#cardOf(fact, sitting, null);
      if (card !== null) await this.#put(desk, card);
    }
    desks.settle(desk);
  }

  async #restoreSeat(
    session: SeatSession,
    sittings: readonly Sitting[],
    { bySitting, recorded }: Talks,
    live: readonly LiveTalk[],
  ): Promise<boolean> {
    const { desks, signInSeat, store, clock } = this.#needs;
    const account = await store.accounts.byId(session.accountId);
    const known = desks.interfaceOf(session.seat) !== null;
    if (account === null || account.disabled || !known || session.pause?.reason === leavingReason) {
      void signInSeat.finishLeaving(session);
      return session.pause?.reason === leavingReason;
    }
    const desk = desks.of(account);
    desk.chosen = choiceOf(session);
    const sitting = sittingNow(sittings, session);
    const wrapUpSince = session.pause?.reason === wrapUpReason ? session.pause.since : null;
    if (sitting !== null)
      for (const fact of bySitting.get(sitting) ?? []) {
        const card = this.#cardOf(fact, sitting, wrapUpSince);
        if (card !== null) await this.#put(desk, card);
      }
    desks.seat(desk, session);
    // Its page lost the bridge that was before.
    desks.pageGone(account.id, clock.now());
    for (const { callId, party } of live) {
      const isDue =
        party.phase !== 'gone' ||
        (!recorded.has(this.#interactionId(callId, session.seat)) &&
          this.#wasTalkOf(sitting, party, sittings));
      if (hadTalk(party) && isDue) this.#needs.takeCall.resume(desk, callId);
    }
    for (const card of desk.cards) card.wrapUp = sitting?.extended.get(card.interactionId) ?? card.wrapUp;
    desks.settle(desk);
    return true;
  }

  async #put(desk: Desk, card: Card): Promise<void> {
    const { floor, store } = this.#needs;
    const stored = await store.facts.byKey(floor.callKey(card.callId));
    card.caller = stored?.fact.caller ?? floor.call(card.callId)?.caller ?? null;
    desk.cards.push(card);
    this.#needs.knowCaller.of(desk, card);
  }

  /** The card of a finished call, without its number; parked unless the wrap-up that is on was its own. */
  #cardOf(fact: CallFact, { seat, wrapUpsOver }: Sitting, wrapUpSince: number | null): Card | null {
    if (fact.kind !== 'inbound' && fact.kind !== 'outbound') return null;
    const { floor } = this.#needs;
    const { from, to } = talkTimes(fact, seat);
    const card = newCard(fact.callId, seat, floor.callKey(fact.callId));
    const queue = fact.offers.findLast((offer) => offer.seat === seat)?.queue;
    card.kind = fact.kind;
    card.phase = 'ended';
    card.queue = queue ?? fact.queueStays.at(-1)?.queue ?? null;
    card.exact = { arrivedAt: micros(arrivalOf(fact)), answeredAt: from, endedAt: to };
    card.arrivedAt = bridgeTime(floor, card.exact.arrivedAt);
    card.answeredAt = bridgeTime(floor, from);
    const endedAt = bridgeTime(floor, to);
    card.endedAt = endedAt;
    card.rating = fact.rating;
    card.reconciled = true;
    card.talked = true;
    const inWrapUp = wrapUpSince !== null && (endedAt === null || endedAt >= wrapUpSince - clocksApartMs);
    card.record = { recordNo: null, rev: 0, saved: null, parked: !inWrapUp };
    if (!inWrapUp && endedAt !== null) card.parkedAt = wrapUpsOver.find((at) => at >= endedAt) ?? null;
    return card;
  }
}

function sittingNow(sittings: readonly Sitting[], { seat, accountId }: SeatSession): Sitting | null {
  return sittings.find((one) => one.seat === seat && one.accountId === accountId && one.to === null) ?? null;
}

/** µs of the exchange */
function talkTimes(fact: CallFact, seat: string): { from: number | null; to: number | null } {
  const talks = fact.talks.filter((talk) => talk.seat === seat);
  return { from: micros(talks[0]?.from), to: micros(talks.at(-1)?.to ?? fact.endedAt ?? fact.endedBefore) };
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
