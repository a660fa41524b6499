import { may } from '../../domain/people/role.ts';
import type { Card } from '../card.ts';
import type { Desk } from '../desk.ts';
import type { Desks } from '../desks.ts';
import type { Clock, Log, OrderBook, OrdersAnswer } from '../ports.ts';
import { done, noRight, type Result, refused } from '../result.ts';
import type { Account, AuditStore } from '../store.ts';

/** A call that rings at one seat after the other is one question to the other system, ms. */
const sharedMs = 20_000;

/** 未办结工单 of who calls. Shown as it arrives; nothing waits for it, and where it fails only its own lines say so. */
export class KnowOrders {
  readonly #book: OrderBook | null;
  readonly #desks: Desks;
  readonly #audit: AuditStore;
  readonly #clock: Clock;
  readonly #log: Log;
  /** by number, oldest first */
  readonly #asked = new Map<string, { at: number; answer: Promise<OrdersAnswer> }>();

  constructor(needs: {
    book: OrderBook | null;
    desks: Desks;
    audit: AuditStore;
    clock: Clock;
    log: Log;
  }) {
    this.#book = needs.book;
    this.#desks = needs.desks;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
    this.#log = needs.log;
  }

  /** null: the site has no such system */
  get system(): string | null {
    return this.#book?.name ?? null;
  }

  /** @param number clear, of a citizen */
  of(desk: Desk, card: Card, number: string): void {
    if (this.#book === null) return;
    void this.#show(desk, card, this.#ask(this.#book, number, card.interactionId));
  }

  /** By the operator, after it was silent. */
  again(account: Account, callId: string): Result {
    if (!may(account.roles, 'take-calls')) return noRight;
    const desk = this.#desks.of(account);
    const card = desk.cards.find((one) => one.callId === callId);
    if (this.#book === null || card === undefined || card.caller === null || card.orders === null)
      return refused('no-orders', '这通电话没有可查的工单：号码未显示，或本站没有接工单系统。');
    if (card.orders.outcome !== 'silent') return done;
    this.#asked.delete(card.caller);
    this.of(desk, card, card.caller);
    return done;
  }

  async #show(desk: Desk, card: Card, asked: Promise<OrdersAnswer>): Promise<void> {
    card.orders = { outcome: 'asking' };
    this.#desks.touch(desk);
    card.orders = await asked;
    this.#desks.touch(desk);
  }

  #ask(book: OrderBook, number: string, interactionId: string): Promise<OrdersAnswer> {
    const now = this.#clock.now();
    for (const [other, { at }] of this.#asked) if (now - at >= sharedMs) this.#asked.delete(other);
    const known = this.#asked.get(number);
    if (known !== undefined) return known.answer;
    if (book.numberBasis !== null) this.#auditNumber(book.name, book.numberBasis, interactionId, now);
    const asked = { at: now, answer: book.openOrdersOf(number) };
    this.#asked.set(number, asked);
    void asked.answer.then(({ outcome }) => {
      // The next seat asks anew: it may be back by then.
      if (outcome === 'silent' && this.#asked.get(number) === asked) this.#asked.delete(number);
    });
    return asked.answer;
  }

  /** As every other time that a full number is given to another system; the pop does not wait for it. */
  #auditNumber(name: string, basis: string, interactionId: string, at: number): void {
    this.#audit
      .append({
        at,
        accountId: null,
        action: 'tell-full-number',
        subject: `interaction ${interactionId}`,
        detail: `${name} ${basis}`,
        success: true,
      })
      .catch((error: unknown) => this.#log.error('that a number was told could not be audited', { error }));
  }
}
