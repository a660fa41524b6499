import { z } from 'zod';
import { seatStateSchema } from '../domain/telephony/seat-state.ts';

/** Whom a seat can consult, hand a citizen on to or call, as things stand now: emergency lines first. */
export const directorySchema = z.object({
  emergency: z.array(z.object({ number: z.string(), name: z.string() })),
  /** who is signed in, but for oneself */
  seats: z.array(
    z.object({
      seat: z.string(),
      name: z.string().nullable(),
      state: seatStateSchema,
      /** ms; null: before the bridge was connected */
      since: z.number().nullable(),
      /** names of its lines */
      queues: z.array(z.string()),
    }),
  ),
  queues: z.array(z.object({ queue: z.string(), name: z.string(), waiting: z.number(), ready: z.number() })),
  /** departments and other hotlines, the most used first */
  outside: z.array(
    z.object({ name: z.string(), number: z.string(), note: z.string(), topics: z.array(z.string()) }),
  ),
});
export type Directory = z.infer<typeof directorySchema>;
