import { may } from '../domain/people/role.ts';
import { leavingReason } from '../domain/telephony/seat-state.ts';
import { park } from './card.ts';
import { cardInTalk, type Desk, openCard } from './desk.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { LedgerKeeper } from './keep-ledger.ts';
import type { MembershipKeeper } from './keep-memberships.ts';
import type { Clock } from './ports.ts';
import { accountDisabled, done, noRight, type Result, refused } from './result.ts';
import type { Account, AuditStore, SeatSession } from './store.ts';
import type { TakeCall } from './take-call.ts';

export interface SignInSeatNeeds {
  floor: FloorKeeper;
  desks: Desks;
  ledger: LedgerKeeper;
  memberships: MembershipKeeper;
  takeCall: TakeCall;
  /** app_queue's, by seat; 0 where none is given */
  penalties: ReadonlyMap<string, number>;
  audit: AuditStore;
  clock: Clock;
}

/** 签入、签出: one person a seat, one seat a person; whoever takes a seat over says so, and both are told. */
export class SignInSeat {
  readonly #needs: SignInSeatNeeds;

  constructor(needs: SignInSeatNeeds) {
    this.#needs = needs;
  }

  async signIn(
    account: Account,
    wish: { seat: string; queues: readonly string[]; takeOver: boolean },
  ): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const { desks } = this.#needs;
    const { seat } = wish;
    if (desks.interfaceOf(seat) === null)
      return refused(
        'unknown-seat',
        `座席 ${seat} 不在本站配置中。请核对座席号，或请系统管理员在配置文件中加入。`,
      );
    const queues = this.#queues(wish.queues);
    if ('outcome' in queues) return queues;

    const desk = desks.of(account);
    // A person's acts first, and then those on the seats: where one sits is known only when one's earlier acts are done.
    return desks.inTurn([personKey(desk)], () =>
      desks.inTurn(seatKeys(seat, desk), () => this.#signIn(desk, seat, queues, wish.takeOver)),
    );
  }

  async signOut(account: Account): Promise<Result> {
    const { desks } = this.#needs;
    const desk = desks.of(account);
    return desks.inTurn([personKey(desk)], () =>
      desks.inTurn(seatKeys(null, desk), async () => {
        const stuck = whyNotOut(desk);
        if (stuck !== null) return stuck;
        return this.#signOut(desk);
      }),
    );
  }

  /** By a team lead: what is open is put aside, so that nothing is lost and nobody is stuck. */
  async forceOut(desk: Desk, reason: string): Promise<Result> {
    const keys = seatKeys(null, desk);
    // It waits for nobody, but whoever sits down next waits for it: they would join what has not been left yet.
    const leaving = this.#forceOut(desk, reason);
    void this.#needs.desks.inTurn(keys, () => leaving);
    return leaving;
  }

  /** The account was disabled: the seat is left as soon as no call is in hand. */
  async leaveBarred(desk: Desk): Promise<void> {
    const seat = desk.session?.seat;
    if (!desk.barred || seat === undefined || cardInTalk(desk) !== null) return;
    const { outcome } = await this.forceOut(desk, 'account disabled');
    const detail = `account ${desk.account.id}`;
    await this.#audit(null, 'sign-out-disabled', seat, detail, outcome === 'done');
  }

  /** Goes on with a leaving that a stop of the bridge interrupted. */
  async finishLeaving(session: SeatSession): Promise<void> {
    if (this.#needs.desks.at(session.seat) === null) await this.#leaveQueues(session, 'signed out');
  }

  async #signIn(desk: Desk, seat: string, queues: readonly string[], takeOver: boolean): Promise<Result> {
    const { desks, ledger, memberships, penalties, clock } = this.#needs;
    const { account } = desk;
    if (desk.session?.seat !== seat) {
      const taken = await this.#clear(desk, seat, takeOver);
      if (taken !== null) return taken;
    }
    if (desk.barred) return accountDisabled;
    const before = desk.session;
    const penalty = penalties.get(seat) ?? 0;
    const session: SeatSession = {
      seat,
      accountId: account.id,
      queues: queues.map((queue) => ({ queue, penalty })),
      pause: before?.seat === seat ? before.pause : null,
      signedInAt: before?.seat === seat ? before.signedInAt : clock.now(),
    };
    // To clear the seat took its time, and somebody may have waited no longer.
    if (!desks.seat(desk, session)) return seatTaken(seat, desks.at(seat));
    if (before?.seat !== seat) {
      desk.chosen = { state: 'READY', reason: '' };
      desk.forced = null;
    }
    this.#needs.takeCall.adopt(desk);
    await ledger.write(account.id, { type: 'seat-signed-in', session: desk.session ?? session });
    await this.#audit(account, 'sign-in-seat', seat, '', true);

    const settlement = await memberships.settled(seat);
    // Who was signed out meanwhile has no wish left that could be refused.
    if (settlement.state !== 'refused' || desks.at(seat) !== desk) return done;
    await this.#leave(desk, 'refused by the exchange');
    return refused(
      'pbx-refused',
      `签入未成：话务系统不接受座席 ${seat} 加入队列（${settlement.message}）。请联系系统管理员；未登记的内容不受影响。`,
    );
  }

