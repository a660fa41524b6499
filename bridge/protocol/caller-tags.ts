import { z } from 'zod';

/** 来电人标签: at the call, and as who oversees the unit lists them. */

const ms = z.number();

export const callerTagSchema = z.object({
  tagId: z.string(),
  name: z.string(),
  /** what the operator does with it */
  purpose: z.string(),
  reason: z.string(),
  /** name of who set it last */
  by: z.string(),
  setAt: ms,
  expiresAt: ms,
  /** sensitive, and the caller agreed that it is kept */
  consent: z.boolean(),
  /** this person may take it off */
  mayEnd: z.boolean(),
});
export type CallerTagView = z.infer<typeof callerTagSchema>;

/** What this person may set, in the order of the city's list. */
export const tagsOfferedSchema = z.object({
  tags: z.array(
    z.object({
      name: z.string(),
      purpose: z.string(),
      longestDays: z.number(),
      needsConsent: z.boolean(),
    }),
  ),
  reasons: z.array(z.string()),
  basis: z.string(),
});
export type TagsOffered = z.infer<typeof tagsOfferedSchema>;

/* ---- REST under `api/caller-tags` ---- */

export const tagsQuerySchema = z.strictObject({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const tagRowSchema = callerTagSchema.omit({ mayEnd: true }).extend({
  numberMasked: z.string(),
  unit: z.string(),
});
export type TagRow = z.infer<typeof tagRowSchema>;

export const tagsAnswerSchema = z.object({
  tags: z.array(tagRowSchema),
  total: z.number(),
  basis: z.string(),
});

export const endTagBodySchema = z.strictObject({
  /** ending what is ended already is done: it may be sent twice */
  commandId: z.string().min(1).max(64),
  tagId: z.string().min(1).max(64),
  reason: z.string().min(1).max(200),
});
