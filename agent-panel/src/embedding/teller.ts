import type { CallCard, DeskView } from '../../../bridge/protocol/desk.ts';
import { type AnswerUsed, outcomeOf } from '../../../bridge/protocol/domain.ts';
import type { PanelEvent } from '../../../sdk/messages.ts';
import { keyOf } from '../answers/hits.ts';
import type { Draft } from '../record/draft.ts';
import type { Saved } from '../record/save.ts';
import { callEvent, eventPhase, isToldOf } from './call-event.ts';

export interface TellerOptions {
  tell(event: PanelEvent): void;
  /** the full number of a call, where the city gives it to this page; null: it does not, or not this one */
  fullNumber(callId: string): Promise<string | null>;
}

/**
 * Reads what happens off the desk's own state, so that no act of the operator has to know of the page around. It begins
 * with how the calls stand; of answers and records only what comes later is told.
 */
export class Teller {
  readonly #options: TellerOptions;
  readonly #phases = new Map<string, string>();
  readonly #numbers = new Map<string, Promise<string | null>>();
  readonly #answers = new Map<string, readonly AnswerUsed[]>();
  #drafts: ReadonlyMap<string, Draft>;
  #saved: ReadonlyMap<string, Saved>;
  /** events keep their order, though a number has to be asked for */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: TellerOptions, drafts: ReadonlyMap<string, Draft>, saved: ReadonlyMap<string, Saved>) {
    this.#options = options;
    this.#drafts = drafts;
    this.#saved = saved;
    for (const [interactionId, draft] of drafts) this.#answers.set(interactionId, answersOf(draft));
  }

  desk({ cards }: DeskView): void {
    for (const card of cards) {
      const phase = eventPhase(card);
      if (!isToldOf(card) || this.#phases.get(card.interactionId) === phase) continue;
      this.#phases.set(card.interactionId, phase);
      this.#inTurn(() => this.#call(card));
    }
    for (const interactionId of this.#phases.keys())
      if (!cards.some((card) => card.interactionId === interactionId)) this.#forget(interactionId);
  }

  drafts(drafts: ReadonlyMap<string, Draft>): void {
    const before = this.#drafts;
    this.#drafts = drafts;
    for (const [interactionId, draft] of drafts) {
      if (before.get(interactionId) === draft) continue;
      const known = this.#answers.get(interactionId) ?? draft.base.answers;
      const now = answersOf(draft);
      this.#answers.set(interactionId, now);
      if (isConfidential(draft)) continue;
      for (const answer of without(now, known)) this.#answer(interactionId, answer, true);
      for (const answer of without(known, now)) this.#answer(interactionId, answer, false);
    }
  }

  saved(saved: ReadonlyMap<string, Saved>): void {
    const before = this.#saved;
    this.#saved = saved;
    for (const [interactionId, { recordNo, rev, savedAt, outcomeCode, confidential }] of saved) {
      if (before.get(interactionId)?.rev === rev) continue;
      const outcome = { code: outcomeCode, name: outcomeOf(outcomeCode).zh };
      this.#inTurn(() =>
        this.#options.tell({ event: 'record', interactionId, recordNo, rev, outcome, confidential, savedAt }),
      );
    }
  }

  async #call(card: CallCard): Promise<void> {
    const draft = this.#drafts.get(card.interactionId);
    const confidential = isConfidential(draft) || card.record?.saved?.confidential === true;
    const full =
      confidential || card.number === null || eventPhase(card) === 'gone' ? null : await this.#number(card);
    this.#options.tell(callEvent(card, confidential, full));
  }

  /** Asked once a call: each answer is in the audit. */
  #number({ interactionId, callId }: CallCard): Promise<string | null> {
    const known = this.#numbers.get(interactionId) ?? this.#options.fullNumber(callId);
    this.#numbers.set(interactionId, known);
    return known;
  }

  #answer(
    interactionId: string,
    { articleId, clauseNo, title, docNo, validityAtAnswer }: AnswerUsed,
    used: boolean,
  ): void {
    const validity = validityAtAnswer;
    this.#inTurn(() =>
      this.#options.tell({
        event: 'answer',
        interactionId,
        used,
        articleId,
        clauseNo,
        title,
        docNo,
        validity,
      }),
    );
  }

  #forget(interactionId: string): void {
    this.#phases.delete(interactionId);
    this.#numbers.delete(interactionId);
    this.#answers.delete(interactionId);
  }

  #inTurn(tell: () => void | Promise<void>): void {
    this.#turn = this.#turn.then(tell);
  }
}

function answersOf({ base, edits }: Draft): readonly AnswerUsed[] {
  return edits.answers ?? base.answers;
}

function isConfidential(draft: Draft | undefined): boolean {
  return draft !== undefined && (draft.edits.confidential ?? draft.base.confidential);
}

function without(some: readonly AnswerUsed[], others: readonly AnswerUsed[]): AnswerUsed[] {
  return some.filter((one) => !others.some((other) => keyOf(other) === keyOf(one)));
}
