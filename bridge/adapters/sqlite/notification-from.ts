import type { NotificationState, StoredNotification } from '../../application/notification-store.ts';
import type { NotificationRow } from './notification-schema.ts';

/** The columns hold what the writer wrote from the same types. */
export function notificationFrom(row: NotificationRow): StoredNotification {
  return {
    messageId: row.message_id,
    interactionId: row.interaction_id,
    accountId: row.account_id,
    unitId: row.unit_id,
    numberMasked: row.number_masked,
    articleId: row.article_id,
    articleRev: row.article_rev,
    title: row.title,
    text: row.text,
    state: row.state as NotificationState,
    words: row.words,
    attempts: row.attempts,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
