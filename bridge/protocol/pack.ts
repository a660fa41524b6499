import { z } from 'zod';
import { answerPackSchema } from '../../knowledge/content/answer-pack.ts';

export type { AnswerPack, Period } from '../../knowledge/content/answer-pack.ts';

/** REST `api/answers/pack`: with an ETag, which is the pack's version; 304 while it is the same. */
export const packAnswerSchema = z.object({
  pack: answerPackSchema,
  /** days after which a pack that was not renewed warns, and what that number rests on */
  warnAfterDays: z.number(),
  basis: z.string(),
});
export type PackAnswer = z.infer<typeof packAnswerSchema>;
