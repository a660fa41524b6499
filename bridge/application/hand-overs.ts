import type { HandOverNotes } from '../domain/record/hand-over.ts';
import type { Card } from './card.ts';

/** Who brought the call here, and what they had found out. */
export interface HandOver {
  seat: string;
  name: string;
  agentNo: string | null;
  /** ms */
  at: number;
  /** to whom, as people call it */
  to: string;
  notes: HandOverNotes;
}

/** More calls than are ever handed on and still open at once. */
const mostCalls = 2_000;

/**
 * The notes that go along with a call, the last of each seat. They are kept in memory only: a bridge that starts again
 * finds the first seat's record in the store, or its draft at its panel.
 */
export class HandOvers {
  readonly #ofCall = new Map<string, HandOver[]>();

  note(callId: string, handOver: HandOver): void {
    const others = (this.#ofCall.get(callId) ?? []).filter(({ seat }) => seat !== handOver.seat);
    this.#ofCall.delete(callId);
    this.#ofCall.set(callId, [...others, handOver]);
    const [oldest] = this.#ofCall.keys();
    if (this.#ofCall.size > mostCalls && oldest !== undefined) this.#ofCall.delete(oldest);
  }

  /** What another seat last said of the card's call; null: nobody handed it on. */
  of({ callId, seat }: Pick<Card, 'callId' | 'seat'>): HandOver | null {
    return this.#ofCall.get(callId)?.findLast((one) => one.seat !== seat) ?? null;
  }
}
