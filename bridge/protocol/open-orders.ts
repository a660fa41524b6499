import { z } from 'zod';

/** 未办结工单 of the caller, in the city's own order system. */

const openOrderSchema = z.object({
  orderNo: z.string(),
  /** '' where the person asked for confidence */
  title: z.string(),
  state: z.string(),
  unit: z.string().nullable(),
  /** ISO times with offset */
  openedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  confidential: z.boolean(),
  /** opens it in its own system */
  url: z.string().nullable(),
});
export type OpenOrderView = z.infer<typeof openOrderSchema>;

export const openOrdersSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('asking') }),
  z.object({ outcome: z.literal('orders'), orders: z.array(openOrderSchema), more: z.boolean() }),
  /** nobody knows whether anything is open; words for the operator */
  z.object({ outcome: z.literal('silent'), zh: z.string() }),
]);
