import { arrivalOf } from '../domain/figures/count-call.ts';
import { chinaDay, dayPeriod, weekStart } from '../domain/figures/period.ts';
import { outcomeOf } from '../domain/record/outcome.ts';
import type { TagCallers } from './caller-tags/tag-callers.ts';
import type { Card, HistoryItem } from './card.ts';
import type { Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { KnowOrders } from './orders/know-orders.ts';
import type { Clock, Log } from './ports.ts';
import type { ConsultationRecord, Store } from './store.ts';

const historyLength = 5;
const mostCallsOfAWeek = 200;

/** What is known of the caller: how often they called this week, what they were told, their tags. Follows the pop, never holds it up. */
export class KnowCaller {
  readonly #store: Pick<Store, 'records' | 'facts' | 'sealer'>;
  readonly #tags: TagCallers;
  readonly #orders: KnowOrders;
  readonly #desks: Desks;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(needs: {
    store: Pick<Store, 'records' | 'facts' | 'sealer'>;
    tags: TagCallers;
    orders: KnowOrders;
    desks: Desks;
    clock: Clock;
    log: Log;
  }) {
    this.#store = needs.store;
    this.#tags = needs.tags;
    this.#orders = needs.orders;
    this.#desks = needs.desks;
    this.#clock = needs.clock;
    this.#log = needs.log;
  }

  /** Does nothing where the number is withheld, belongs to no citizen, or was looked up already. */
  of(desk: Desk, card: Card): void {
    if (card.caller === null || card.callerRef !== null) return;
    if (card.kind !== 'inbound' && card.kind !== 'outbound') return;
    card.callerRef = this.#store.sealer.reference(card.caller);
    card.callerKnown = 'reading';
    void this.#look(desk, card, card.callerRef);
    this.#orders.of(desk, card, card.caller);
  }

  async #look(desk: Desk, card: Card, callerRef: string): Promise<void> {
    try {
      const monday = dayPeriod(weekStart(chinaDay(this.#clock.now()))).from;
      const [records, facts] = await Promise.all([
        this.#store.records.ofCaller(callerRef, historyLength),
        this.#store.facts.ofCaller(callerRef, mostCallsOfAWeek),
        this.#tags.read(callerRef),
      ]);
      card.callerConfidential = records.some(
        ({ content, accountId }) => content.confidential && accountId !== desk.account.id,
      );
      // What another seat wrote of this very call is no earlier call: its notes come with the call.
      card.history = records
        .filter(({ callKey }) => callKey?.endsWith(`/${card.callId}`) !== true)
        .map((record) => historyItem(record, desk.account.id));
      const earlier = facts.filter(
        ({ fact }) =>
          fact.kind === 'inbound' && fact.callId !== card.callId && (arrivalOf(fact) ?? '') >= monday,
      );
      card.callsThisWeek = earlier.length + (card.kind === 'inbound' ? 1 : 0);
      card.callerKnown = 'read';
      this.#desks.touch(desk);
    } catch (error) {
      this.#log.error('the history of a caller could not be read; the card is shown without it', { error });
      card.callerKnown = 'unreadable';
      this.#desks.touch(desk);
    }
  }
}

/** Who asked for confidence has it towards every other operator (GB/T 33358-2016: handled as confidential). */
function historyItem(record: ConsultationRecord, reader: string): HistoryItem {
  const { content } = record;
  const hidden = content.confidential && record.accountId !== reader;
  return {
    recordNo: record.recordNo,
    at: record.savedAt,
    question: hidden ? '（来电人要求保密）' : content.question,
    outcomeCode: content.outcomeCode,
    outcome: outcomeOf(content.outcomeCode).zh,
    answers: hidden
      ? []
      : content.answers.map(({ articleId, clauseNo, title }) => ({ articleId, clauseNo, title })),
  };
}
