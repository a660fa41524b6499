import { z } from 'zod';
import { recordContentSchema } from '../domain/record/consultation.ts';

/** REST under `api/records`: the own records of today, to be looked at again and mended. */

export const ownRecordSchema = z.object({
  recordNo: z.string(),
  interactionId: z.string(),
  rev: z.number(),
  /** of this revision */
  savedAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  numberMasked: z.string().nullable(),
  queueName: z.string().nullable(),
  content: recordContentSchema,
});
export type OwnRecord = z.infer<typeof ownRecordSchema>;

/** newest first */
export const ownRecordsAnswerSchema = z.object({ records: z.array(ownRecordSchema) });

export const recordRevisionSchema = z.object({
  rev: z.number(),
  /** name of who saved it */
  by: z.string(),
  savedAt: z.string(),
  /** empty: it was written with the call */
  reason: z.string(),
  content: recordContentSchema,
});
export type RecordRevisionView = z.infer<typeof recordRevisionSchema>;

/** oldest first */
export const recordRevisionsAnswerSchema = z.object({ revisions: z.array(recordRevisionSchema) });
