import { busyReason } from '../domain/telephony/seat-state.ts';
import type { Choice } from './desk.ts';
import type { ActualMembership } from './plan-memberships.ts';

/** What app_queue itself pauses with when a seat lets it ring (`autopause`). */
const byTheExchange: ReadonlySet<string> = new Set(['Auto-Pause', 'no answer']);

/**
 * A pause or its lifting that did not come from us: the exchange's own autopause, or another tool on the floor. It is
 * taken over as the operator's state; undoing it would ring a seat that has just shown that nobody is there.
 * Null: nothing foreign is in force. Never asked during wrap-up, whose pause is put back at once.
 */
export function foreignChoice(actual: readonly ActualMembership[], pause: string | null): Choice | null {
  const foreign = actual.find(({ paused, reason }) => paused && reason !== pause);
  if (foreign !== undefined) return choiceOf(foreign.reason);
  if (pause !== null && actual.length > 0 && actual.every(({ paused }) => !paused))
    return { state: 'READY', reason: '' };
  return null;
}

/** After a loss only what cannot have been ours is taken over: our own pauses may be older than the ledger. */
export function foreignAfterLoss(actual: readonly ActualMembership[]): Choice | null {
  const foreign = actual.find(({ paused, reason }) => paused && byTheExchange.has(reason));
  return foreign === undefined ? null : choiceOf(foreign.reason);
}

function choiceOf(reason: string): Choice {
  if (byTheExchange.has(reason)) return { state: 'BUSY', reason: '振铃未接，话务系统自动示忙' };
  return reason === '' || reason === busyReason ? { state: 'BUSY', reason: '' } : { state: 'BREAK', reason };
}
