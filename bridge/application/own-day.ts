import { arrivalOf, countCall, type FigureRules } from '../domain/figures/count-call.ts';
import { countRecord } from '../domain/figures/count-record.ts';
import { addCounters, type Counters } from '../domain/figures/counters.ts';
import { figureDefinitions, figureOf } from '../domain/figures/kpi.ts';
import { chinaDay, contains, dayPeriod } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Clock } from './ports.ts';
import { noRight, type Refused } from './result.ts';
import type { Account, Store } from './store.ts';
import type { FigureRow } from './watch-floor.ts';

/** What one person can be told of their own day; what depends on others (放弃, 呼损) is not among it. */
const ownFigures: ReadonlySet<string> = new Set([
  'n-answered',
  'mean-contact',
  'mean-hold',
  'mean-wrap-up',
  'n-records',
  'direct-rate',
  'n-answers-used',
  'satisfied-rate',
  'rated-rate',
]);

/**
 * 我的今日: the figures of the floor, by the same definitions and counters, of one person's calls and records alone.
 * Of a call that several seats talked to only their own part of the contact is counted.
 */
export class OwnDay {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #store: Pick<Store, 'facts' | 'records'>;
  readonly #rules: FigureRules;
  readonly #clock: Clock;

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    store: Pick<Store, 'facts' | 'records'>;
    rules: FigureRules;
    clock: Clock;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#store = needs.store;
    this.#rules = needs.rules;
    this.#clock = needs.clock;
  }

  async today(account: Account): Promise<Refused | { day: string; figures: FigureRow[] }> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const day = chinaDay(this.#clock.now());
    const period = dayPeriod(day);
    const asOf = this.#floor.head;
    const sum: Counters = {};
    const seats = new Map<string, Set<string>>();
    const talkedAt = (callKey: string, seat: string) =>
      seats.set(callKey, (seats.get(callKey) ?? new Set()).add(seat));
    for (const record of await this.#store.records.ofDay(day)) {
      if (record.accountId !== account.id) continue;
      addCounters(sum, countRecord(record));
      if (record.callKey !== null && record.seat !== null) talkedAt(record.callKey, record.seat);
    }
    // A call is theirs by its record, and before there is one because it is on their desk.
    for (const card of this.#desks.of(account).cards)
      if (card.talked) talkedAt(this.#floor.callKey(card.callId), card.seat);
    for (const [callKey, own] of seats) {
      const fact = await this.#fact(callKey);
      const arrival = fact === null ? null : arrivalOf(fact);
      if (fact === null || arrival === null || !contains(period, arrival)) continue;
      addCounters(sum, countCall(partOf(fact, own), this.#rules));
    }
    const figures = figureDefinitions(this.#rules)
      .filter(({ id }) => ownFigures.has(id))
      .map((definition) => ({ ...figureOf(definition, sum, period), asOf }));
    return { day, figures };
  }

  async #fact(callKey: string): Promise<CallFact | null> {
    const callId = callKey.slice(callKey.indexOf('/') + 1);
    const live = this.#floor.callKey(callId) === callKey ? this.#floor.fact(callId) : null;
    return live ?? (await this.#store.facts.byKey(callKey))?.fact ?? null;
  }
}

function partOf(fact: CallFact, seats: ReadonlySet<string>): CallFact {
  return { ...fact, talks: fact.talks.filter(({ seat }) => seat !== undefined && seats.has(seat)) };
}
