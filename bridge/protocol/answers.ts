import { z } from 'zod';

export const validitySchema = z.object({
  state: z.enum(['not-yet', 'in-force', 'partly', 'amended', 'ended', 'repealed', 'unclear']),
  label: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  basis: z.string(),
  successor: z.object({ articleId: z.string(), title: z.string() }).nullable(),
});

export const answerHitSchema = z.object({
  articleId: z.string(),
  articleRev: z.number(),
  title: z.string(),
  docNo: z.string().nullable(),
  issuer: z.string(),
  level: z.string(),
  regionCode: z.string(),
  clauseNo: z.string(),
  clauseText: z.string(),
  snippet: z.string(),
  highlights: z.array(z.tuple([z.number(), z.number()])),
  validity: validitySchema,
  why: z.array(z.object({ kind: z.string(), text: z.string() })),
  score: z.number(),
  rank: z.number(),
});
export type AnswerHitView = z.infer<typeof answerHitSchema>;

export const articleViewSchema = z.object({
  articleId: z.string(),
  rev: z.number(),
  title: z.string(),
  docNo: z.string().nullable(),
  issuer: z.string(),
  level: z.string(),
  regionCode: z.string(),
  validity: validitySchema,
  clauses: z.array(z.object({ no: z.string(), heading: z.string().nullable(), text: z.string() })),
  dataAsOf: z.string(),
});
export type ArticleViewMessage = z.infer<typeof articleViewSchema>;
