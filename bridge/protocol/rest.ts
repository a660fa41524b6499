import { z } from 'zod';
import { callFactSchema } from '../domain/telephony/call-facts.ts';
import { meSchema } from './desk.ts';
import { figureSchema } from './floor.ts';

/** REST messages under `api/`. */

export const errorBodySchema = z.object({
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

export const signInBodySchema = z.strictObject({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  /** the page stands in a frame of another system: its cookie is to be kept there */
  embedded: z.boolean().optional(),
});
export const signInAnswerSchema = z.object({ me: meSchema });

/** In the order in which they are offered, the city first. */
export const regionsAnswerSchema = z.object({
  regions: z.array(z.object({ regionCode: z.string(), name: z.string() })),
});

export const figuresAnswerSchema = z.object({ day: z.string(), figures: z.array(figureSchema) });

/** A call behind a figure; the number is masked unless the role may see it. */
export const callRowSchema = z.object({
  callKey: z.string(),
  fact: callFactSchema,
  recordNo: z.string().nullable(),
  outcomeCode: z.string().nullable(),
});
export const callsAnswerSchema = z.object({
  figure: figureSchema,
  calls: z.array(callRowSchema),
  more: z.boolean(),
});

/** An event behind a call, as journaled; personal fields masked. */
export const callEventSchema = z.object({
  position: z.number(),
  epoch: z.number(),
  at: z.string(),
  type: z.string(),
  certainty: z.string(),
  summary: z.string(),
  event: z.record(z.string(), z.unknown()),
});
export const callEventsAnswerSchema = z.object({ callKey: z.string(), events: z.array(callEventSchema) });
