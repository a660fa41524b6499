import { z } from 'zod';
import { recordContentSchema } from '../domain/record/consultation.ts';
import { answerHitSchema, articleViewSchema, comparisonSchema } from './answers.ts';
import { commandSchema } from './commands.ts';
import { deskViewSchema, meSchema, popAnswersSchema } from './desk.ts';
import { directorySchema } from './directory.ts';
import { floorChangesSchema, floorViewSchema } from './floor.ts';
import { noticePreviewSchema } from './notifications.ts';

/**
 * The WebSocket at `api/socket`. One union a direction. A frame is state, not a difference, wherever it is small:
 * a lost one is healed by the next. Only the floor page gets differences, and a whole view on any doubt.
 */

export const protocolVersion = 1;

/** Where a client stands: a journal position, never a counter of a socket. */
export const resumeTokenSchema = z.object({ stream: z.string().max(200), epoch: z.int(), position: z.int() });
export type ResumeToken = z.infer<typeof resumeTokenSchema>;

export const clientFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    version: z.literal(protocolVersion),
    page: z.enum(['operator', 'floor']),
    resume: resumeTokenSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('command'), id: z.string().min(1).max(64), command: commandSchema }),
  z.strictObject({ type: z.literal('pong'), at: z.number() }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** What a command came to. `message` is for the person who gave it: what happened, what is safe, what to do. */
export const commandResultSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done') }),
  z.object({ outcome: z.literal('refused'), code: z.string(), message: z.string() }),
  z.object({
    outcome: z.literal('saved'),
    recordNo: z.string(),
    rev: z.number(),
    savedAt: z.string(),
    repeated: z.boolean(),
  }),
  z.object({
    outcome: z.literal('conflict'),
    recordNo: z.string(),
    currentRev: z.number(),
    message: z.string(),
    /** what is saved, to be laid beside what was refused */
    theirs: z.object({ content: recordContentSchema, savedAt: z.string() }).optional(),
  }),
  z.object({
    outcome: z.literal('hits'),
    hits: z.array(answerHitSchema),
    ms: z.number(),
    ready: z.boolean(),
  }),
  z.object({ outcome: z.literal('article'), article: articleViewSchema }),
  z.object({ outcome: z.literal('comparison'), comparison: comparisonSchema.nullable() }),
  noticePreviewSchema,
  z.object({ outcome: z.literal('directory'), directory: directorySchema }),
  z.object({ outcome: z.literal('checked'), ended: z.int().nonnegative(), message: z.string() }),
  z.object({ outcome: z.literal('number'), callId: z.string(), number: z.string() }),
]);
export type CommandResult = z.infer<typeof commandResultSchema>;

const numbered = { seq: z.int(), token: resumeTokenSchema.nullable() };

export const serverFrameSchema = z.discriminatedUnion('type', [
  z.object({
    ...numbered,
    type: z.literal('welcome'),
    version: z.number(),
    me: meSchema,
    now: z.number(),
    /** a ping comes this often: the page calls its view stale when it does not */
    heartbeatMs: z.number().positive().optional(),
  }),
  /** nothing changed for this page since its token */
  z.object({ ...numbered, type: z.literal('resumed') }),
  z.object({ ...numbered, type: z.literal('desk'), desk: deskViewSchema }),
  z.object({ ...numbered, type: z.literal('pop-answers'), answers: popAnswersSchema }),
  z.object({ ...numbered, type: z.literal('floor'), floor: floorViewSchema }),
  z.object({ ...numbered, type: z.literal('floor-changes'), changes: floorChangesSchema }),
  z.object({ ...numbered, type: z.literal('result'), id: z.string(), result: commandResultSchema }),
  z.object({ ...numbered, type: z.literal('ping'), now: z.number() }),
  /** last words before the socket is closed */
  z.object({ ...numbered, type: z.literal('goodbye'), code: z.string(), message: z.string() }),
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;
