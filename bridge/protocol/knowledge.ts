import { z } from 'zod';
import { sourceSystemSchema } from '../../knowledge/content/delivery.ts';
import { attachmentSchema, contentSchema, entryKindSchema } from '../../knowledge/content/entry.ts';
import { daySchema } from '../../knowledge/day.ts';

export { sourceSystemNames } from '../../knowledge/content/delivery.ts';

/**
 * REST messages under `api/knowledge/`. Times are ms since the epoch, days 'YYYY-MM-DD' in China. Whatever changes
 * something carries a `commandId` made by the page, one for each human act: sent twice it is done once.
 */

const ms = z.number();
export const commandId = z.string().regex(/^[\w.:-]{1,56}$/);
export const words = z.string().trim().min(1).max(500);
const optionalWords = z.string().trim().max(500);
const regionCode = z.string().regex(/^(\d{6}|\d{9}|\d{12})$/);

/* ---- asking for a page of a list: query strings, so everything comes as text ---- */

const offset = z.coerce.number().int().min(0).max(10_000_000).default(0);
const limit = z.coerce.number().int().min(1).max(200).default(50);
const filterText = z.string().trim().min(1).max(100).optional();

export const stageSchema = z.enum([
  'editing',
  'first-review',
  'second-review',
  'published',
  'review-due',
  'withdrawn',
]);

export const entryListQuerySchema = z.strictObject({
  stage: stageSchema.optional(),
  kind: entryKindSchema.optional(),
  system: sourceSystemSchema.optional(),
  materialClass: filterText,
  regionCode: regionCode.optional(),
  topic: filterText,
  /** a part of the title */
  text: filterText,
  /** 复审日 before this day */
  dueBefore: daySchema.optional(),
  unitId: filterText,
  offset,
  limit,
});

/* ---- entries ---- */

const draftSchema = z.object({
  rev: z.number(),
  stage: z.enum(['editing', 'first-review', 'second-review']),
  authorIds: z.array(z.string()),
  firstReviewerId: z.string().nullable(),
  /** why it was sent back */
  sentBack: z.string().nullable(),
});

export const standingSchema = z.object({
  publishedRev: z.number().nullable(),
  draft: draftSchema.nullable(),
  reviewDueOn: z.string().nullable(),
  withdrawn: z.string().nullable(),
});

export const entryRowSchema = z.object({
  entryId: z.string(),
  kind: entryKindSchema,
  title: z.string(),
  regionCode: z.string(),
  topic: z.string(),
  materialClass: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  system: sourceSystemSchema,
  sourceId: z.string(),
  standing: standingSchema,
  stage: stageSchema.nullable(),
  currentRev: z.number(),
  publishedAt: ms.nullable(),
  withdrawOn: z.string().nullable(),
  changeNo: z.number(),
  updatedAt: ms,
  updatedBy: z.string(),
  /** 姓名, or the name of the source */
  updatedByName: z.string(),
});
export type EntryRowView = z.infer<typeof entryRowSchema>;

export const entryListAnswerSchema = z.object({
  entries: z.array(entryRowSchema),
  total: z.number(),
  counts: z.partialRecord(stageSchema, z.number()),
});

export const versionRowSchema = z.object({
  rev: z.number(),
  title: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  madeAt: ms,
  reason: z.string(),
  batchId: z.string().nullable(),
  provenance: z
    .object({ system: sourceSystemSchema, sourceId: z.string(), url: z.string(), fetchedAt: z.string() })
    .nullable(),
  contentHash: z.string(),
});

export const deedRowSchema = z.object({
  changeNo: z.number(),
  deed: z.enum([
    'write',
    'submit',
    'pass-first',
    'pass-second',
    'send-back',
    'discard',
    'confirm',
    'withdraw',
    'import',
    'expire',
    'undo',
  ]),
  /** the deed in words */
  name: z.string(),
  rev: z.number().nullable(),
  accountId: z.string(),
  accountName: z.string(),
  at: ms,
  reason: z.string(),
  batchId: z.string().nullable(),
});

