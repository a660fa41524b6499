import { z } from 'zod';

const ms = z.number();

const helpAnswerSchema = z.object({ by: z.string(), words: z.string(), at: ms });

/** 求助 as who asked sees it, until it is taken back or its end is read. */
export const helpViewSchema = z.object({
  id: z.string(),
  reason: z.string(),
  words: z.string(),
  askedAt: ms,
  /** oldest first */
  answers: z.array(helpAnswerSchema),
  done: z.object({ by: z.string(), at: ms }).nullable(),
});
export type HelpView = z.infer<typeof helpViewSchema>;

/** An open request as the team lead sees it. Nothing of the caller is in it. */
export const helpRowSchema = helpViewSchema.omit({ done: true }).extend({
  seat: z.string(),
  accountName: z.string(),
  agentNo: z.string().nullable(),
});
export type HelpRow = z.infer<typeof helpRowSchema>;
