import type { Page } from './knowledge-store.ts';

/** Text messages to callers, durable: what is acknowledged to a page is sent, also by a bridge that is started again. */

export type NotificationState =
  /** on disk, not taken by the gateway yet */
  | 'queued'
  /** taken by the gateway */
  | 'submitted'
  | 'delivered'
  | 'failed';

export interface StoredNotification {
  messageId: string;
  interactionId: string;
  accountId: string;
  unitId: string;
  numberMasked: string;
  /** of the entry that it tells of */
  articleId: string;
  articleRev: number;
  title: string;
  text: string;
  state: NotificationState;
  /** why it failed or still waits; '' where all is well */
  words: string;
  attempts: number;
  /** ms */
  createdAt: number;
  changedAt: number;
}

export interface NewNotification
  extends Omit<StoredNotification, 'state' | 'words' | 'attempts' | 'createdAt' | 'changedAt'> {
  /** one per account and human act: given twice, it is one message */
  commandId: string;
  /** clear; sealed under the month's key before it is on disk */
  number: string;
  at: number;
}

/** Of one call, and of one number in a day (China time). */
export interface NotificationLimits {
  mostACall: number;
  mostANumberADay: number;
}

export type PutNotification =
  | { outcome: 'queued'; notification: StoredNotification; repeated: boolean }
  | { outcome: 'too-many-of-call' }
  | { outcome: 'too-many-of-number' };

export interface NotificationChange {
  messageId: string;
  state: NotificationState;
  words: string;
  /** a try that was made */
  tried: boolean;
  /** not to be tried before; null: not again */
  nextAt: number | null;
  at: number;
}

export interface NotificationStore {
  /** Checks the limits, writes the message and its audit, all or nothing. */
  put(notification: NewNotification, limits: NotificationLimits): Promise<PutNotification>;
  /** Messages that are due; `to` null: the number was forgotten meanwhile. */
  due(now: number, limit: number): Promise<(StoredNotification & { to: string | null })[]>;
  /** A message only goes forward: null where it is unknown, or further already. */
  change(change: NotificationChange): Promise<StoredNotification | null>;
  ofInteraction(interactionId: string): Promise<StoredNotification[]>;
  /** newest first; of these units, or of one account */
  list(
    of: { unitIds: readonly string[] | null; accountId: string | null },
    page: Page,
  ): Promise<{ notifications: StoredNotification[]; total: number }>;
}
