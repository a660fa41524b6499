import { z } from 'zod';
import { regionCodeSchema } from '../../knowledge/article.ts';
import { basisSchema } from '../../knowledge/content/entry.ts';
import { synonymChangesSchema } from '../../knowledge/content/synonyms.ts';
import { daySchema } from '../../knowledge/day.ts';

/**
 * REST under `api/knowledge/` for synonyms: proposed by one, tried on questions whose answers are known, put live by
 * another, and taken back. Times are ms since the epoch.
 */

const ms = z.number();
const commandId = z.string().regex(/^[\w.:-]{1,56}$/);
const reason = z.string().trim().min(1).max(500);

/** `written` null: the city's row is taken out; empty: the word is not read as anything else. */
const synonymChangeViewSchema = z.object({ spoken: z.string(), written: z.array(z.string()).nullable() });

/** The city's own rows; each stands in the place of the built-in row of its word. */
export const synonymsAnswerSchema = z.object({
  table: z.array(z.object({ spoken: z.string(), written: z.array(z.string()) })),
  /** how many changes it has seen */
  revision: z.number(),
});

/* ---- questions that a change is tried on ---- */

export const trialQuestionsQuerySchema = z.strictObject({
  leftOut: z.enum(['0', '1']).default('0'),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const trialQuestionSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  regionCode: z.string(),
  /** null: today, whenever it is tried */
  asOf: z.string().nullable(),
  /** the clause that should answer it */
  expected: z.object({ articleId: z.string(), clauseNo: z.string() }),
});

export const trialQuestionsAnswerSchema = z.object({
  questions: z.array(
    trialQuestionSchema.extend({
      /** an answer that was adopted, a gap that was closed, or somebody's hand */
      source: z.enum(['adopted', 'gap', 'written']),
      addedByName: z.string(),
      addedAt: ms,
      leftOut: z.boolean(),
    }),
  ),
  total: z.number(),
});

export const newTrialQuestionBodySchema = z.strictObject({
  question: z.string().trim().min(1).max(200),
  regionCode: regionCodeSchema,
  asOf: daySchema.nullable(),
  expected: basisSchema,
});
export const newTrialQuestionAnswerSchema = z.object({ questionId: z.string() });
export const leaveOutBodySchema = z.strictObject({ leftOut: z.boolean() });

/* ---- trials ---- */

const foundSchema = z.object({ first: z.number(), three: z.number(), ten: z.number() });
const summarySchema = z.object({
  questions: z.number(),
  better: z.number(),
  worse: z.number(),
  same: z.number(),
  /** the expected clause among the first one, three, ten */
  before: foundSchema,
  after: foundSchema,
});

const sideSchema = z.object({
  first: z.array(z.object({ articleId: z.string(), clauseNo: z.string(), title: z.string() })),
  /** of the expected clause, from 1; null: not among the first twenty */
  place: z.number().nullable(),
});
const triedSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  expected: z.object({ articleId: z.string(), clauseNo: z.string() }),
  outcome: z.enum(['better', 'worse', 'same']),
  before: sideSchema,
  after: sideSchema,
});
export type TriedQuestionView = z.infer<typeof triedSchema>;

/** Of a proposal, or of changes that nobody has proposed yet. */
export const startTrialBodySchema = z.union([
  z.strictObject({ proposalId: z.string().min(1).max(200) }),
  z.strictObject({ changes: synonymChangesSchema }),
]);

export const trialSchema = z.object({
  trialId: z.string(),
  proposalId: z.string().nullable(),
  changes: z.array(synonymChangeViewSchema),
  startedByName: z.string(),
  startedAt: ms,
  state: z.discriminatedUnion('state', [
    z.object({ state: z.literal('running'), done: z.number(), of: z.number() }),
    z.object({ state: z.literal('done'), summary: summarySchema, tried: z.array(triedSchema) }),
    z.object({ state: z.literal('failed'), words: z.string() }),
  ]),
});
export type TrialView = z.infer<typeof trialSchema>;
export const trialAnswerSchema = z.object({ trial: trialSchema });

/* ---- proposals ---- */

export const proposalSchema = z.object({
  proposalId: z.string(),
  changes: z.array(synonymChangeViewSchema),
  reason: z.string(),
  proposedBy: z.string(),
  proposedByName: z.string(),
  proposedAt: ms,
  state: z.enum(['open', 'live', 'declined', 'taken-back']),
  /** the newest; `current` false: the table was changed since, and it says nothing any more */
  trial: summarySchema.extend({ at: ms, byName: z.string(), current: z.boolean() }).nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: ms.nullable(),
  decision: z.string(),
  changeNo: z.number(),
  /** what the person who asks may do with it now */
  may: z.array(z.enum(['try', 'go-live', 'decline', 'take-back'])),
});
export type ProposalView = z.infer<typeof proposalSchema>;

export const proposalsQuerySchema = trialQuestionsQuerySchema.omit({ leftOut: true });
export const proposalsAnswerSchema = z.object({ proposals: z.array(proposalSchema), total: z.number() });
export const proposalAnswerSchema = z.object({ proposal: proposalSchema });
/** With its newest trial, question by question. */
export const proposalWholeAnswerSchema = proposalAnswerSchema.extend({ tried: z.array(triedSchema) });

export const newProposalBodySchema = z.strictObject({ commandId, changes: synonymChangesSchema, reason });
export const proposalActBodySchema = z.strictObject({
  commandId,
  changeNo: z.int().positive(),
  act: z.discriminatedUnion('act', [
    z.strictObject({ act: z.literal('go-live') }),
    z.strictObject({ act: z.literal('decline'), reason }),
    z.strictObject({ act: z.literal('take-back'), reason }),
  ]),
});
