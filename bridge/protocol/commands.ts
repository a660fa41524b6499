import { z } from 'zod';
import { recordContentSchema } from '../domain/record/consultation.ts';
import { handOverNotesSchema } from '../domain/record/hand-over.ts';
import { serviceFunctionSchema } from '../domain/telephony/site.ts';

const short = z.string().min(1).max(64);
const reason = z.string().min(1).max(200);

/** Region and date null: the site's and today. */
const asked = {
  text: z.string().max(200),
  serviceFunction: serviceFunctionSchema.nullable(),
  regionCode: z
    .string()
    .regex(/^\d{6,12}$/)
    .nullable(),
  date: z.iso.date().nullable(),
};

/** Words of an entry for who calls; the bridge composes them. */
const notice = {
  interactionId: short,
  articleId: short,
  clauseNo: short,
  /** of the FAQ that stands behind the clause */
  faqId: short.nullable(),
};

/** Whom to consult, to hand a citizen on to, or to call. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seat'), seat: short }),
  z.strictObject({ kind: z.literal('queue'), queue: short }),
  z.strictObject({ kind: z.literal('number'), number: z.string().regex(/^\d{3,20}$/) }),
]);
export type Target = z.infer<typeof target>;

/** The record as it stands goes along; null: there is none. */
const notes = handOverNotesSchema.nullable();

/** What a page may ask of the bridge. Each travels with an id, is acknowledged, and may be sent twice without harm. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('sign-in-seat'),
    seat: short,
    queues: z.array(short).max(100),
    takeOver: z.boolean(),
  }),
  z.strictObject({ type: z.literal('sign-out-seat') }),
  z.strictObject({
    type: z.literal('set-state'),
    state: z.enum(['READY', 'BUSY', 'BREAK']),
    reason: z.string().max(200),
  }),
  z.strictObject({
    type: z.literal('set-next-state'),
    state: z.enum(['READY', 'BUSY', 'BREAK']),
    reason: z.string().max(200),
  }),
  /** 状态不对: the seat's state is held against the exchange */
  z.strictObject({ type: z.literal('check-state') }),
  /** more time for the record that is open after the call */
  z.strictObject({ type: z.literal('extend-wrap-up') }),
  /** 求助: the command's id is the request's; reason 其他 goes with words of one's own */
  z.strictObject({ type: z.literal('ask-help'), reason: short, words: z.string().max(100) }),
  /** by who asked: taken back, or its end is read */
  z.strictObject({ type: z.literal('withdraw-help') }),
  z.strictObject({ type: z.literal('answer-help'), requestId: short, words: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('finish-help'), requestId: short }),
  z.strictObject({ type: z.literal('answer'), callId: short }),
  z.strictObject({ type: z.literal('hold'), callId: short, held: z.boolean() }),
  z.strictObject({ type: z.literal('hang-up'), callId: short }),
  z.strictObject({ type: z.literal('mute'), callId: short, muted: z.boolean() }),
  z.strictObject({ type: z.literal('consult'), callId: short, target, notes }),
  z.strictObject({ type: z.literal('cancel-consult'), callId: short }),
  /** the consulted one and the citizen go on together; the seat is out of it, its record stays open */
  z.strictObject({ type: z.literal('complete-consult'), callId: short, notes }),
  z.strictObject({ type: z.literal('conference'), callId: short }),
  /** unannounced */
  z.strictObject({ type: z.literal('transfer'), callId: short, target, notes }),
  z.strictObject({
    type: z.literal('press-keys'),
    callId: short,
    keys: z.string().regex(/^[0-9*#]{1,32}$/),
  }),
  /** the seat's telephone rings first */
  z.strictObject({ type: z.literal('dial'), target }),
  /** asked for by the page of another system, and agreed to */
  z.strictObject({
    type: z.literal('dial-for-embedder'),
    origin: z.string().min(1).max(300),
    number: z.string().regex(/^\d{3,20}$/),
  }),
  /** the caller's full number, for a system that the city gives it to */
  z.strictObject({
    type: z.literal('number-for-embedder'),
    origin: z.string().min(1).max(300),
    callId: short,
  }),
  /** who can be consulted now; asked again while it is looked at */
  z.strictObject({ type: z.literal('directory') }),
  z.strictObject({
    type: z.literal('search'),
    ...asked,
    /** an input method still holds the words: answered alike, never counted as a question */
    composing: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('compare'), ...asked }),
  z.strictObject({
    type: z.literal('article'),
    articleId: short,
    date: z.iso.date().nullable(),
    /** of the FAQ that stands behind the hit */
    faqId: short.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('save-record'),
    interactionId: short,
    baseRev: z.int().nonnegative(),
    content: recordContentSchema,
    /** why a closed record is changed; needed then, and of no meaning before */
    reason: z.string().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('park-record'), interactionId: short }),
  /** on the caller of one's own call; set again it is prolonged */
  z.strictObject({
    type: z.literal('set-caller-tag'),
    callId: short,
    name: z.string().min(1).max(12),
    reason: z.string().min(1).max(60),
    days: z.int().positive().max(366),
    /** the caller was asked and agreed that it is kept */
    consent: z.boolean(),
  }),
  z.strictObject({ type: z.literal('end-caller-tag'), callId: short, tagId: short }),
  /** after the order system was silent */
  z.strictObject({ type: z.literal('ask-orders-again'), callId: short }),
  z.strictObject({ type: z.literal('reveal-number'), callId: short, reason }),
  /** what a text message of these words would be; nothing is sent */
  z.strictObject({ type: z.literal('preview-notice'), ...notice }),
  z.strictObject({ type: z.literal('send-notice'), ...notice, articleRev: z.int().positive() }),
  z.strictObject({
    type: z.literal('force-state'),
    seat: short,
    state: z.enum(['READY', 'BUSY', 'LOGGED_OUT']),
    reason,
  }),
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