  /** Frees the seat and the person; null when both are free. Nobody stands up unless both can. */
  async #clear(desk: Desk, seat: string, takeOver: boolean): Promise<Result | null> {
    const { desks } = this.#needs;
    if (desk.barred) return accountDisabled;
    const holder = desks.at(seat);
    if (holder !== null && holder !== desk) {
      if (!takeOver) return seatTaken(seat, holder);
      if (cardInTalk(holder) !== null)
        return refused('seat-in-call', `座席 ${seat} 正在通话（${nameOf(holder)}），通话结束后才能接管。`);
    }
    const stuck = whyNotOut(desk);
    if (stuck !== null) return stuck;
    const [left] = await Promise.all([
      this.#signOut(desk),
      holder === null || holder === desk ? done : this.#takeOver(holder, desk.account, seat),
    ]);
    return left.outcome === 'refused' ? left : null;
  }

  async #takeOver(holder: Desk, by: Account, seat: string): Promise<Result> {
    const leaving = this.#forceOut(holder, `taken over by ${by.id}`);
    this.#needs.desks.seatTaken(
      holder,
      `座席 ${seat} 已由 ${by.name} 接管，您已签出。未保存的登记已暂存，登录后可继续填写。`,
    );
    const result = await leaving;
    await this.#audit(by, 'take-over-seat', seat, `from account ${holder.account.id}`, true);
    return result;
  }

  async #signOut(desk: Desk): Promise<Result> {
    const seat = desk.session?.seat;
    if (seat === undefined) return done;
    const result = await this.#leave(desk, 'signed out');
    await this.#audit(desk.account, 'sign-out-seat', seat, '', true);
    return result;
  }

  #forceOut(desk: Desk, reason: string): Promise<Result> {
    for (const card of desk.cards) park(card, this.#needs.clock.now());
    return this.#leave(desk, reason);
  }

  async #leave(desk: Desk, reason: string): Promise<Result> {
    const session = this.#needs.desks.unseat(desk);
    return session === null ? done : this.#leaveQueues(session, reason);
  }

  /** The ledger says first that the seat is leaving, and only at the end that it has left: a crash between finds it. */
  async #leaveQueues(session: SeatSession, reason: string): Promise<Result> {
    const { desks, ledger, memberships, clock } = this.#needs;
    const { seat, accountId } = session;
    const pause = { reason: leavingReason, since: clock.now() };
    void ledger.write(accountId, { type: 'seat-pause-set', seat, accountId, pause });
    desks.leave(session);
    const settlement = await memberships.settled(seat);
    const left = () => this.#left(session, reason);
    if (settlement.state === 'waiting') void memberships.whenSettled(seat).then(left);
    else await left();
    if (settlement.state !== 'refused') return done;
    return refused(
      'pbx-refused',
      `已签出，但话务系统未能将座席 ${seat} 移出队列（${settlement.message}），电话仍可能振铃。请告知系统管理员。`,
    );
  }

  async #left(session: SeatSession, reason: string): Promise<void> {
    const { desks, ledger, memberships } = this.#needs;
    const { seat, accountId } = session;
    // Somebody sat down here meanwhile: the ledger and the wish are theirs.
    if (!desks.left(session)) return;
    memberships.drop(seat);
    await ledger.write(accountId, { type: 'seat-signed-out', seat, accountId, reason });
  }

  #queues(wished: readonly string[]): string[] | Result {
    const known = this.#needs.floor.site.queues.map(({ queue }) => queue);
    if (wished.length === 0) return known;
    const unknown = wished.filter((queue) => !known.includes(queue));
    if (unknown.length === 0) return [...new Set(wished)];
    return refused('unknown-queue', `队列 ${unknown.join('、')} 不在本站配置中，请重新选择。`);
  }

  async #audit(account: Account | null, action: string, seat: string, detail: string, success: boolean) {
    const at = this.#needs.clock.now();
    await this.#needs.audit.append({
      at,
      accountId: account?.id ?? null,
      action,
      subject: `seat ${seat}`,
      detail,
      success,
    });
  }
}

function personKey({ account }: Desk): string {
  return `account ${account.id}`;
}

/** The seat that is wished for and the one that is sat at: a move is an act on both. */
function seatKeys(wished: string | null, { session }: Desk): string[] {
  const seats = new Set([wished, session?.seat ?? null]);
  return [...seats].filter((seat) => seat !== null).map((seat) => `seat ${seat}`);
}

function nameOf({ account: { name, agentNo } }: Desk): string {
  return agentNo === null ? name : `${name}（${agentNo}）`;
}

function seatTaken(seat: string, holder: Desk | null): Result {
  const who = holder === null ? '他人' : nameOf(holder);
  return refused('seat-taken', `座席 ${seat} 正由 ${who} 使用。确需在此座席工作，请选择“接管座席”。`);
}

/** Why the person may not stand up now; null: they may. */
function whyNotOut(desk: Desk): Result | null {
  if (desk.session === null) return null;
  if (cardInTalk(desk) !== null)
    return refused('in-call', '通话中不能签出。请等通话结束、登记保存后再签出。');
  if (openCard(desk) !== null)
    return refused('record-open', '还有未保存的登记。请先保存（Ctrl+Enter）或暂存（Alt+P），再签出。');
  return null;
}
