import { may } from '../domain/people/role.ts';
import { isOpen, park } from './card.ts';
import { cardInTalk, type Desk, openCard } from './desk.ts';
import { type Desks, leavingReason } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { LedgerKeeper } from './keep-ledger.ts';
import type { MembershipKeeper } from './keep-memberships.ts';
import type { Clock } from './ports.ts';
import { done, noRight, type Result, refused } from './result.ts';
import type { Account, AuditStore, SeatSession } from './store.ts';
import type { TakeCall } from './take-call.ts';

export interface SignInSeatNeeds {
  floor: FloorKeeper;
  desks: Desks;
  ledger: LedgerKeeper;
  memberships: MembershipKeeper;
  takeCall: TakeCall;
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
    const { desks, ledger, memberships, clock } = this.#needs;
    const { seat } = wish;
    if (desks.interfaceOf(seat) === null)
      return refused(
        'unknown-seat',
        `座席 ${seat} 不在本站配置中。请核对座席号，或请系统管理员在配置文件中加入。`,
      );
    const queues = this.#queues(wish.queues);
    if ('outcome' in queues) return queues;

    const desk = desks.of(account);
    if (desk.session?.seat !== seat) {
      const taken = await this.#clear(desk, seat, wish.takeOver);
      if (taken !== null) return taken;
    }
    const before = desk.session;
    if (before?.seat !== seat) {
      desk.chosen = { state: 'READY', reason: '' };
      desk.forced = null;
    }
    const session: SeatSession = {
      seat,
      accountId: account.id,
      queues: queues.map((queue) => ({ queue, penalty: 0 })),
      pause: before?.seat === seat ? before.pause : null,
      signedInAt: before?.seat === seat ? before.signedInAt : clock.now(),
    };
    desks.seat(desk, session);
    this.#needs.takeCall.adopt(desk);
    await ledger.write(account.id, { type: 'seat-signed-in', session: desk.session ?? session });
    await this.#audit(account, 'sign-in-seat', seat, '', true);

    const settlement = await memberships.settled(seat);
    if (settlement.state !== 'refused') return done;
    await this.#leave(desk, 'refused by the exchange');
    return refused(
      'pbx-refused',
      `签入未成：话务系统不接受座席 ${seat} 加入队列（${settlement.message}）。请联系系统管理员；未登记的内容不受影响。`,
    );
  }

  async signOut(account: Account): Promise<Result> {
    const { desks } = this.#needs;
    const desk = desks.of(account);
    if (desk.session === null) return done;
    if (cardInTalk(desk) !== null)
      return refused('in-call', '通话中不能签出。请等通话结束、登记保存后再签出。');
    if (openCard(desk) !== null)
      return refused('record-open', '还有未保存的登记。请先保存（Ctrl+Enter）或暂存（Alt+P），再签出。');
    const { seat } = desk.session;
    const result = await this.#leave(desk, 'signed out');
    await this.#audit(account, 'sign-out-seat', seat, '', true);
    return result;
  }

  /** By a team lead: what is open is put aside, so that nothing is lost and nobody is stuck. */
  async forceOut(desk: Desk, reason: string): Promise<Result> {
    for (const card of desk.cards) if (isOpen(card)) park(card, this.#needs.clock.now());
    return this.#leave(desk, reason);
  }

  /** Goes on with a leaving that a stop of the bridge interrupted. */
  async finishLeaving(session: SeatSession): Promise<void> {
    await this.#leaveQueues(session, 'signed out');
  }

  /** Frees the seat and the person; null when both are free. */
  async #clear(desk: Desk, seat: string, takeOver: boolean): Promise<Result | null> {
    const { desks } = this.#needs;
    const holder = desks.at(seat);
    if (holder !== null && holder !== desk) {
      const { name, agentNo } = holder.account;
      const who = agentNo === null ? name : `${name}（${agentNo}）`;
      if (!takeOver)
        return refused('seat-taken', `座席 ${seat} 正由 ${who} 使用。确需在此座席工作，请选择“接管座席”。`);
      if (cardInTalk(holder) !== null)
        return refused('seat-in-call', `座席 ${seat} 正在通话（${who}），通话结束后才能接管。`);
      const by = desk.account.name;
      await this.forceOut(holder, `taken over by ${desk.account.id}`);
      desks.seatTaken(
        holder,
        `座席 ${seat} 已由 ${by} 接管，您已签出。未保存的登记已暂存，登录后可继续填写。`,
      );
      await this.#audit(desk.account, 'take-over-seat', seat, `from account ${holder.account.id}`, true);
    }
    if (desk.session === null) return null;
    const left = await this.signOut(desk.account);
    return left.outcome === 'refused' ? left : null;
  }

  async #leave(desk: Desk, reason: string): Promise<Result> {
    const { session } = desk;
    if (session === null) return done;
    this.#needs.desks.unseat(desk);
    return this.#leaveQueues(session, reason);
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

  async #left({ seat, accountId }: SeatSession, reason: string): Promise<void> {
    const { desks, ledger, memberships } = this.#needs;
    // Somebody sat down here meanwhile: the ledger and the wish are theirs.
    if (desks.at(seat) !== null) return;
    memberships.drop(seat);
    desks.left(seat);
    await ledger.write(accountId, { type: 'seat-signed-out', seat, accountId, reason });
  }

  #queues(wished: readonly string[]): string[] | Result {
    const known = this.#needs.floor.site.queues.map(({ queue }) => queue);
    if (wished.length === 0) return known;
    const unknown = wished.filter((queue) => !known.includes(queue));
    if (unknown.length === 0) return [...new Set(wished)];
    return refused('unknown-queue', `队列 ${unknown.join('、')} 不在本站配置中，请重新选择。`);
  }

  async #audit(account: Account, action: string, seat: string, detail: string, success: boolean) {
    const at = this.#needs.clock.now();
    await this.#needs.audit.append({
      at,
      accountId: account.id,
      action,
      subject: `seat ${seat}`,
      detail,
      success,
    });
  }
}
