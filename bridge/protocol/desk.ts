import { z } from 'zod';
import { rightSchema, roleSchema } from '../domain/people/role.ts';
import { recordContentSchema } from '../domain/record/consultation.ts';
import { handOverNotesSchema } from '../domain/record/hand-over.ts';
import { outcomeCodeSchema } from '../domain/record/outcome.ts';
import { callKindSchema } from '../domain/telephony/call-facts.ts';
import { seatStateSchema } from '../domain/telephony/seat-state.ts';
import { gradeSchema, serviceFunctionSchema } from '../domain/telephony/site.ts';
import { reasonColourSchema } from '../domain/telephony/state-limits.ts';
import { answerHitSchema } from './answers.ts';
import { callerTagSchema, tagsOfferedSchema } from './caller-tags.ts';
import { helpViewSchema } from './help.ts';
import { sentNoticeSchema } from './notifications.ts';
import { openOrdersSchema } from './open-orders.ts';

/** Times on the wire are ms since the epoch by the bridge's clock, so that a browser's clock only measures ages. */
const ms = z.number();

export const linkViewSchema = z.object({
  state: z.enum(['connecting', 'up', 'lost', 'refused']),
  since: ms,
  /** words for the operator: what happened, what is safe, what to do */
  zh: z.string(),
});

/** What this caller was told before, newest first. */
export const historyItemSchema = z.object({
  recordNo: z.string(),
  at: z.string(),
  question: z.string(),
  outcomeCode: z.string(),
  outcome: z.string(),
  answers: z.array(z.object({ articleId: z.string(), clauseNo: z.string(), title: z.string() })),
});

export const callPhaseSchema = z.enum([
  'ringing',
  'talking',
  'held',
  'consulting',
  'conference',
  /** over, the record is still open */
  'ended',
  /** rang here, another seat took it */
  'answered-elsewhere',
  /** rang here, nobody took it here */
  'missed',
]);

/** One call at one seat: the pop, from the first ring to the saved record. */
export const callCardSchema = z.object({
  /** opaque; the record belongs to it */
  interactionId: z.string(),
  callId: z.string(),
  kind: callKindSchema,
  phase: callPhaseSchema,
  /** this is the n-th offer of the call to this seat; a pop is once per call, seat and offer */
  offer: z.number(),
  /** masked unless the role may see it; null: withheld */
  number: z.string().nullable(),
  numberMasked: z.boolean(),
  /** never guessed: what the exchange or the table of number ranges says */
  place: z.object({ regionCode: z.string(), name: z.string(), basis: z.string() }).nullable(),
  queue: z.string().nullable(),
  queueName: z.string().nullable(),
  serviceFunction: serviceFunctionSchema,
  arrivedAt: ms.nullable(),
  ringingAt: ms.nullable(),
  answeredAt: ms.nullable(),
  heldAt: ms.nullable(),
  endedAt: ms.nullable(),
  waitSeconds: z.number().nullable(),
  answeredBy: z.string().nullable(),
  transferredFrom: z.string().nullable(),
  /** whom this seat consults, while the phase is `consulting`; null where the seat itself is the consulted one */
  consultation: z
    .object({
      /** as the exchange has it, or by name where the panel began it */
      to: z.string().nullable(),
      since: ms.nullable(),
      /** somebody is there; before that it rings */
      answered: z.boolean(),
      /** what a telephone began by itself, only the telephone can end */
      by: z.enum(['exchange', 'telephone']),
    })
    .nullable()
    .optional(),
  /** nobody hears the seat; null: not known, since from before a restart of the bridge */
  muted: z.boolean().nullable().optional(),
  /** keys pressed here would be of use to somebody (the menu of another hotline) */
  keypad: z.boolean().optional(),
  /** to whom the citizen was handed on, and the outcome that follows */
  handedOn: z.object({ to: z.string(), outcome: outcomeCodeSchema }).nullable().optional(),
  /** what the seat that handed the call on had found out */
  handOver: z
    .object({
      seat: z.string(),
      name: z.string(),
      agentNo: z.string().nullable(),
      at: ms,
      notes: handOverNotesSchema,
    })
    .nullable()
    .optional(),
  /** found after a loss of the link, not seen as it happened */
  reconciled: z.boolean(),
  /** before `read` nothing is said of the caller’s calls, history and tags; nobody: none is looked up */
  callerKnown: z.enum(['nobody', 'reading', 'read', 'unreadable']).optional(),
  callsThisWeek: z.number(),
  history: z.array(historyItemSchema),
  tags: z.array(callerTagSchema).optional(),
  /** null: there is no such system, or no number to ask by */
  orders: openOrdersSchema.nullable().optional(),
  rating: gradeSchema.nullable(),
  record: z
    .object({
      recordNo: z.string().nullable(),
      rev: z.number(),
      saved: recordContentSchema.nullable(),
      parked: z.boolean(),
    })
    .nullable(),
  /** text messages to the caller, oldest first */
  sent: z.array(sentNoticeSchema).optional(),
});
export type CallCard = z.infer<typeof callCardSchema>;

