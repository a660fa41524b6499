import { z } from 'zod';
import { sourceSystemSchema } from '../../knowledge/content/delivery.ts';
import { commandId, countsSchema, words } from './knowledge.ts';

/**
 * REST messages under `api/knowledge/sources` and `api/knowledge/source-runs`: what is pulled on a schedule. Which
 * sources there are is configuration; a page sees how they fare, runs one at once, and pauses or resumes it.
 */

const ms = z.number();

/**
 * `running`: as of now. `done`: read to its end or to its limit, with or without faults in single pages. `failed`: nothing
 * was taken; it is tried again. `interrupted`: the bridge ended in the middle, and nothing was taken but what `batchId`
 * names.
 */
export const sourceRunStateSchema = z.enum(['running', 'done', 'failed', 'interrupted']);

export const sourceRunSchema = z.object({
  runId: z.string(),
  sourceId: z.string(),
  state: sourceRunStateSchema,
  /** how it went, in one sentence */
  words: z.string(),
  startedAt: ms,
  endedAt: ms.nullable(),
  /** 姓名, 按计划, 命令行 */
  startedByName: z.string(),
  /** 1: as scheduled or asked for; 2 and on: tries after a failure */
  attempt: z.number(),
  /** pages or rows that were asked for */
  asked: z.number(),
  /** of them, those that the source says are as they were */
  unchanged: z.number(),
  /** known to be left for the next run, because of the limit of pages */
  left: z.number(),
  /** gone from the source: these entries are withdrawn with the batch */
  gone: z.number(),
  /** gone from the source but kept, because they are too many at once or the list was not read whole */
  withheld: z.number(),
  /** pages or rows with a fault; at `source-runs/:runId/rows` */
  faults: z.number(),
  /** null: nothing was new, so that there is no batch; or the run is not through */
  batchId: z.string().nullable(),
  /** of the batch; null where there is none */
  counts: countsSchema.nullable(),
});
export type SourceRunView = z.infer<typeof sourceRunSchema>;

export const sourceSchema = z.object({
  sourceId: z.string(),
  name: z.string(),
  kind: z.enum(['website', 'enterprise']),
  /** 网站, 企业平台 */
  kindName: z.string(),
  system: sourceSystemSchema,
  systemName: z.string(),
  /** where reading begins */
  addresses: z.array(z.string()),
  regionCode: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  /** 每 6 小时；每天 02:30、14:30 */
  scheduleWords: z.string(),
  /** runs are made one at a time: `queued` waits for another source's */
  activity: z.enum(['idle', 'queued', 'running']),
  paused: z.object({ byName: z.string(), at: ms, reason: z.string() }).nullable(),
  lastRun: sourceRunSchema.nullable(),
  /** null: paused */
  nextRunAt: ms.nullable(),
  /** the next run is a try after a failure, not the next of the schedule */
  nextIsRetry: z.boolean(),
  /** runs that failed in a row, 0 after one that did not */
  failures: z.number(),
  /** what somebody should look after, in words; null: nothing */
  trouble: z.string().nullable(),
  /** what the person who asks may do now */
  may: z.array(z.enum(['run', 'pause', 'resume'])),
});
export type SourceView = z.infer<typeof sourceSchema>;

/** In the order of the configuration; of the own unit and below. */
export const sourcesAnswerSchema = z.object({ sources: z.array(sourceSchema) });
export const sourceAnswerSchema = z.object({ source: sourceSchema });

/** Newest first; asked with `pageQuerySchema`. */
export const sourceRunsAnswerSchema = z.object({ runs: z.array(sourceRunSchema), total: z.number() });
export const sourceRunAnswerSchema = z.object({ run: sourceRunSchema });

/** A page or row that was not read, or was read with a remark. Asked with `pageQuerySchema`. */
export const sourceRunRowSchema = z.object({
  rowNo: z.number(),
  /** address of the page, or page and row of an interface */
  where: z.string(),
  url: z.string(),
  /** stable, upper case: WEB_ROBOTS, PAGE_MISSING, LINE_FIELD … */
  code: z.string(),
  /** what is wrong and what to do */
  words: z.string(),
});
export type SourceRunRowView = z.infer<typeof sourceRunRowSchema>;
export const sourceRunRowsAnswerSchema = z.object({ rows: z.array(sourceRunRowSchema), total: z.number() });

/** POST `api/knowledge/sources/:sourceId/acts`; answered by `sourceAnswerSchema`, a run goes on after the answer. */
export const sourceActBodySchema = z.discriminatedUnion('act', [
  z.strictObject({
    commandId,
    /** 立即运行 */
    act: z.literal('run'),
    /** 重读全部: as if nothing had been read before, for instance after a batch was undone */
    whole: z.boolean().default(false),
    /** 确认撤下: entries that are gone are withdrawn although they are many at once */
    acceptGone: z.boolean().default(false),
  }),
  z.strictObject({ commandId, act: z.literal('pause'), reason: words }),
  z.strictObject({ commandId, act: z.literal('resume') }),
]);
