import { may } from '../domain/people/role.ts';
import type { Desks } from './desks.ts';
import { type DialRules, destinationOf, type Target } from './dialling.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Clock, PbxSource } from './ports.ts';
import { done, noRight, type Result, refused } from './result.ts';
import type { Account, AuditStore } from './store.ts';

const hourMs = 3_600_000;
/** In these the seat's telephone is free to be rung for its own call. */
const free: ReadonlySet<string> = new Set(['READY', 'BUSY', 'BREAK', 'ACW', 'LOGGED_OUT']);

/** 外呼: the seat's telephone rings first, then whom it wants. A list, deny by default, limited and in the audit. */
export class CallOut {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #source: PbxSource;
  readonly #rules: DialRules;
  readonly #audit: AuditStore;
  readonly #clock: Clock;
  /** when each seat called out, ms, oldest first */
  readonly #begun = new Map<string, number[]>();

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    source: PbxSource;
    rules: DialRules;
    audit: AuditStore;
    clock: Clock;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#source = needs.source;
    this.#rules = needs.rules;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
  }

  async dial(account: Account, target: Target): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const desk = this.#desks.of(account);
    const seat = desk.session?.seat;
    if (seat === undefined) return refused('no-seat', '签入座席后才能外呼：先响的是您的话机。');
    if (!this.#source.capabilities.originate)
      return refused('not-capable', '本话务系统不支持在面板上外呼，请在话机上拨号。');
    const destination = destinationOf(target, {
      site: this.#floor.site,
      rules: this.#rules,
      nameOfSeat: (one) => this.#desks.at(one)?.account.name ?? null,
    });
    if ('code' in destination) {
      await this.#audited(account, seat, target.kind === 'number' ? target.number : target.kind, destination);
      return destination;
    }
    if (destination.extension === seat) return refused('own-seat', '这是您自己的座席，请选择别人。');
    if (!free.has(this.#floor.seat(seat)?.state ?? 'OFFLINE'))
      return refused('seat-busy', '您的话机正在使用或离线，挂断后再外呼。');
    const counted = destination.outside && !destination.emergency;
    const within = counted ? this.#withinLimit(seat) : true;
    const result = within
      ? await this.#ring(seat, destination.extension)
      : refused(
          'too-many-calls',
          `本座席一小时内外呼已达 ${this.#rules.perSeatAndHour} 次（${this.#rules.basis}），稍后再拨或请班长协助。紧急电话不受限。`,
        );
    if (counted && result.outcome === 'done') this.#count(seat);
    await this.#audited(account, seat, destination.extension, result);
    return result;
  }

  async #ring(seat: string, extension: string): Promise<Result> {
    const answer = await this.#source.command({
      type: 'originate',
      interface: this.#desks.interfaceOf(seat) ?? '',
      context: this.#floor.site.seatContext,
      extension,
      callerId: this.#floor.site.number,
    });
    if (answer.outcome === 'done') return done;
    return refused('pbx-refused', `没有拨出：${answer.message}。请在话机上拨号。`);
  }

  #withinLimit(seat: string): boolean {
    const since = this.#clock.now() - hourMs;
    const begun = (this.#begun.get(seat) ?? []).filter((at) => at > since);
    this.#begun.set(seat, begun);
    return begun.length < this.#rules.perSeatAndHour;
  }

  #count(seat: string): void {
    this.#begun.set(seat, [...(this.#begun.get(seat) ?? []), this.#clock.now()]);
  }

  #audited(account: Account, seat: string, dialled: string, result: Result): Promise<void> {
    return this.#audit.append({
      at: this.#clock.now(),
      accountId: account.id,
      action: 'call-out',
      subject: `seat ${seat}`,
      detail: result.outcome === 'done' ? dialled : `${dialled} ${result.code}`,
      success: result.outcome === 'done',
    });
  }
}
