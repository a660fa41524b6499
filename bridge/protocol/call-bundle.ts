import { z } from 'zod';
import { callFactSchema } from '../domain/telephony/call-facts.ts';
import { capabilitiesSchema } from './desk.ts';
import { callEventSchema } from './rest.ts';

/** 上报本通, as the file holds it. Numbers are masked, names hidden; there is no word of a record in it. */
export const callBundleSchema = z.object({
  format: z.literal('yihaoda-call'),
  formatVersion: z.literal(1),
  madeAt: z.string(),
  product: z.object({ version: z.string(), protocol: z.number(), node: z.string() }),
  exchange: z.object({
    pbxId: z.string(),
    link: z.record(z.string(), z.unknown()),
    capabilities: capabilitiesSchema.extend({ queueState: z.boolean(), monitor: z.boolean() }),
  }),
  call: z.object({ callKey: z.string(), fact: callFactSchema }),
  /** of the call, and of the link in its time */
  events: z.array(callEventSchema),
  /** what was done at its seats, without words */
  acts: z.array(
    z.object({
      at: z.string(),
      type: z.string(),
      seat: z.string().nullable(),
      recordNo: z.string().nullable(),
      pause: z.string().nullable(),
    }),
  ),
});
export type CallBundle = z.infer<typeof callBundleSchema>;
