import { z } from 'zod';
import { answersQuerySchema } from './answers.ts';

/** `GET api/knowledge/explanation`: why a list stands as it does, and why one clause is not where it was looked for. */
export const explanationQuerySchema = answersQuerySchema
  .extend({
    /** both or none */
    articleId: z.string().min(1).max(64).optional(),
    clauseNo: z.string().min(1).max(64).optional(),
    limit: z.coerce.number().int().min(1).max(20).default(10),
  })
  .refine(({ articleId, clauseNo }) => (articleId === undefined) === (clauseNo === undefined), {
    path: ['clauseNo'],
  });

/** Places are from 1, among all that are there after the step; null: it has none by it. */
const stepSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('words'),
    words: z.string(),
    score: z.number().nullable(),
    place: z.number().nullable(),
  }),
  z.object({
    step: z.literal('learned'),
    words: z.string(),
    score: z.number(),
    place: z.number(),
    /** the strongest first */
    signals: z.array(
      z.object({
        name: z.string(),
        words: z.string(),
        value: z.number(),
        /** its median over all clauses that were compared */
        usual: z.number(),
        /** the score has so many times what it would have with the usual value */
        factor: z.number(),
      }),
    ),
  }),
  z.object({
    step: z.literal('lifts'),
    words: z.string(),
    score: z.number(),
    place: z.number(),
    /** score × factor + plus, one after the other */
    lifts: z.array(z.object({ words: z.string(), factor: z.number(), plus: z.number() })),
  }),
  z.object({
    step: z.literal('validity'),
    words: z.string(),
    /** 0 applies, 1 to be checked, 2 not yet, 3 no more: a lower one stands first whatever the scores */
    tier: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    label: z.string(),
    place: z.number(),
  }),
]);

const explainedClauseSchema = z.object({
  articleId: z.string(),
  clauseNo: z.string(),
  title: z.string(),
  /** in the order in which they are done; applied one after the other they give the order that is shown */
  steps: z.array(stepSchema),
  verdict: z.object({
    kind: z.enum([
      'shown',
      'unknown',
      'other-region',
      'other-audience',
      'not-found',
      'too-far-behind',
      'too-weak',
      'no-room',
    ]),
    rank: z.number().nullable(),
    words: z.string(),
  }),
});

export const explanationAnswerSchema = z.object({
  explanation: z.object({
    /** as it was read */
    text: z.string(),
    synonyms: z.array(z.object({ spoken: z.string(), written: z.array(z.string()) })),
    found: z.number(),
    least: z.object({ applying: z.number(), others: z.number() }),
    limit: z.number(),
    shown: z.array(explainedClauseSchema),
    /** the clause that was asked about */
    asked: explainedClauseSchema.nullable(),
  }),
});
