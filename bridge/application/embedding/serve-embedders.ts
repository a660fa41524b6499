import { may } from '../../domain/people/role.ts';
import type { CallOut } from '../call-out.ts';
import { isGone } from '../card.ts';
import type { Desks } from '../desks.ts';
import type { FloorKeeper } from '../floor-keeper.ts';
import type { Clock } from '../ports.ts';
import { noRight, type Refused, type Result, refused } from '../result.ts';
import type { RevealResult } from '../reveal-number.ts';
import type { Account, AuditStore } from '../store.ts';
import type { Embedder } from './embedder.ts';

const hourMs = 3_600_000;

/**
 * What pages of other systems get through an operator's panel and may not get from the panel alone: a full number, and
 * a call. Each rests on the configuration of that origin, is decided here, and is in the audit, the refused ones too.
 */
export class ServeEmbedders {
  readonly embedders: readonly Embedder[];
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #callOut: CallOut;
  readonly #audit: AuditStore;
  readonly #clock: Clock;
  /** by origin and seat: when a call was begun for it, ms, oldest first */
  readonly #begun = new Map<string, number[]>();

  constructor(needs: {
    embedders: readonly Embedder[];
    floor: FloorKeeper;
    desks: Desks;
    callOut: CallOut;
    audit: AuditStore;
    clock: Clock;
  }) {
    this.embedders = needs.embedders;
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#callOut = needs.callOut;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
  }

  /** The caller's full number for a system that the city gives it to, while the call is this operator's own. */
  async number(account: Account, origin: string, callId: string): Promise<RevealResult> {
    const result = this.#number(account, origin, callId);
    await this.#audited(account, 'tell-full-number', {
      subject: `call ${this.#floor.callKey(callId)}`,
      detail: `${origin} ${result.outcome === 'number' ? this.#of(origin)?.fullNumber?.basis : result.code}`,
      success: result.outcome === 'number',
    });
    return result;
  }

  /** 外呼 for another system, which the operator has agreed to: its prefixes and its limit, then those of every call. */
  async dial(account: Account, origin: string, number: string): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const seat = this.#desks.of(account).session?.seat ?? '';
    const refusal = this.#notDialled(origin, seat, number);
    const result = refusal ?? (await this.#callOut.dial(account, { kind: 'number', number }));
    if (result.outcome === 'done') {
      const key = `${origin} ${seat}`;
      this.#begun.set(key, [...(this.#begun.get(key) ?? []), this.#clock.now()]);
    }
    await this.#audited(account, 'dial-for-embedder', {
      subject: `seat ${seat}`,
      detail: `${origin} ${number}${result.outcome === 'done' ? '' : ` ${result.code}`}`,
      success: result.outcome === 'done',
    });
    return result;
  }

  #of(origin: string): Embedder | undefined {
    return this.embedders.find((one) => one.origin === origin);
  }

  #number(account: Account, origin: string, callId: string): RevealResult {
    if (!may(account.roles, 'number-of-own-call')) return noRight;
    if (this.#of(origin)?.fullNumber == null)
      return refused('not-configured', '本站没有配置向这个系统提供完整号码。');
    const card = this.#desks.of(account).cards.find((one) => one.callId === callId && !isGone(one));
    if (card === undefined) return refused('unknown-call', '这个通话不在您这里，没有提供号码。');
    if (card.caller === null) return refused('withheld', '来电人隐藏了号码，系统中没有号码。');
    if (card.record?.saved?.confidential === true)
      return refused('confidential', '来电人要求保密，没有提供号码。');
    return { outcome: 'number', callId, number: card.caller };
  }

  #notDialled(origin: string, seat: string, number: string): Refused | null {
    const embedder = this.#of(origin);
    if (embedder?.dial == null)
      return refused('not-configured', '本站没有配置这个系统可以请求外呼，没有拨出。');
    const { prefixes, perSeatAndHour, basis } = embedder.dial;
    if (!prefixes.some((prefix) => number.startsWith(prefix)))
      return refused(
        'not-allowed',
        `号码 ${number} 不在${embedder.name}可请求的范围内，没有拨出。可用 F7 自行外呼，或请系统管理员修改 embedding.dial。`,
      );
    const key = `${origin} ${seat}`;
    const begun = (this.#begun.get(key) ?? []).filter((at) => at > this.#clock.now() - hourMs);
    this.#begun.set(key, begun);
    if (begun.length < perSeatAndHour) return null;
    return refused(
      'too-many-calls',
      `本座席一小时内已替${embedder.name}外呼 ${perSeatAndHour} 次（${basis}），没有拨出。稍后再拨，或用 F7 自行外呼。`,
    );
  }

  #audited(
    account: Account,
    action: string,
    entry: { subject: string; detail: string; success: boolean },
  ): Promise<void> {
    return this.#audit.append({ at: this.#clock.now(), accountId: account.id, action, ...entry });
  }
}
