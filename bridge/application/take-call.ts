import type { FloorChange } from '../domain/telephony/floor-change.ts';
import { type Card, isGone, isInTalk, newCard, refreshCard } from './card.ts';
import type { Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { KnowCaller } from './know-caller.ts';
import type { Log, Timer } from './ports.ts';
import type { RecordStore } from './store.ts';
import type { SuggestAnswers } from './suggest-answers.ts';

/** How long the desk shows a call that rang here and went elsewhere, or was missed. */
const elsewhereMs = 10_000;
const missedMs = 30_000;

/**
 * The pop and what becomes of it. A card is per call and seat, and a pop per call, seat and offer: the same offer told
 * again, or found again after a loss, shows what is already there.
 */
export class TakeCall {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #knowCaller: KnowCaller;
  readonly #suggest: SuggestAnswers;
  readonly #records: RecordStore;
  readonly #timer: Timer;
  readonly #log: Log;
  readonly #desksOfCall = new Map<string, Set<Desk>>();

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    knowCaller: KnowCaller;
    suggest: SuggestAnswers;
    records: RecordStore;
    timer: Timer;
    log: Log;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#knowCaller = needs.knowCaller;
    this.#suggest = needs.suggest;
    this.#records = needs.records;
    this.#timer = needs.timer;
    this.#log = needs.log;
  }

  changed(changes: readonly FloorChange[]): void {
    const settle = new Set<Desk>();
    for (const change of changes) {
      switch (change.kind) {
        case 'offer-began':
        case 'talk-began': {
          const desk = this.#desks.at(change.seat);
          const card = desk === null ? null : this.#cardFor(desk, change.callId, change.seat);
          if (desk !== null && card !== null) {
            card.reconciled ||= change.reconciled;
            settle.add(desk);
            // A call that was put through has no offer of its own; it gets its answers when it arrives.
            this.#suggest.forOffer(desk, card);
          }
          this.#refresh(change.callId, settle);
          break;
        }
        case 'offer-ended':
        case 'talk-ended':
        case 'call-changed':
        case 'call-ended':
          this.#refresh(change.callId, settle);
          break;
        case 'seat-changed': {
          const desk = this.#desks.at(change.seat);
          if (desk === null) break;
          this.#desks.touch(desk);
          // A call of its own beside the citizen's is no event of theirs, and yet their card says: consulting.
          for (const card of desk.cards.filter((one) => isInTalk(one) || one.phase === 'ringing'))
            this.#refresh(card.callId, settle);
          break;
        }
        case 'queue-changed':
        case 'link-changed':
          break;
      }
      if (change.kind === 'call-ended') this.#desksOfCall.delete(change.callId);
    }
    for (const desk of settle) this.#desks.settle(desk);
  }

  /** A call that is already at the seat when somebody signs in there, or when the bridge starts in its middle. */
  adopt(desk: Desk): void {
    const seat = desk.session?.seat;
    if (seat === undefined) return;
    for (const callId of this.#floor.liveCalls()) {
      const party = this.#floor.call(callId)?.parties.findLast((one) => one.seat === seat);
      if (party === undefined || party.phase === 'gone') continue;
      const card = this.#cardFor(desk, callId, seat);
      if (card === null) continue;
      card.reconciled = true;
      // Whoever had the seat, or the bridge before it was started again, may have muted it.
      card.muted = null;
      this.#suggest.forOffer(desk, card);
    }
    this.#desks.settle(desk);
  }

  /** A call of which this seat had its part, found again by a bridge that was started in its middle. */
  resume(desk: Desk, callId: string): void {
    const seat = desk.session?.seat;
    const card = seat === undefined ? null : this.#cardFor(desk, callId, seat);
    if (card !== null) card.reconciled = true;
  }

  #cardFor(desk: Desk, callId: string, seat: string): Card | null {
    const call = this.#floor.call(callId);
    if (call === null || call.kind === 'monitor') return null;
    let card = desk.cards.find((one) => one.callId === callId && one.seat === seat);
    if (card === undefined) {
      card = newCard(callId, seat, this.#floor.callKey(callId));
      desk.cards.push(card);
      void this.#findRecord(desk, card);
    }
    const desks = this.#desksOfCall.get(callId) ?? new Set();
    this.#desksOfCall.set(callId, desks.add(desk));
    refreshCard(card, call, (micros) => this.#floor.toBridge(micros));
    card.serviceFunction = this.#serviceFunction(card.queue);
    this.#knowCaller.of(desk, card);
    return card;
  }

  #refresh(callId: string, settle: Set<Desk>): void {
    const call = this.#floor.call(callId);
    if (call === null) return;
    for (const desk of this.#desksOfCall.get(callId) ?? []) {
      for (const card of desk.cards) {
        if (card.callId !== callId) continue;
        const moved = refreshCard(card, call, (micros) => this.#floor.toBridge(micros));
        card.serviceFunction = this.#serviceFunction(card.queue);
        this.#knowCaller.of(desk, card);
        if (moved && isGone(card)) this.#leaveLater(desk, card);
      }
      settle.add(desk);
    }
  }

  /** A call that comes back to the seat after its record was saved goes on with that record. */
  async #findRecord(desk: Desk, card: Card): Promise<void> {
    try {
      const found = await this.#records.byInteraction(card.interactionId);
      if (found === null || found.accountId !== desk.account.id || (card.record?.rev ?? 0) > 0) return;
      const { recordNo, rev, content } = found;
      card.record = { recordNo, rev, saved: content, parked: false };
      this.#desks.settle(desk);
    } catch (error) {
      this.#log.error('whether a call has a record already could not be read', { error });
    }
  }

  #leaveLater(desk: Desk, card: Card): void {
    const ms = card.phase === 'missed' ? missedMs : elsewhereMs;
    const leavesAt = this.#timer.now() + ms;
    card.leavesAt = leavesAt;
    this.#timer.after(ms, () => {
      // Rung again meanwhile, or moved from missed to taken elsewhere: a later time is set then, or none.
      if (card.leavesAt !== leavesAt) return;
      desk.cards = desk.cards.filter((one) => one !== card);
      this.#desks.touch(desk);
    });
  }

  #serviceFunction(queue: string | null) {
    return this.#floor.site.queues.find((one) => one.queue === queue)?.serviceFunction ?? 'OTHER';
  }
}
