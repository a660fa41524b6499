import { z } from 'zod';
import { recordContentSchema } from '../domain/record/consultation.ts';

/** What the panel is told of the systems that may stand around it. What they say to each other is in `sdk/messages.ts`. */
export const embedderViewSchema = z.object({
  origin: z.string(),
  name: z.string(),
  events: z.array(z.enum(['call', 'answer', 'record'])),
  /** the bridge gives full numbers for it, each one audited */
  fullNumber: z.boolean(),
  /** it may ask for calls, to numbers that begin like this; the bridge decides */
  dialPrefixes: z.array(z.string()),
});
export type EmbedderView = z.infer<typeof embedderViewSchema>;

export const embeddingAnswerSchema = z.object({ embedders: z.array(embedderViewSchema) });

/** A saved record as its author reads it again: no number, masked or not. */
export const ownRecordAnswerSchema = z.object({
  recordNo: z.string(),
  rev: z.number(),
  savedAt: z.string(),
  regionName: z.string(),
  content: recordContentSchema,
});
export type OwnRecord = z.infer<typeof ownRecordAnswerSchema>;