export const entryAnswerSchema = z.object({
  entry: entryRowSchema,
  versions: z.array(versionRowSchema),
  deeds: z.array(deedRowSchema),
  /** of `entry.currentRev` */
  content: contentSchema,
  /** what the person who asks may do with it now */
  may: z.array(
    z.enum(['write', 'submit', 'pass-first', 'pass-second', 'send-back', 'discard', 'confirm', 'withdraw']),
  ),
  /** 到期提示: what its text says of its end, or texts of its kind usually come to; nothing ends by itself */
  hints: z
    .array(
      z.object({
        words: z.string(),
        /** the clause that says so; null where only the kind of the text does */
        basis: z.object({ clauseNo: z.string(), sentence: z.string() }).nullable(),
        /** the first day on which it would no longer apply; null where its beginning is not known */
        on: z.string().nullable(),
        certainty: z.enum(['stated', 'usual']),
      }),
    )
    .optional(),
});

export const versionAnswerSchema = z.object({ version: versionRowSchema, content: contentSchema });

export const differenceSchema = z.object({
  field: z.string(),
  name: z.string(),
  before: z.string(),
  after: z.string(),
});
export const differenceQuerySchema = z.strictObject({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
});
export const differenceAnswerSchema = z.object({ differences: z.array(differenceSchema) });

export const newEntryBodySchema = z.strictObject({
  commandId,
  content: contentSchema,
  reason: optionalWords,
});
export const newVersionBodySchema = z.strictObject({
  commandId,
  changeNo: z.int().positive(),
  content: contentSchema,
  reason: optionalWords,
});

const plainActs = z.enum(['submit', 'pass-first', 'discard']);
export const lifeActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: plainActs }),
  z.strictObject({ act: z.literal('pass-second'), reviewDueOn: daySchema }),
  z.strictObject({ act: z.literal('confirm'), reviewDueOn: daySchema }),
  z.strictObject({ act: z.literal('send-back'), reason: words }),
  z.strictObject({ act: z.literal('withdraw'), reason: words }),
]);
export const entryActBodySchema = z.strictObject({
  commandId,
  changeNo: z.int().positive(),
  act: lifeActSchema,
});

/** A refusal comes as an error; code `overtaken` (409) means that somebody was quicker: read the entry again. */
export const entryDoneSchema = z.object({
  entryId: z.string(),
  changeNo: z.number(),
  rev: z.number().nullable(),
  stage: stageSchema.nullable(),
  /** it had been done by an earlier sending of the same command */
  repeated: z.boolean(),
});

/* ---- deliveries ---- */

export const importFormatSchema = z.enum(['xlsx', 'csv', 'jsonl', 'items', 'docx', 'pdf', 'ofd', 'txt']);

/** The body of the request is the file itself, up to 50 MB. */
export const importQuerySchema = z.strictObject({
  system: sourceSystemSchema,
  format: importFormatSchema,
  /** of the file, shown in the receipt */
  name: z.string().trim().min(1).max(200),
  regionCode: regionCode.optional(),
  dryRun: z.enum(['0', '1']).default('0'),
});

export const rowOutcomeSchema = z.enum([
  'added',
  'changed',
  'unchanged',
  'expired',
  'conflicting',
  'rejected',
]);

export const batchRowSchema = z.object({
  rowNo: z.number(),
  outcome: rowOutcomeSchema,
  at: z.object({ in: z.string(), row: z.number().nullable(), column: z.string().nullable() }),
  /** 第 3 行“施行日期”列 */
  where: z.string(),
  sourceId: z.string(),
  entryId: z.string().nullable(),
  rev: z.number().nullable(),
  title: z.string(),
  code: z.string(),
  words: z.string(),
  differences: z.array(differenceSchema),
});
export type BatchRowView = z.infer<typeof batchRowSchema>;

export const countsSchema = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  expired: z.number(),
  conflicting: z.number(),
  rejected: z.number(),
});

