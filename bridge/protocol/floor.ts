import { z } from 'zod';
import { seatStateSchema, shownStateSchema } from '../domain/telephony/seat-state.ts';
import { reasonColourSchema } from '../domain/telephony/state-limits.ts';
import { linkViewSchema } from './desk.ts';
import { helpRowSchema } from './help.ts';

const ms = z.number();

export const seatRowSchema = z.object({
  seat: z.string(),
  accountName: z.string().nullable(),
  agentNo: z.string().nullable(),
  /** 失联保持 (OFFLINE_HELD) while the operator's page is lost; `since` is then when it was lost */
  state: shownStateSchema,
  /** the state by the exchange alone: what goes on at a seat whose page is lost */
  telephone: seatStateSchema,
  /** of 示忙 and 小休, in words */
  reason: z.string().nullable(),
  since: ms.nullable(),
  /** from when on the state lasts longer than the city allows; null: never */
  overFrom: ms.nullable().optional(),
  /** the city's own colour of the reason for a break */
  colour: reasonColourSchema.nullable().optional(),
  queues: z.array(z.string()),
  /** masked number of the citizen in hand, for who may watch */
  caller: z.string().nullable(),
});

export const queueRowSchema = z.object({
  queue: z.string(),
  name: z.string(),
  waiting: z.number(),
  longestSince: ms.nullable(),
  ready: z.number(),
  talking: z.number(),
  wrapUp: z.number(),
  notReady: z.number(),
});

/** A figure never travels without its formula, its population and where it comes from. */
export const figureSchema = z.object({
  id: z.string(),
  name: z.string(),
  formula: z.string(),
  basis: z.string(),
  value: z.number().nullable(),
  unit: z.enum(['calls', 'ratio', 'seconds', 'records']),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  exclusions: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  /** journal position it is a function of */
  asOf: z.object({ stream: z.string(), epoch: z.number(), position: z.number() }).nullable(),
});
export type FigureView = z.infer<typeof figureSchema>;

export const floorViewSchema = z.object({
  link: linkViewSchema,
  seats: z.array(seatRowSchema),
  queues: z.array(queueRowSchema),
  figures: z.array(figureSchema),
  /** open requests for help, whole and oldest first */
  help: z.array(helpRowSchema).optional(),
});
export type FloorView = z.infer<typeof floorViewSchema>;

/** Changed rows only; merged to at most ten frames a second. */
export const floorChangesSchema = z.object({
  link: linkViewSchema.optional(),
  seats: z.array(seatRowSchema),
  queues: z.array(queueRowSchema),
  figures: z.array(figureSchema),
  /** open requests for help, whole and oldest first */
  help: z.array(helpRowSchema).optional(),
});
