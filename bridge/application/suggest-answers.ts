import { chinaDay } from '../domain/figures/period.ts';
import { type Card, isGone } from './card.ts';
import type { Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { AnswerIndex, Clock, Log } from './ports.ts';
import type { RecordStore, Sealer } from './store.ts';

const suggestions = 5;

/** The answers most likely to help, ranked before the call is taken: once an offer, after the caller was shown. */
export class SuggestAnswers {
  readonly #index: AnswerIndex;
  readonly #records: RecordStore;
  readonly #sealer: Sealer;
  readonly #desks: Desks;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #regionCode: string;
  readonly #begun = new WeakMap<Card, number>();

  constructor(needs: {
    index: AnswerIndex;
    records: RecordStore;
    sealer: Sealer;
    desks: Desks;
    clock: Clock;
    log: Log;
    regionCode: string;
  }) {
    this.#index = needs.index;
    this.#records = needs.records;
    this.#sealer = needs.sealer;
    this.#desks = needs.desks;
    this.#clock = needs.clock;
    this.#log = needs.log;
    this.#regionCode = needs.regionCode;
  }

  forOffer(desk: Desk, card: Card): void {
    if (card.kind === 'internal' || this.#begun.get(card) === card.offer) return;
    this.#begun.set(card, card.offer);
    void this.#suggest(desk, card, card.offer);
  }

  async #suggest(desk: Desk, card: Card, offer: number): Promise<void> {
    try {
      const earlier =
        card.caller === null
          ? []
          : await this.#records.earlierAnswers(this.#sealer.reference(card.caller), suggestions);
      await this.#index.ready;
      const hits = await this.#index.suggest({
        queue: card.queue ?? '',
        serviceFunction: card.serviceFunction,
        regionCode: this.#regionCode,
        date: chinaDay(this.#clock.now()),
        earlier: earlier.map(({ articleId, clauseNo, answeredAt }) => ({ articleId, clauseNo, answeredAt })),
        limit: suggestions,
      });
      // The index may have been slow: what arrives after the call went elsewhere is nobody's answer any more.
      if (card.offer !== offer || isGone(card) || !desk.cards.includes(card)) return;
      card.suggested = { offer, hits };
      this.#desks.suggested(desk, card);
    } catch (error) {
      this.#log.error('no answers could be suggested for a call', { error });
    }
  }
}
