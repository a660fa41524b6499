import { busyReason, wrapUpReason } from '../domain/telephony/seat-state.ts';
import { type Card, isInTalk, isOpen } from './card.ts';
import type { Account, SeatSession } from './store.ts';

/** What an operator chose to be when no call is in hand. */
export interface Choice {
  state: 'READY' | 'BUSY' | 'BREAK';
  reason: string;
}

/** One person's desk: their seat, their calls, their open records. It outlives page, socket and sign-in at a seat. */
export interface Desk {
  account: Account;
  /** null: at no seat */
  session: SeatSession | null;
  chosen: Choice;
  nextState: Choice | null;
  /** since when nobody is at the person's page (失联); null: it is open */
  pageLostSince: number | null;
  forced: { by: string; reason: string; at: number } | null;
  /** the account is disabled: its person sits down nowhere, and leaves the seat when no call is in hand */
  barred: boolean;
  /** wrap-up is in force: chosen state waits until it is over */
  wrappingUp: boolean;
  /** oldest first */
  cards: Card[];
}

export function newDesk(account: Account): Desk {
  return {
    account,
    session: null,
    chosen: { state: 'READY', reason: '' },
    nextState: null,
    pageLostSince: null,
    forced: null,
    barred: false,
    wrappingUp: false,
    cards: [],
  };
}

/** Wrap-up (话后处理) begins with the talk, not with its end, so that no call can come in between. */
export function isWrapUpDue(desk: Desk): boolean {
  return desk.cards.some((card) => (card.talked && isInTalk(card)) || isOpen(card));
}

export function openCard(desk: Desk): Card | null {
  return desk.cards.find(isOpen) ?? null;
}

export function cardInTalk(desk: Desk): Card | null {
  return desk.cards.find(isInTalk) ?? null;
}

/** The pause reason that a choice is on the exchange; null: no pause. */
function pauseReasonOf(choice: Choice): string | null {
  if (choice.state === 'READY') return null;
  return choice.state === 'BUSY' ? busyReason : choice.reason;
}

/** The pause that must be in force now; null: none. */
export function pauseDue(desk: Desk): string | null {
  return isWrapUpDue(desk) ? wrapUpReason : pauseReasonOf(desk.chosen);
}
