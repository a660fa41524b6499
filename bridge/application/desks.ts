import type { SiteFacts } from '../domain/telephony/site.ts';
import { type Card, isInTalk } from './card.ts';
import { type Desk, isWrapUpDue, newDesk, pauseDue } from './desk.ts';
import type { LedgerKeeper } from './keep-ledger.ts';
import type { MembershipKeeper } from './keep-memberships.ts';
import type { DesiredSeat } from './plan-memberships.ts';
import type { Timer } from './ports.ts';
import type { Account, SeatSession } from './store.ts';

/**
 * So long one act waits for those before it. An exchange that answers slowly, or a ledger that cannot be written, is
 * not to keep everybody from their seats: what holds is looked at again when somebody sits down.
 */
const longestTurnMs = 5000;

export interface DeskWatcher {
  /** the desk is to be shown again */
  deskChanged?(accountId: string): void;
  /** somebody sat down at a seat or stood up */
  seatingChanged?(seat: string): void;
  /** who sits at a seat has more time for what they do */
  limitMoved?(seat: string): void;
  /** the page of who sits at a seat is lost, or is back */
  pageChanged?(seat: string): void;
  answersSuggested?(accountId: string, card: Card): void;
  /** somebody else took the seat; the page ends with these words */
  seatTaken?(accountId: string, message: string): void;
}

/** All desks, by person and by seat, and the one rule that ties a desk's calls and records to its pause. */
export class Desks {
  readonly #site: SiteFacts;
  readonly #ledger: LedgerKeeper;
  readonly #memberships: MembershipKeeper;
  readonly #timer: Timer;
  readonly #byAccount = new Map<string, Desk>();
  readonly #bySeat = new Map<string, Desk>();
  readonly #interfaces: ReadonlyMap<string, string>;
  readonly #watchers: DeskWatcher[] = [];
  readonly #touched = new Set<Desk>();
  /** queues that a seat is in by our doing; what a new session does not want of them is left */
  readonly #joined = new Map<string, Set<string>>();
  /** by seat, whose leaving is under way; none once somebody sits there */
  readonly #leaving = new Map<string, SeatSession>();
  /** by seat or person, the end of the last act that was given */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(needs: {
    site: SiteFacts;
    ledger: LedgerKeeper;
    memberships: MembershipKeeper;
    timer: Timer;
  }) {
    this.#site = needs.site;
    this.#ledger = needs.ledger;
    this.#memberships = needs.memberships;
    this.#timer = needs.timer;
    this.#interfaces = new Map(needs.site.seats.map(({ seat, interface: line }) => [seat, line]));
  }

  watch(watcher: DeskWatcher): void {
    this.#watchers.push(watcher);
  }

  of(account: Account): Desk {
    const known = this.#byAccount.get(account.id);
    if (known !== undefined) {
      known.account = account;
      return known;
    }
    const desk = newDesk(account);
    this.#byAccount.set(account.id, desk);
    return desk;
  }

  at(seat: string): Desk | null {
    return this.#bySeat.get(seat) ?? null;
  }

  all(): IterableIterator<Desk> {
    return this.#byAccount.values();
  }

  /**
   * Acts on the same seat or of the same person, one after the other as they came. All keys are taken at once, so that
   * two people who want each other's seats do not wait for each other.
   */
  async inTurn<T>(keys: readonly string[], act: () => Promise<T>): Promise<T> {
    const before = keys.flatMap((key) => this.#turns.get(key) ?? []);
    const mine = Promise.withResolvers<void>();
    for (const key of keys) this.#turns.set(key, mine.promise);
    try {
      if (before.length > 0) await this.#turnOf(before);
      return await act();
    } finally {
      mine.resolve();
      for (const key of keys) if (this.#turns.get(key) === mine.promise) this.#turns.delete(key);
    }
  }

  /**
   * The desk sits at the session's seat from now on. The ledger is written by who calls. False: somebody else sits
   * there, and nothing was done.
   */
  seat(desk: Desk, session: SeatSession): boolean {
    const holder = this.at(session.seat);
    if (holder !== null && holder !== desk) return false;
    desk.session = session;
    this.#bySeat.set(session.seat, desk);
    this.#leaving.delete(session.seat);
    this.#memberships.want(session.seat, this.#desired(desk, session));
    this.touch(desk);
    this.#seatingChanged(session.seat);
    return true;
  }

  /**
   * The desk sits nowhere from now on; the queues of the session that this gives are left by who calls. Null: there is
   * nothing to leave, for the desk sat nowhere or the seat is another's.
   */
  unseat(desk: Desk): SeatSession | null {
    const { session } = desk;
    if (session === null) return null;
    const { seat } = session;
    const held = this.at(seat) === desk;
    if (held) this.#bySeat.delete(seat);
    desk.session = null;
    // What rings at the seat from now on is not this person's to see; their records stay theirs.
    desk.cards = desk.cards.filter((card) => card.record !== null);
    desk.nextState = null;
    desk.wrappingUp = false;
    this.touch(desk);
    this.#seatingChanged(seat);
    return held ? session : null;
  }

  /** The seat of a session that is over leaves the queues, unless somebody sits there: then the queues are theirs. */
  leave(session: SeatSession): void {
    if (this.at(session.seat) !== null) return;
    this.#leaving.set(session.seat, session);
    const joined = this.#joined.get(session.seat) ?? new Set();
    for (const { queue } of session.queues) joined.add(queue);
    this.#joined.set(session.seat, joined);
    this.#memberships.want(session.seat, {
      interface: this.#interfaces.get(session.seat) ?? '',
      name: session.seat,
      queues: [],
      pause: null,
      leave: [...joined],
    });
  }

