import { may } from '../domain/people/role.ts';
import { isGone } from './card.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Clock } from './ports.ts';
import { noRight, type Refused, refused } from './result.ts';
import type { Scopes } from './scopes.ts';
import type { Account, AuditStore, FactStore } from './store.ts';
import { unitOfCall } from './unit-of-call.ts';

export type RevealResult = Refused | { outcome: 'number'; callId: string; number: string };

/** The full number, one call at a time, with a reason: each look is in the audit, also the refused one. */
export class RevealNumber {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #scopes: Scopes;
  readonly #facts: FactStore;
  readonly #audit: AuditStore;
  readonly #clock: Clock;

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    scopes: Scopes;
    facts: FactStore;
    audit: AuditStore;
    clock: Clock;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#scopes = needs.scopes;
    this.#facts = needs.facts;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
  }

  async reveal(account: Account, callId: string, reason: string): Promise<RevealResult> {
    const result = await this.#reveal(account, callId);
    await this.#audit.append({
      at: this.#clock.now(),
      accountId: account.id,
      action: 'reveal-number',
      subject: `call ${this.#floor.callKey(callId)}`,
      detail: result.outcome === 'number' ? reason : result.code,
      success: result.outcome === 'number',
    });
    return result;
  }

  async #reveal(account: Account, callId: string): Promise<RevealResult> {
    const own = this.#desks.of(account).cards.find((card) => card.callId === callId && !isGone(card));
    const mayOwn = own !== undefined && may(account.roles, 'number-of-own-call');
    if (!mayOwn && !may(account.roles, 'reveal-number')) return noRight;
    const fact =
      this.#floor.fact(callId) ?? (await this.#facts.byKey(this.#floor.callKey(callId)))?.fact ?? null;
    if (fact === null) return refused('unknown-call', '没有这个通话，可能已过保存期限。');
    if (!mayOwn && !this.#scopes.sees(account, unitOfCall(fact, this.#floor.site)))
      return refused('other-unit', '这个通话属于其他单位，不能查看号码。');
    if (fact.caller === null) return refused('withheld', '来电人隐藏了号码，系统中没有号码。');
    return { outcome: 'number', callId, number: fact.caller };
  }
}
