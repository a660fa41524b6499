import { may } from '../domain/people/role.ts';
import type { BreakReason } from '../domain/telephony/state-limits.ts';
import { type Choice, cardInTalk, type Desk, isWrapUpDue, openCard } from './desk.ts';
import type { Desks } from './desks.ts';
import type { MembershipKeeper } from './keep-memberships.ts';
import { done, noRight, type Result, refused } from './result.ts';
import type { Account } from './store.ts';

/** 示闲、示忙、小休 and 下一状态: what the operator wants to be, now or after the record. */
export class ChooseState {
  readonly #desks: Desks;
  readonly #memberships: MembershipKeeper;
  readonly #breakReasons: readonly string[];

  constructor(needs: {
    desks: Desks;
    memberships: MembershipKeeper;
    breaks: readonly BreakReason[];
  }) {
    this.#desks = needs.desks;
    this.#memberships = needs.memberships;
    this.#breakReasons = needs.breaks.map(({ name }) => name);
  }

  async now(account: Account, choice: Choice): Promise<Result> {
    const desk = this.#deskOf(account);
    if ('outcome' in desk) return desk;
    const wrong = this.#wrong(choice);
    if (wrong !== null) return wrong;
    if (isWrapUpDue(desk)) {
      if (choice.state === 'READY') return notReady(desk);
      // The pause is in force already; what it is called afterwards is what was chosen.
      desk.nextState = choice;
      this.#desks.touch(desk);
      return done;
    }
    desk.forced = null;
    return this.apply(desk, choice);
  }

  next(account: Account, choice: Choice): Result {
    const desk = this.#deskOf(account);
    if ('outcome' in desk) return desk;
    const wrong = this.#wrong(choice);
    if (wrong !== null) return wrong;
    desk.nextState = choice;
    this.#desks.settle(desk);
    return done;
  }

  /** Puts a choice in force; what the exchange refuses is undone, with its words. */
  async apply(desk: Desk, choice: Choice): Promise<Result> {
    const before = desk.chosen;
    desk.chosen = choice;
    this.#desks.settle(desk);
    const seat = desk.session?.seat;
    if (seat === undefined) return done;
    const settlement = await this.#memberships.settled(seat);
    if (settlement.state !== 'refused' || desk.chosen !== choice) return done;
    desk.chosen = before;
    this.#desks.settle(desk);
    return refused(
      'pbx-refused',
      `状态未改变：话务系统拒绝了（${settlement.message}）。通话和登记不受影响，请稍后再试或告知系统管理员。`,
    );
  }

  #deskOf(account: Account): Desk | Result {
    if (!may(account.roles, 'take-calls')) return noRight;
    const desk = this.#desks.of(account);
    return desk.session === null ? refused('not-signed-in', '尚未签入座席。请先签入，再选择状态。') : desk;
  }

  #wrong({ state, reason }: Choice): Result | null {
    if (/\p{Cc}/u.test(reason)) return refused('bad-reason', '原因中含有控制字符，请重新填写。');
    if (state !== 'BREAK' || this.#breakReasons.includes(reason)) return null;
    return refused('bad-reason', `请选择小休原因：${this.#breakReasons.join('、')}。`);
  }
}

function notReady(desk: Desk): Result {
  if (cardInTalk(desk) !== null)
    return refused('in-call', '通话中不能示闲。可先选“下一状态”，通话结束、登记保存后自动生效。');
  return openCard(desk) === null
    ? refused('in-call', '通话正在结束，请稍候。')
    : refused('record-open', '还有未保存的登记，不能示闲。请保存（Ctrl+Enter），或先暂存（Alt+P）。');
}
