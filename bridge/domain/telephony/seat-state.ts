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
