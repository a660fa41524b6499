import { z } from 'zod';
import { gradeSchema } from './site.ts';

/**
 * What one call came to: the row of the statistics, and what `yihaoda replay --json` prints.
 * Times are ISO-8601 +08:00 with milliseconds (cut, not rounded), seconds are numbers of millisecond precision
 * computed from the exchange's microseconds. What nothing tells is null; what no event told is named in `estimated`.
 */

const time = z.string();
const maybeTime = z.string().nullable();
const seat = z.string();

export const stayResultSchema = z.enum([
  'answered',
  'abandoned',
  'timeout',
  'left-empty',
  'join-empty',
  'transferred',
  'shutdown',
  'unknown',
]);
export type StayResult = z.infer<typeof stayResultSchema>;

export const offerResultSchema = z.enum(['answered', 'no-answer', 'rejected', 'withdrawn', 'unknown']);
export type OfferResult = z.infer<typeof offerResultSchema>;

export const callKindSchema = z.enum(['inbound', 'outbound', 'internal', 'monitor']);
export type CallKind = z.infer<typeof callKindSchema>;

export const callResultSchema = z.enum([
  'answered',
  'abandoned',
  'timeout',
  'left-empty',
  'join-empty',
  'shutdown',
  'ivr-hangup',
  'outbound-answered',
  'outbound-failed',
  'internal',
  'monitor',
  'unknown',
  'in-progress',
]);
export type CallResult = z.infer<typeof callResultSchema>;

export const failureSchema = z.enum([
  'busy',
  'no-answer',
  'rejected',
  'seat-rejected',
  'seat-gave-up',
  'impossible',
]);
export const sideSchema = z.enum(['caller', 'seat', 'system']);
export type Side = z.infer<typeof sideSchema>;

export const talkSchema = z.object({
  /** absent when the other party is an outside number */
  seat: seat.optional(),
  number: z.string().optional(),
  from: maybeTime,
  to: maybeTime,
  /** null where the start of a hold was not seen */
  holdSeconds: z.number().nullable(),
});

export const callFactSchema = z.object({
  callId: z.string(),
  uniqueIds: z.array(z.string()),
  kind: callKindSchema,
  partOf: z.string().nullable(),
  caller: z.string().nullable(),
  did: z.string().nullable(),
  arrivedAt: maybeTime,
  endedAt: maybeTime,
  endedBefore: maybeTime,
  queueStays: z.array(
    z.object({
      queue: z.string(),
      joinedAt: maybeTime,
      leftAt: maybeTime,
      waitSeconds: z.number().nullable(),
      result: stayResultSchema.nullable(),
    }),
  ),
  offers: z.array(
    z.object({ queue: z.string().nullable(), seat, at: time, result: offerResultSchema.nullable() }),
  ),
  talks: z.array(talkSchema),
  transfers: z.array(
    z.object({
      kind: z.enum(['blind', 'attended', 'redirect']),
      at: time,
      from: seat.nullable(),
      dialled: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  conferences: z.array(z.object({ from: time, to: maybeTime, seats: z.array(seat) })),
  monitored: z.array(
    z.object({ seat, from: time, to: maybeTime, mode: z.enum(['listen', 'whisper', 'barge']) }),
  ),
  muted: z.array(z.object({ from: time, to: maybeTime })),
  result: callResultSchema,
  failure: failureSchema.nullable(),
  endedBy: sideSchema.nullable(),
  ratingAsked: z.boolean().nullable(),
  rating: gradeSchema.nullable(),
  estimated: z.array(z.string()),
});

export type CallFact = z.infer<typeof callFactSchema>;
