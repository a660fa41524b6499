import { arrivalOf, countCall, type FigureRules } from '../domain/figures/count-call.ts';
import { countRecord } from '../domain/figures/count-record.ts';
import { addCounters, type Counters } from '../domain/figures/counters.ts';
import { type Figure, figureDefinitions, figureOf } from '../domain/figures/kpi.ts';
import { chinaDay, contains, dayPeriod, type Period } from '../domain/figures/period.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { FloorChange } from '../domain/telephony/floor-change.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { Clock } from './ports.ts';
import type { ConsultationRecord, Store } from './store.ts';
import { unitOfCall } from './unit-of-call.ts';

const pruneFrom = 1000;

interface Counted {
  unitId: string;
  counters: Counters;
}

/**
 * Today's figures, true now: the counters of each call that may still change, and of each record, are kept, and when
 * it changes the old ones are taken away and the new ones added. A day of a hundred thousand calls costs no more per
 * event than a quiet one.
 */
export class TodaysFigures {
  readonly #floor: FloorKeeper;
  readonly #store: Pick<Store, 'facts' | 'records'>;
  readonly #rules: FigureRules;
  readonly #clock: Clock;
  #today: Day;
  /** of calls that may still change */
  readonly #calls = new Map<string, Counted>();
  #known = 0;
  readonly #records = new Map<string, Counted>();
  readonly #sums = new Map<string, Counters>();
  /** alive and changed since they were counted */
  readonly #dirty = new Set<string>();

  constructor(needs: {
    floor: FloorKeeper;
    store: Pick<Store, 'facts' | 'records'>;
    rules: FigureRules;
    clock: Clock;
  }) {
    this.#floor = needs.floor;
    this.#store = needs.store;
    this.#rules = needs.rules;
    this.#clock = needs.clock;
    this.#today = dayAt(needs.clock.now());
  }

  /** What is stored of today; the calls that are alive come from the floor. */
  async read(): Promise<void> {
    this.#today = dayAt(this.#clock.now());
    const { day, period } = this.#today;
    const { from, to } = period;
    for await (const facts of this.#store.facts.withoutNumbers(from, to))
      await inSlices(facts, (fact) => this.#countCall(fact));
    for (const record of await this.#store.records.ofDay(day)) this.countRecord(record);
    for (const callId of this.#floor.liveCalls()) this.#dirty.add(callId);
  }

  /** Returns whether a figure may have changed. */
  changed(changes: readonly FloorChange[]): boolean {
    this.#turnDay();
    const moved = new Set<string>();
    for (const change of changes) if ('callId' in change) moved.add(change.callId);
    for (const callId of moved) {
      // The floor forgets an ended call some seconds later: it, and what is learnt of it late, is counted at once.
      if (this.#floor.isOver(callId)) this.#count(callId);
      else this.#dirty.add(callId);
    }
    if (this.#calls.size > 2 * this.#known + pruneFrom) this.#dropForgotten();
    return moved.size > 0;
  }

  countRecord(
    record: Pick<ConsultationRecord, 'recordNo' | 'unitId' | 'content' | 'endedAt' | 'parkedAt' | 'savedAt'>,
  ): void {
    this.#turnDay();
    if (!contains(this.#today.period, record.savedAt)) return;
    this.#replace(this.#records, record.recordNo, { unitId: record.unitId, counters: countRecord(record) });
  }

  /** Figures of the units that `sees` lets through. */
  figures(sees: (unitId: string) => boolean): Figure[] {
    this.#turnDay();
    for (const callId of this.#dirty) this.#count(callId);
    const sum: Counters = {};
    for (const [unitId, counters] of this.#sums) if (sees(unitId)) addCounters(sum, counters);
    return figureDefinitions(this.#rules).map((definition) => figureOf(definition, sum, this.#today.period));
  }

  #count(callId: string): void {
    this.#dirty.delete(callId);
    const fact = this.#floor.fact(callId);
    if (fact !== null) this.#countCall(fact);
  }

  #countCall(fact: CallFact): void {
    const arrival = arrivalOf(fact);
    if (arrival === null || !contains(this.#today.period, arrival)) return;
    this.#replace(this.#calls, fact.callId, countedCall(fact, this.#floor.site, this.#rules));
  }

  /** What the floor has forgotten changes no more: its counters stay in the sums, and need not be kept apart. */
  #dropForgotten(): void {
    for (const callId of this.#calls.keys()) if (!this.#floor.knows(callId)) this.#calls.delete(callId);
    this.#known = this.#calls.size;
  }

  #replace(counted: Map<string, Counted>, key: string, now: Counted): void {
    const before = counted.get(key);
    if (before !== undefined) addCounters(this.#sumOf(before.unitId), before.counters, -1);
    addCounters(this.#sumOf(now.unitId), now.counters);
    counted.set(key, now);
  }

  #sumOf(unitId: string): Counters {
    const known = this.#sums.get(unitId);
    if (known !== undefined) return known;
    const sum: Counters = {};
    this.#sums.set(unitId, sum);
    return sum;
  }

  /**
   * At midnight the count begins anew, whether anybody looks at it or not; calls that arrived before belong to
   * yesterday, whenever they end. The exchange's midnight may have been a little earlier: what it told since is
   * counted again.
   */
  #turnDay(): void {
    const now = this.#clock.now();
    // Asked with every event: no text is made of the time for that.
    if (this.#today.begins <= now && now < this.#today.ends) return;
    this.#today = dayAt(now);
    this.#calls.clear();
    this.#records.clear();
    this.#sums.clear();
    for (const callId of this.#floor.knownCalls()) this.#dirty.add(callId);
  }
}

/** A day in China, as text and, in ms, as what a clock tells. */
interface Day {
  day: string;
  period: Period;
  begins: number;
  ends: number;
}

function dayAt(now: number): Day {
  const day = chinaDay(now);
  const period = dayPeriod(day);
  return { day, period, begins: Date.parse(period.from), ends: Date.parse(period.to) };
}

function countedCall(fact: CallFact, site: SiteFacts, rules: FigureRules): Counted {
  return { unitId: unitOfCall(fact, site), counters: countCall(fact, rules) };
}

const slice = 500;

/** Does something with many, giving way after each slice: the main thread pops calls meanwhile. */
export async function inSlices<T>(items: readonly T[], each: (item: T) => void): Promise<void> {
  for (let at = 0; at < items.length; at += slice) {
    for (const item of items.slice(at, at + slice)) each(item);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
