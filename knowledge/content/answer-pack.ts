import { z } from 'zod';
import { regionCodeSchema } from '../article.ts';
import { type Day, daySchema } from '../day.ts';
import type { Basis } from './entry.ts';
import { noticeKindSchema } from './notice-item.ts';

/** 知识包: the most used answers, to be looked up where the bridge is not reached. Public text, nobody's data. */

/** What is true from a day on, until the next one begins. The first also tells of the days before it. */
const periods = <T extends z.ZodType>(is: T) => z.array(z.object({ from: daySchema, is })).min(1);
export interface Period<T> {
  from: Day;
  is: T;
}

const packValiditySchema = z.object({
  state: z.enum(['not-yet', 'in-force', 'partly', 'amended', 'ended', 'repealed', 'unclear']),
  label: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  basis: z.string(),
  successor: z.object({ articleId: z.string(), title: z.string() }).nullable(),
});

/** 一次性告知, in the order in which it is told; empty: nothing is told of it */
const notice = z.array(z.object({ kind: noticeKindSchema, text: z.string() }));

const place = z.int().nonnegative();

const packTextSchema = z.object({
  articleId: z.string(),
  rev: z.number(),
  title: z.string(),
  docNo: z.string().nullable(),
  issuer: z.string(),
  level: z.string(),
  regionCode: z.string(),
  dataAsOf: daySchema,
  validity: periods(packValiditySchema),
  notice,
});

const packClauseSchema = z.object({
  /** place in `texts` */
  text: place,
  no: z.string(),
  heading: z.string().nullable(),
  words: z.string(),
  /** null: as the whole text */
  validity: periods(packValiditySchema).nullable(),
});

const packSpokenSchema = z.object({
  faqId: z.string(),
  text: z.string(),
  /** places in `clauses` that it rests on */
  on: z.array(place),
  /** null: not to be said on these days; else with what has to be said beside it */
  says: periods(z.object({ note: z.string().nullable() }).nullable()),
  notice,
});

const packAnswerSchema = z.object({
  /** as callers put it; empty for a clause that was used without such a question */
  questions: z.array(z.string()),
  /** places in `clauses`, as they were ranked for the first of these questions */
  clauses: z.array(place).min(1),
  spoken: packSpokenSchema.nullable(),
});

export const answerPackSchema = z.object({
  builtOn: daySchema,
  /** 数据截至 */
  dataAsOf: daySchema,
  /** whose callers it is for, and those of the regions below */
  regionCode: regionCodeSchema,
  texts: z.array(packTextSchema),
  clauses: z.array(packClauseSchema),
  /** the most used first; what a pack is counted by */
  answers: z.array(packAnswerSchema),
  /** what callers say → what rules write */
  synonyms: z.array(z.object({ spoken: z.string(), written: z.array(z.string()) })),
});
export type AnswerPack = z.infer<typeof answerPackSchema>;
export type PackAnswer = z.infer<typeof packAnswerSchema>;
export type PackSpoken = z.infer<typeof packSpokenSchema>;

export interface PackWish {
  regionCode: string;
  today: Day;
  /** answers at most */
  most: number;
  /** clauses that were used as answers lately, and how often */
  used: readonly (Basis & { count: number })[];
}
