import { z } from 'zod';
import { noticeKindSchema } from '../../knowledge/content/notice-item.ts';
import { serviceFunctionSchema } from '../domain/telephony/site.ts';

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
  /** to be read aloud within a minute: the answer of the FAQ that stands behind this clause; null: none does */
  spoken: z
    .object({ faqId: z.string(), question: z.string(), text: z.string(), note: z.string().nullable() })
    .nullable()
    .optional(),
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
  /** approved to be read to the caller: the FAQ's that was asked for, else the text's own */
  readAloud: z.string().nullable().optional(),
  readAloudNote: z.string().nullable().optional(),
  /** 一次性告知, in the order in which it is told; empty: the text tells nothing of it */
  notice: z.array(z.object({ kind: noticeKindSchema, text: z.string() })).optional(),
});
export type ArticleViewMessage = z.infer<typeof articleViewSchema>;

/** 各级规定并列: texts of several levels that answer one question. */
export const comparisonSchema = z.object({
  /** the one that prevails over all others first, then from the State down */
  texts: z.array(answerHitSchema),
  /** the first beside each other one */
  order: z.array(
    z.object({
      /** articleId; null where the law leaves it to somebody to decide */
      prevailing: z.string().nullable(),
      other: z.string(),
      beside: z.string(),
      /** in words that can be read out */
      why: z.string(),
      basis: z.string(),
    }),
  ),
});

export type LevelComparison = z.infer<typeof comparisonSchema>;

/* ---- REST under `api/answers`, for who answers without a seat ---- */

const date = z.iso.date().optional();

/** Region and date where none is given: the site's and today. */
export const answersQuerySchema = z.strictObject({
  text: z.string().trim().min(1).max(200),
  regionCode: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
  date,
  serviceFunction: serviceFunctionSchema.optional(),
});

/** `ready` false: the index is still being built, so an empty list means nothing. */
export const answersAnswerSchema = z.object({
  hits: z.array(answerHitSchema),
  ms: z.number(),
  ready: z.boolean(),
});

export const articleQuerySchema = z.strictObject({ date });
export const articleAnswerSchema = z.object({ article: articleViewSchema });

/** null: fewer than two texts of different level or kind speak of it, nothing has to be weighed */
export const comparisonAnswerSchema = z.object({ comparison: comparisonSchema.nullable() });
