import { z } from 'zod';

/** 一次性告知 as a text message: its preview, what became of it, and the outbox. */

export const notificationStateSchema = z.enum(['queued', 'submitted', 'delivered', 'failed']);

/** What was sent in a call, as its card shows it. */
export const sentNoticeSchema = z.object({
  messageId: z.string(),
  title: z.string(),
  to: z.string(),
  state: notificationStateSchema,
  /** why it waits or failed; '' where all is well */
  words: z.string(),
  /** ms */
  at: z.number(),
});
export type SentNotice = z.infer<typeof sentNoticeSchema>;

/** Exactly what will be sent. `articleRev` goes back with the command: what changed since is not sent unseen. */
export const noticePreviewSchema = z.object({
  outcome: z.literal('notice-preview'),
  articleRev: z.number(),
  /** masked */
  to: z.string(),
  text: z.string(),
  /** as carriers bill it */
  parts: z.number(),
  /** parts of the notice that had no room; the text says so */
  leftOut: z.array(z.string()),
});
export type NoticePreview = z.infer<typeof noticePreviewSchema>;

/* ---- REST under `api/notifications` ---- */

export const outboxQuerySchema = z.strictObject({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const outboxAnswerSchema = z.object({
  /** nothing of it leaves the house */
  demo: z.boolean(),
  messages: z.array(
    sentNoticeSchema.extend({
      text: z.string(),
      by: z.string(),
      attempts: z.number(),
      changedAt: z.number(),
    }),
  ),
  total: z.number(),
});
