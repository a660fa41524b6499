import { arrivalOf, countCall, type FigureRules } from '../domain/figures/count-call.ts';
import { countRecord } from '../domain/figures/count-record.ts';
import { addCounters, type Counters } from '../domain/figures/counters.ts';
import { type FigureDefinition, figureDefinitions, figureOf, isBehind } from '../domain/figures/kpi.ts';
import { chinaDay, dayPeriod } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { type CallEvent, eventsOfCall, findCall } from './find-call.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { maskFact } from './mask-call.ts';
import type { Clock, Log } from './ports.ts';
import { noRight, type Refused, refused } from './result.ts';
import type { Scopes } from './scopes.ts';
import type { Account, AuditStore, ConsultationRecord, Store } from './store.ts';
import { inSlices } from './todays-figures.ts';
import { unitOfCall } from './unit-of-call.ts';
import type { FigureRow } from './watch-floor.ts';

export interface CallRow {
  callKey: string;
  /** numbers masked */
  fact: CallFact;
  recordNo: string | null;
  outcomeCode: string | null;
}

const mostCalls = 200;

/** From a figure to its calls, from a call to the events it rests on: each step computed from what is stored. */
export class TraceFigures {
  readonly #needs: {
    floor: FloorKeeper;
    store: Pick<Store, 'facts' | 'records' | 'journal'>;
    scopes: Scopes;
    rules: FigureRules;
    audit: AuditStore;
    clock: Clock;
    log: Log;
  };

  constructor(needs: {
    floor: FloorKeeper;
    store: Pick<Store, 'facts' | 'records' | 'journal'>;
    scopes: Scopes;
    rules: FigureRules;
    audit: AuditStore;
    clock: Clock;
    log: Log;
  }) {
    this.#needs = needs;
  }

  /** The figures of a day, recomputed from its calls and records. */
  async figuresOf(account: Account, day: string): Promise<Refused | FigureRow[]> {
    if (!may(account.roles, 'watch-floor')) return noRight;
    const calls = await this.#callsOf(account, day);
    const records = await this.#recordsOf(account, day);
    const sum: Counters = {};
    await inSlices(calls, ({ fact }) => addCounters(sum, countCall(fact, this.#needs.rules)));
    for (const record of records) addCounters(sum, countRecord(record));
    const asOf = this.#needs.floor.head;
    return figureDefinitions(this.#needs.rules).map((definition) => ({
      ...figureOf(definition, sum, dayPeriod(day)),
      asOf,
    }));
  }

  /** The calls behind a figure, in order of arrival, from the `after`th on. */
  async callsBehind(
    account: Account,
    figureId: string,
    day: string,
    after: number,
  ): Promise<Refused | { figure: FigureRow; calls: CallRow[]; more: boolean }> {
    if (!may(account.roles, 'trace-figures')) return noRight;
    const definition = figureDefinitions(this.#needs.rules).find(({ id }) => id === figureId);
    if (definition === undefined)
      return refused('unknown-figure', '没有这个指标，可能已改名。请从指标页重新进入。');
    const all = await this.#callsOf(account, day);
    const records = await this.#recordsOf(account, day);
    const sum: Counters = {};
    const behind: { callKey: string; fact: CallFact }[] = [];
    await inSlices(all, (one) => {
      const counters = countCall(one.fact, this.#needs.rules);
      addCounters(sum, counters);
      if (definition.of === 'calls' && isBehind(definition, counters)) behind.push(one);
    });
    for (const record of records) addCounters(sum, countRecord(record));
    const page = definition.of === 'calls' ? behind : await this.#callsOfRecords(definition, records);
    const recordOf = new Map(records.map((record) => [record.callKey, record]));
    const figure = { ...figureOf(definition, sum, dayPeriod(day)), asOf: this.#needs.floor.head };
    const shown = page.slice(after, after + mostCalls);
    await this.#audit(account, 'trace-figure', `figure ${figureId} ${day}`, shown);
    const calls = shown.map(({ callKey, fact }) => ({
      callKey,
      fact: maskFact(fact),
      recordNo: recordOf.get(callKey)?.recordNo ?? null,
      outcomeCode: recordOf.get(callKey)?.content.outcomeCode ?? null,
    }));
    return { figure, calls, more: page.length > after + mostCalls };
  }

  /** The events of one call as they are journaled, personal fields masked. */
  async eventsOf(account: Account, callKey: string): Promise<Refused | CallEvent[]> {
    if (!may(account.roles, 'trace-figures')) return noRight;
    const { floor, store, scopes, log } = this.#needs;
    const found = await findCall(floor, store.facts, callKey);
    if (found === null) return refused('unknown-call', '没有这个通话，可能已过保存期限。');
    const unitId = unitOfCall(found.fact, floor.site);
    if (!scopes.sees(account, unitId)) return refused('other-unit', '这个通话属于其他单位，不能查看。');
    await this.#audit(account, 'trace-call', `call ${callKey}`, [found]);
    return eventsOfCall({ floor, journal: store.journal, log }, found);
  }

  /** Whoever looks into calls of another unit is named in the audit. */
  async #audit(
    account: Account,
    action: string,
    subject: string,
    seen: readonly { fact: CallFact }[],
  ): Promise<void> {
    const units = new Set(seen.map(({ fact }) => unitOfCall(fact, this.#needs.floor.site)));
    units.delete(account.unitId);
    if (units.size === 0) return;
    const at = this.#needs.clock.now();
    const detail = `unit ${[...units].sort().join(' ')}`;
    await this.#needs.audit.append({ at, accountId: account.id, action, subject, detail, success: true });
  }

  /** Finished calls of the day and, while it is today, those that are alive. */
  async #callsOf(account: Account, day: string): Promise<{ callKey: string; fact: CallFact }[]> {
    const { floor, store, scopes, clock } = this.#needs;
    const { from, to } = dayPeriod(day);
    const byKey = new Map<string, CallFact>();
    for (const { callKey, fact } of await store.facts.arrivedBetween(from, to)) byKey.set(callKey, fact);
    if (day === chinaDay(clock.now())) {
      for (const callId of floor.knownCalls()) {
        const fact = floor.fact(callId);
        const arrival = fact === null ? null : arrivalOf(fact);
        if (fact !== null && arrival !== null && arrival >= from) byKey.set(floor.callKey(callId), fact);
      }
    }
    return [...byKey]
      .map(([callKey, fact]) => ({ callKey, fact }))
      .filter(({ fact }) => scopes.sees(account, unitOfCall(fact, floor.site)))
      .sort((one, two) => compare(arrivalOf(one.fact) ?? '', arrivalOf(two.fact) ?? ''));
  }

  async #recordsOf(account: Account, day: string): Promise<ConsultationRecord[]> {
    const records = await this.#needs.store.records.ofDay(day);
    return records.filter(({ unitId }) => this.#needs.scopes.sees(account, unitId));
  }

  async #callsOfRecords(
    definition: FigureDefinition,
    records: readonly ConsultationRecord[],
  ): Promise<{ callKey: string; fact: CallFact }[]> {
    const calls: { callKey: string; fact: CallFact }[] = [];
    for (const record of records) {
      if (record.callKey === null || !isBehind(definition, countRecord(record))) continue;
      const found = await findCall(this.#needs.floor, this.#needs.store.facts, record.callKey);
      if (found !== null) calls.push({ callKey: record.callKey, fact: found.fact });
    }
    return calls;
  }
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
