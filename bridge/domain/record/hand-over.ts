import type { z } from 'zod';
import { recordContentSchema } from './consultation.ts';

/**
 * What the first seat knows when it hands a citizen on: its record as it stands, finished or not. The second seat sees
 * it beside the call and need not ask again (首接负责).
 */
export const handOverNotesSchema = recordContentSchema
  .pick({
    serviceFunction: true,
    appealType: true,
    regionBasis: true,
    question: true,
    answers: true,
    outcomeNote: true,
    flags: true,
    confidential: true,
  })
  .extend({
    regionCode: recordContentSchema.shape.regionCode.nullable(),
    outcomeCode: recordContentSchema.shape.outcomeCode.nullable(),
  });
export type HandOverNotes = z.infer<typeof handOverNotesSchema>;
