import { may } from '../domain/people/role.ts';
import { park } from './card.ts';
import type { ChooseState } from './choose-state.ts';
import { cardInTalk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { Clock } from './ports.ts';
import { noRight, type Result, refused } from './result.ts';
import type { Scopes } from './scopes.ts';
import type { SignInSeat } from './sign-in-seat.ts';
import type { Account, AuditStore } from './store.ts';

export type ForcedState = 'READY' | 'BUSY' | 'LOGGED_OUT';

/** 强制示闲、强制示忙、强制签出: by whom and why is shown to the operator and kept in the audit. */
export class ForceState {
  readonly #desks: Desks;
  readonly #chooseState: ChooseState;
  readonly #signInSeat: SignInSeat;
  readonly #scopes: Scopes;
  readonly #audit: AuditStore;
  readonly #clock: Clock;

  constructor(needs: {
    desks: Desks;
    chooseState: ChooseState;
    signInSeat: SignInSeat;
    scopes: Scopes;
    audit: AuditStore;
    clock: Clock;
  }) {
    this.#desks = needs.desks;
    this.#chooseState = needs.chooseState;
    this.#signInSeat = needs.signInSeat;
    this.#scopes = needs.scopes;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
  }

  async force(account: Account, seat: string, state: ForcedState, reason: string): Promise<Result> {
    const result = await this.#force(account, seat, state, reason);
    await this.#audit.append({
      at: this.#clock.now(),
      accountId: account.id,
      action: `force-state ${state}`,
      subject: `seat ${seat}`,
      detail: result.outcome === 'refused' ? result.code : reason,
      success: result.outcome === 'done',
    });
    return result;
  }

  async #force(account: Account, seat: string, state: ForcedState, reason: string): Promise<Result> {
    if (!may(account.roles, 'force-state')) return noRight;
    const desk = this.#desks.at(seat);
    if (desk === null) return refused('seat-empty', `座席 ${seat} 无人签入，无需强制。`);
    if (!this.#scopes.sees(account, desk.account.unitId))
      return refused('other-unit', `座席 ${seat} 属于其他单位，只能由该单位或市级的班长、主管操作。`);
    if (cardInTalk(desk) !== null)
      return refused('in-call', `座席 ${seat} 正在通话，不能强制改变状态。请等通话结束，或先监听了解情况。`);
    const forced = { by: account.name, reason, at: this.#clock.now() };
    if (state === 'LOGGED_OUT') {
      const result = await this.#signInSeat.forceOut(desk, `forced by ${account.id}`);
      desk.forced = forced;
      this.#desks.touch(desk);
      return result;
    }
    // Ready with a record open would be a call upon a call: the record is put aside, and stays to be finished.
    if (state === 'READY') for (const card of desk.cards) park(card, this.#clock.now());
    desk.forced = forced;
    desk.nextState = null;
    return this.#chooseState.apply(desk, { state, reason: state === 'BUSY' ? reason : '' });
  }
}