export const capabilitiesSchema = z.object({
  memberControl: z.boolean(),
  answer: z.boolean(),
  hangUp: z.boolean(),
  hold: z.boolean(),
  redirect: z.boolean(),
  originate: z.boolean(),
  mute: z.boolean(),
  consult: z.boolean(),
  conference: z.boolean(),
  transfer: z.boolean(),
  press: z.boolean(),
});

/** Everything the operator's page needs of the server; sent whole whenever it changes. */
export const deskViewSchema = z.object({
  seat: z.string().nullable(),
  state: seatStateSchema,
  reason: z.string().nullable(),
  since: ms.nullable(),
  /** from when on the state lasts longer than the city allows; null: never */
  overFrom: ms.nullable().optional(),
  /** the city's own colour of the reason */
  colour: reasonColourSchema.nullable().optional(),
  /** 话后整理 with its clock, from the hang-up until the record is closed or put aside */
  wrapUp: z
    .object({
      since: ms,
      until: ms,
      extended: z.number(),
      extensions: z.number(),
      extensionSeconds: z.number(),
    })
    .nullable()
    .optional(),
  /** who forced the state and why */
  forced: z.object({ by: z.string(), reason: z.string(), at: ms }).nullable(),
  nextState: z.object({ state: z.enum(['READY', 'BUSY', 'BREAK']), reason: z.string() }).nullable(),
  link: linkViewSchema,
  /** why the seat's queues and pause are not as they should be, for the operator; null: they are */
  unsettled: z.string().nullable().optional(),
  capabilities: capabilitiesSchema,
  queues: z.array(
    z.object({
      queue: z.string(),
      name: z.string(),
      waiting: z.number(),
      longestSince: ms.nullable(),
      mine: z.boolean(),
    }),
  ),
  /** oldest first; the call in hand is the last one not ended */
  cards: z.array(callCardSchema),
  /** seats that may be taken, for the sign-in */
  seats: z.array(z.object({ seat: z.string(), takenBy: z.string().nullable() })),
  breakReasons: z.array(
    z.object({ name: z.string(), limitMinutes: z.number().nullable(), colour: reasonColourSchema }),
  ),
  help: helpViewSchema.nullable().optional(),
  /** why help may be asked for, in the order offered */
  helpReasons: z.array(z.string()).optional(),
  /** regions a record may name, in the order they are offered */
  regions: z.array(z.object({ regionCode: z.string(), name: z.string() })).optional(),
  /** tags that may be set at a call */
  tagsOffered: tagsOfferedSchema.optional(),
  /** an earlier call about the same is shown as such for so many days */
  sameMatterDays: z.number().optional(),
  /** name of the city’s order system; null: none */
  orderSystem: z.string().nullable().optional(),
  /** `demo`: taken and not sent */
  sms: z.object({ available: z.boolean(), demo: z.boolean() }).optional(),
});
export type DeskView = z.infer<typeof deskViewSchema>;

export const meSchema = z.object({
  accountId: z.string(),
  login: z.string(),
  name: z.string(),
  agentNo: z.string().nullable(),
  roles: z.array(roleSchema),
  rights: z.array(rightSchema),
  unitId: z.string(),
  unitName: z.string(),
  regionCode: z.string(),
  demo: z.boolean(),
  /** 数据截至, shown with the demo banner */
  dataAsOf: z.string().nullable(),
  /** by action, the combinations that the site chose itself: Alt+KeyY */
  keys: z.record(z.string(), z.string()).optional(),
});
export type Me = z.infer<typeof meSchema>;

export const popAnswersSchema = z.object({
  callId: z.string(),
  offer: z.number(),
  hits: z.array(answerHitSchema),
});