export const batchSchema = z.object({
  batchId: z.string(),
  system: sourceSystemSchema,
  format: z.string(),
  name: z.string(),
  regionCode: z.string(),
  unitId: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  at: ms,
  state: z.enum(['staging', 'taken', 'undone']),
  counts: countsSchema,
  takenAt: ms.nullable(),
  undoneAt: ms.nullable(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
});
export type BatchView = z.infer<typeof batchSchema>;

/** What an import came to. `batch` is null for a dry run: nothing was changed. */
export const receiptAnswerSchema = z.object({
  batch: batchSchema.nullable(),
  counts: countsSchema,
  /** the first of them; the rest at `batches/:batchId/rows` */
  rows: z.array(batchRowSchema),
  moreRows: z.boolean(),
});

export const pageQuerySchema = z.strictObject({ offset, limit });
export const batchesAnswerSchema = z.object({ batches: z.array(batchSchema), total: z.number() });
export const batchAnswerSchema = z.object({ batch: batchSchema });
export const batchRowsQuerySchema = z.strictObject({ outcome: rowOutcomeSchema.optional(), offset, limit });
export const batchRowsAnswerSchema = z.object({ rows: z.array(batchRowSchema), total: z.number() });

export const batchActBodySchema = z.discriminatedUnion('act', [
  z.strictObject({ commandId, act: z.literal('pass-first') }),
  z.strictObject({ commandId, act: z.literal('pass-second'), reviewDueOn: daySchema }),
  z.strictObject({ commandId, act: z.literal('undo'), reason: words }),
]);

export const batchDoneSchema = z.object({
  batch: batchSchema,
  /** of a review of the whole batch; 0 for an undoing */
  passed: z.number(),
  /** entries that were not passed, the first hundred, each with why */
  refused: z.array(z.object({ entryId: z.string(), title: z.string(), words: z.string() })),
});

/** Which sources and formats there are to choose from. */
export const importChoicesSchema = z.object({
  systems: z.array(z.object({ system: sourceSystemSchema, name: z.string() })),
  formats: z.array(
    z.object({ format: importFormatSchema, name: z.string(), extensions: z.array(z.string()) }),
  ),
  templates: z.array(z.object({ template: z.string(), name: z.string() })),
  maxBytes: z.number(),
});

/* ---- tasks ---- */

export const taskKindSchema = z.enum(['gap', 'error', 'review-due', 'conflict']);
export const taskStateSchema = z.enum(['open', 'done', 'declined']);

export const taskHitSchema = z.object({
  articleId: z.string(),
  clauseNo: z.string(),
  title: z.string(),
  rank: z.number(),
});

export const taskSchema = z.object({
  taskId: z.string(),
  kind: taskKindSchema,
  question: z.string(),
  regionCode: z.string(),
  asOf: z.string().nullable(),
  entryId: z.string().nullable(),
  clauseNo: z.string().nullable(),
  words: z.string(),
  reportedBy: z.string(),
  reportedByName: z.string(),
  reportedAt: ms,
  interactionId: z.string().nullable(),
  ownerUnit: z.string(),
  ownerUnitName: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  state: taskStateSchema,
  closing: z
    .object({
      by: z.string(),
      byName: z.string(),
      at: ms,
      words: z.string(),
      rerun: z.object({ hits: z.array(taskHitSchema), answered: z.boolean() }).nullable(),
    })
    .nullable(),
  changeNo: z.number(),
});
export type TaskView = z.infer<typeof taskSchema>;

export const tasksQuerySchema = z.strictObject({
  kind: taskKindSchema.optional(),
  state: taskStateSchema.optional(),
  /** 'mine': those whose owner one is */
  owner: z.enum(['mine']).optional(),
  offset,
  limit,
});
export const tasksAnswerSchema = z.object({
  tasks: z.array(taskSchema),
  total: z.number(),
  open: z.partialRecord(taskKindSchema, z.number()),
});

/** 报缺 and 纠错, from wherever somebody answers. */
export const reportBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    commandId,
    kind: z.literal('gap'),
    question: z.string().trim().min(1).max(200),
    regionCode,
    asOf: daySchema.nullable(),
    words: optionalWords,
    interactionId: z.string().max(64).nullable(),
  }),
  z.strictObject({
    commandId,
    kind: z.literal('error'),
    /** what was asked when it was found; empty: it was read without a question */
    question: z.string().trim().max(200),
    regionCode,
    asOf: daySchema.nullable(),
    /** the article, FAQ, item or guide that is wrong, as hits name it */
    entryId: z.string().min(1).max(64),
    clauseNo: z.string().max(64).nullable(),
    words,
    interactionId: z.string().max(64).nullable(),
  }),
]);

