import type { Page } from '../../application/knowledge-store.ts';
import type {
  NewNotification,
  NotificationChange,
  NotificationLimits,
  PutNotification,
  StoredNotification,
} from '../../application/notification-store.ts';

/** What is asked of the threads about text messages. */

export type NotificationWriterCalls = {
  'notification.put': {
    argument: { notification: NewNotification; limits: NotificationLimits };
    answer: PutNotification;
  };
  'notification.change': { argument: NotificationChange; answer: StoredNotification | null };
};

export type NotificationReaderCalls = {
  'notification.due': {
    argument: { now: number; limit: number };
    answer: (StoredNotification & { to: string | null })[];
  };
  'notification.of-interaction': { argument: { interactionId: string }; answer: StoredNotification[] };
  'notification.list': {
    argument: { unitIds: readonly string[] | null; accountId: string | null; page: Page };
    answer: { notifications: StoredNotification[]; total: number };
  };
};
