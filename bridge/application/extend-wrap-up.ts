import { may } from '../domain/people/role.ts';
import { extendWrapUp } from '../domain/telephony/wrap-up.ts';
import type { Desks } from './desks.ts';
import type { LedgerKeeper } from './keep-ledger.ts';
import type { Clock } from './ports.ts';
import { done, noRight, type Result, refused } from './result.ts';
import type { Account } from './store.ts';
import { cardInWrapUp, type TimeLimits, wrapUpSince } from './time-limits.ts';

/** 延时: more time for the record that is open, by its person, a few times at most. Each is an act of the journal. */
export class ExtendWrapUp {
  readonly #desks: Desks;
  readonly #limits: TimeLimits;
  readonly #ledger: LedgerKeeper;
  readonly #clock: Clock;

  constructor(needs: { desks: Desks; limits: TimeLimits; ledger: LedgerKeeper; clock: Clock }) {
    this.#desks = needs.desks;
    this.#limits = needs.limits;
    this.#ledger = needs.ledger;
    this.#clock = needs.clock;
  }

  async extend(account: Account, commandId: string): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const desk = this.#desks.of(account);
    const card = cardInWrapUp(desk);
    const since = card === null ? null : wrapUpSince(desk, card);
    if (desk.session === null || card === null || since === null)
      return refused('no-wrap-up', '现在没有话后整理，不必延时。通话结束、登记未保存时才能延时。');
    if (card.wrapUp.commandId === commandId) return done;
    const { wrapUp: rules } = this.#limits.rules;
    const extended = extendWrapUp(since, card.wrapUp, rules, {
      now: this.#clock.now(),
      commandId,
    });
    if (extended === null)
      return refused(
        'no-extension',
        rules.extensions === 0
          ? '本站不设话后延时。请保存（Ctrl+Enter）或暂存（Alt+P）。'
          : `已延时 ${rules.extensions} 次，不能再延。请保存（Ctrl+Enter），或暂存（Alt+P）稍后再填。`,
      );
    card.wrapUp = extended;
    const { seat } = desk.session;
    this.#desks.limitMoved(desk);
    await this.#ledger.write(account.id, {
      type: 'wrap-up-extended',
      seat,
      accountId: account.id,
      interactionId: card.interactionId,
      extension: extended,
    });
    return done;
  }
}