export const taskAnswerSchema = z.object({ task: taskSchema });

/** `owners`: whom it may be given to */
export const taskDetailSchema = z.object({
  task: taskSchema,
  owners: z.array(z.object({ accountId: z.string(), name: z.string(), unitName: z.string() })),
});

export const assignTaskBodySchema = z.strictObject({
  changeNo: z.int().positive(),
  /** null: nobody yet */
  ownerId: z.string().min(1).max(64).nullable(),
  dueOn: daySchema.nullable(),
});

export const closeTaskBodySchema = z.strictObject({
  changeNo: z.int().positive(),
  state: z.enum(['done', 'declined']),
  words,
});

/* ---- reading what is published ---- */

export const browseQuerySchema = z.strictObject({
  kind: entryKindSchema.optional(),
  materialClass: filterText,
  topic: filterText,
  regionCode: regionCode.optional(),
  text: filterText,
  offset,
  limit,
});

export const publishedRowSchema = z.object({
  entryId: z.string(),
  rev: z.number(),
  kind: entryKindSchema,
  title: z.string(),
  regionCode: z.string(),
  topic: z.string(),
  materialClass: z.string(),
  unitName: z.string(),
  systemName: z.string(),
  beginsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  publishedAt: ms,
});
export type PublishedRowView = z.infer<typeof publishedRowSchema>;

export const browseAnswerSchema = z.object({
  entries: z.array(publishedRowSchema),
  total: z.number(),
  /** of all that is published */
  shelves: z.array(z.object({ materialClass: z.string(), topic: z.string(), count: z.number() })),
});
export const publishedAnswerSchema = z.object({
  entry: publishedRowSchema,
  content: contentSchema,
  provenance: z
    .object({ system: sourceSystemSchema, sourceId: z.string(), url: z.string(), fetchedAt: z.string() })
    .nullable(),
});

/** 班前播报. `since` is a day; without it: today alone. */
export const changesQuerySchema = z.strictObject({ since: daySchema.optional() });
export const changesAnswerSchema = z.object({
  since: z.string(),
  day: z.string(),
  changes: z.array(
    z.object({
      change: z.enum(['published', 'begins', 'ends', 'withdrawn']),
      entryId: z.string(),
      title: z.string(),
      on: z.string(),
      /** one sentence, to be read out */
      words: z.string(),
    }),
  ),
});

/* ---- how it is used ---- */

/** An answer of a search was marked as used; searches themselves are noted by the bridge. */
export const adoptedBodySchema = z.strictObject({
  question: z.string().max(200),
  articleId: z.string().min(1).max(64),
  clauseNo: z.string().max(64),
});

/** Both inclusive. */
export const usageQuerySchema = z.strictObject({ from: daySchema, to: daySchema });

const questionCountSchema = z.object({ question: z.string(), count: z.number(), lastAt: ms });
const ratioSchema = z.object({
  name: z.string(),
  formula: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  /** null where nothing was counted */
  value: z.number().nullable(),
});
export const usageAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  searches: z.number(),
  /** 命中率, 采用率, 首位命中率 */
  ratios: z.array(ratioSchema),
  zero: z.array(questionCountSchema),
  notAdopted: z.array(questionCountSchema),
  used: z.array(
    z.object({ articleId: z.string(), title: z.string().nullable(), count: z.number(), lastAt: ms }),
  ),
  neverUsed: z.array(z.object({ entryId: z.string(), title: z.string(), publishedAt: ms })),
  neverUsedCount: z.number(),
});

/* ---- attachments ---- */

/** The body of the request is the file itself, up to 20 MB; the answer goes into a content's `attachments`. */
export const attachmentQuerySchema = z.strictObject({ name: z.string().trim().min(1).max(200) });
export const attachmentAnswerSchema = z.object({ attachment: attachmentSchema });
