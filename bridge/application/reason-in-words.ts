import { busyReason, type SeatState } from '../domain/telephony/seat-state.ts';
import type { Desk } from './desk.ts';

/**
 * Why a seat takes no calls, as people read it beside its state. The exchange knows 示忙 by one reason of ours, whatever
 * its person wrote, and wrap-up by another; neither says more than the state does. Null: there is nothing to add.
 */
export function reasonInWords(
  { state, reason }: { state: SeatState; reason: string | null },
  desk: Desk | null,
): string | null {
  switch (state) {
    case 'BUSY':
      if (desk?.chosen.state === 'BUSY') return desk.chosen.reason || null;
      return reason === busyReason ? null : reason;
    case 'BREAK':
      return reason;
    default:
      return null;
  }
}
