import { z } from 'zod';

/** Agent states (座席状态) as the floor shows and counts them. */
export const seatStateSchema = z.enum([
  'READY',
  'BUSY',
  'BREAK',
  'RINGING',
  'TALKING',
  'HOLD',
  'CONSULT',
  'CONFERENCE',
  'ACW',
  'OUTBOUND',
  'OFFLINE',
  'LOGGED_OUT',
]);
export type SeatState = z.infer<typeof seatStateSchema>;

/** What a floor shows of a seat: its state, or 失联保持 while its person's page is lost. */
export const shownStateSchema = z.enum([...seatStateSchema.options, 'OFFLINE_HELD']);
export type ShownState = z.infer<typeof shownStateSchema>;

/**
 * The exchange is told nothing of a lost page: the call goes on, and so does the pause. But nobody may take such a seat
 * for one that is READY, or wait for its record. What says by itself that nobody is there stays as it is.
 */
export function shownState(telephone: SeatState, pageLost: boolean): ShownState {
  return pageLost && !isAway.has(telephone) ? 'OFFLINE_HELD' : telephone;
}

const isAway: ReadonlySet<SeatState> = new Set(['BUSY', 'BREAK', 'OFFLINE', 'LOGGED_OUT']);

/** One stretch of one state of one seat; `from` is null when it began before we were connected. */
export const seatIntervalSchema = z.object({
  seat: z.string(),
  state: seatStateSchema,
  reason: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type SeatInterval = z.infer<typeof seatIntervalSchema>;

/** The reason under which we ourselves pause a seat for wrap-up (话后处理). */
export const wrapUpReason = 'acw';

/** The pause under which a seat leaves its queues: whoever finds it in the ledger finishes the leaving. */
export const leavingReason = 'signing-out';

/** The pause of 示忙, whatever its reason in words; 小休 pauses with its own. The floor tells them apart by it. */
export const busyReason = '示忙';
