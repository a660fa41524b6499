import type {
  NewNotification,
  NotificationChange,
  NotificationLimits,
  NotificationState,
  PutNotification,
  StoredNotification,
} from '../../../application/notification-store.ts';
import { chinaDay, chinaMonth } from '../china-time.ts';
import { sealValue } from '../keys/algorithms.ts';
import { keyOfMonth } from '../keys/key-ring.ts';
import { notificationFrom } from '../notification-from.ts';
import type { NotificationWriterCalls } from '../notification-protocol.ts';
import type { NotificationRow } from '../notification-schema.ts';
import type { Handlers } from '../protocol.ts';
import { appendAudit } from './append-audit.ts';
import type { Writing } from './writing.ts';

export const notificationWriterHandlers: Handlers<NotificationWriterCalls, Writing> = {
  'notification.put': putNotification,
  'notification.change': changeNotification,
};

/** The number is counted by its reference, so that a day's limit needs nobody's key. */
async function putNotification(
  writing: Writing,
  { notification, limits }: { notification: NewNotification; limits: NotificationLimits },
): Promise<PutNotification> {
  const { db } = writing;
  const { accountId, commandId, interactionId, number, at } = notification;
  const earlier = await db
    .selectFrom('notification')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  if (earlier) return { outcome: 'queued', notification: notificationFrom(earlier), repeated: true };

  const number_ref = writing.references.ofText(number);
  const day = chinaDay(at);
  const count = async (column: 'interaction_id' | 'number_ref', value: string, within: string | null) => {
    const { n } = await db
      .selectFrom('notification')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where(column, '=', value)
      .$if(within !== null, (query) => query.where('day', '=', within ?? ''))
      // What never left the house does not use up what may.
      .where('state', '!=', 'failed')
      .executeTakeFirstOrThrow();
    return n;
  };
  if ((await count('interaction_id', interactionId, null)) >= limits.mostACall)
    return { outcome: 'too-many-of-call' };
  if ((await count('number_ref', number_ref, day)) >= limits.mostANumberADay)
    return { outcome: 'too-many-of-number' };

  const month = chinaMonth(at);
  const key = await keyOfMonth(db, writing.keys.months, month);
  const row: NotificationRow = {
    message_id: notification.messageId,
    account_id: accountId,
    command_id: commandId,
    unit_id: notification.unitId,
    interaction_id: interactionId,
    number_ref,
    number_masked: notification.numberMasked,
    month,
    sealed: key && sealValue(key, number),
    article_id: notification.articleId,
    article_rev: notification.articleRev,
    title: notification.title,
    text: notification.text,
    state: 'queued',
    words: '',
    attempts: 0,
    next_at: at,
    created_at: at,
    changed_at: at,
    day,
  };
  await db.insertInto('notification').values(row).execute();
  await appendAudit(writing, {
    at,
    accountId,
    action: 'send-notice',
    subject: `interaction ${interactionId}`,
    detail: `${notification.messageId} ${notification.articleId} rev ${notification.articleRev}`,
    success: true,
  });
  return { outcome: 'queued', notification: notificationFrom(row), repeated: false };
}

/**
 * A receipt may overtake the answer that the message was taken, and a message that was given up may have been delivered
 * after all; what was delivered stays so.
 */
const before: Readonly<Record<NotificationState, readonly NotificationState[]>> = {
  queued: ['queued'],
  submitted: ['queued'],
  delivered: ['queued', 'submitted', 'failed'],
  failed: ['queued', 'submitted'],
};

async function changeNotification(
  { db }: Writing,
  { messageId, state, words, tried, nextAt, at }: NotificationChange,
): Promise<StoredNotification | null> {
  const row = await db
    .updateTable('notification')
    .set((e) => ({
      state,
      words,
      next_at: nextAt,
      changed_at: at,
      ...(tried ? { attempts: e('attempts', '+', 1) } : {}),
    }))
    .where('message_id', '=', messageId)
    .where('state', 'in', [...before[state]])
    .returningAll()
    .executeTakeFirst();
  return row ? notificationFrom(row) : null;
}
