import { z } from 'zod';
import type { ToPanel } from '../../../sdk/messages.ts';

const id = z.string().min(1).max(64);
const marked = { yihaoda: z.literal(1), id };

/** What a page around the panel may say. Everything else is not heard, strict to the letter. */
export const toPanelSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...marked, type: z.literal('hello'), versions: z.array(z.int()).max(16) }),
  z.strictObject({
    ...marked,
    type: z.literal('ask'),
    ask: z.discriminatedUnion('do', [
      z.strictObject({ do: z.literal('search'), words: z.string().trim().min(1).max(200) }),
      z.strictObject({ do: z.literal('open-record'), recordNo: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) }),
      z.strictObject({
        do: z.literal('open-answer'),
        articleId: z.string().min(1).max(64),
        clauseNo: z.string().max(64),
      }),
      z.strictObject({ do: z.literal('dial'), number: z.string().regex(/^\d{3,20}$/) }),
    ]),
  }),
]) satisfies z.ZodType<ToPanel>;
