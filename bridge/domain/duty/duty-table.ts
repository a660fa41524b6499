import { z } from 'zod';

/** `…` stands for up to eight characters; all else as it is said. */
const saying = z.string().min(1).max(40);
const sayings = z.array(saying).max(200);

/** What a window must not do, as callers ask for it, and what is read to them instead. */
export const dutyRuleSchema = z.strictObject({
  /** 出具证明 */
  name: z.string().min(1).max(20),
  says: sayings.min(1),
  /** said beside it, it is a question that may be answered: where a proof is made out, not "make one out" */
  unless: sayings,
  /** read to the caller, word by word: up to sixty seconds */
  answer: z.string().min(1).max(280),
  /** kept as the record's note */
  note: z.string().min(1).max(200),
});
export type DutyRule = z.infer<typeof dutyRuleSchema>;

export const dutyTableSchema = z.strictObject({
  /** the text that draws the limit */
  basis: z.string().min(1).max(200),
  rules: z.array(dutyRuleSchema).max(20),
  /** in a note they would bind others: said beside the field, never refused */
  promises: z.strictObject({ says: sayings, unless: sayings }),
});
export type DutyTable = z.infer<typeof dutyTableSchema>;