  /** The leaving of a session is over. False: the seat is another's meanwhile, or another leaves it. */
  left(session: SeatSession): boolean {
    if (this.#leaving.get(session.seat) !== session) return false;
    this.#leaving.delete(session.seat);
    this.#joined.delete(session.seat);
    return true;
  }

  /**
   * Puts the pause in force that the desk's calls, records and chosen state ask for. The exchange is told first and
   * the ledger at the same time: a call may be seconds away, and a crash between the two is mended by the comparison
   * at the next start.
   */
  settle(desk: Desk): void {
    const due = isWrapUpDue(desk);
    if (desk.wrappingUp && !due && desk.nextState !== null) {
      desk.chosen = desk.nextState;
      desk.nextState = null;
    }
    desk.wrappingUp = due;
    desk.cards = desk.cards.filter((card) => !isFinished(card));
    this.touch(desk);
    const { session } = desk;
    if (session === null) return;
    const reason = pauseDue(desk);
    if ((session.pause?.reason ?? null) === reason) return;
    const pause = reason === null ? null : { reason, since: this.#timer.now() };
    desk.session = { ...session, pause };
    this.#memberships.want(session.seat, this.#desired(desk, desk.session));
    void this.#ledger.write(desk.account.id, {
      type: 'seat-pause-set',
      seat: session.seat,
      accountId: desk.account.id,
      pause,
    });
  }

  interfaceOf(seat: string): string | null {
    return this.#interfaces.get(seat) ?? null;
  }

  /** Shown again once, however often it is touched before the present event is dealt with. */
  touch(desk: Desk): void {
    if (this.#touched.size === 0) queueMicrotask(() => this.#show());
    this.#touched.add(desk);
  }

  touchAll(): void {
    for (const desk of this.#byAccount.values()) this.touch(desk);
  }

  pageOpened(accountId: string): void {
    this.#notePage(accountId, null);
  }

  /** The last page of a person is gone, and was there until `since`. Nothing is told to the exchange. */
  pageGone(accountId: string, since: number): void {
    this.#notePage(accountId, since);
  }

  limitMoved(desk: Desk): void {
    this.touch(desk);
    if (desk.session === null) return;
    for (const watcher of this.#watchers) watcher.limitMoved?.(desk.session.seat);
  }

  suggested(desk: Desk, card: Card): void {
    for (const watcher of this.#watchers) watcher.answersSuggested?.(desk.account.id, card);
  }

  seatTaken(desk: Desk, message: string): void {
    for (const watcher of this.#watchers) watcher.seatTaken?.(desk.account.id, message);
  }

  #notePage(accountId: string, lostSince: number | null): void {
    const desk = this.#byAccount.get(accountId);
    if (desk === undefined) return;
    desk.pageLostSince = lostSince;
    if (desk.session === null) return;
    for (const watcher of this.#watchers) watcher.pageChanged?.(desk.session.seat);
  }

  #seatingChanged(seat: string): void {
    for (const watcher of this.#watchers) watcher.seatingChanged?.(seat);
  }

  #turnOf(before: readonly Promise<void>[]): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#timer.after(longestTurnMs, resolve);
      void Promise.all(before).then(() => {
        cancel();
        resolve();
      });
    });
  }

  #show(): void {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const desk of touched) {
      for (const watcher of this.#watchers) watcher.deskChanged?.(desk.account.id);
    }
  }

  #desired(desk: Desk, session: SeatSession): DesiredSeat {
    const wanted = new Set(session.queues.map(({ queue }) => queue));
    const joined = this.#joined.get(session.seat) ?? new Set();
    this.#joined.set(session.seat, joined.union(wanted));
    return {
      interface: this.#interfaces.get(session.seat) ?? '',
      // Free text to the exchange and to its reports: the number that callers are told, not the person's name.
      name: desk.account.agentNo ?? session.seat,
      queues: session.queues,
      pause: session.pause?.reason ?? null,
      leave: [...joined.difference(wanted)],
    };
  }
}

/** Over and recorded, or over and nothing to record: it leaves the desk, so that no other caller's data stays there. */
function isFinished(card: Card): boolean {
  if (card.phase !== 'ended' || isInTalk(card)) return false;
  return card.record === null || card.record.saved !== null;
}
