import type { StoredNotification } from '../../../application/notification-store.ts';
import { notificationFrom } from '../notification-from.ts';
import type { NotificationReaderCalls } from '../notification-protocol.ts';
import type { Handlers } from '../protocol.ts';
import type { Reading } from './reading.ts';

export const notificationReaderHandlers: Handlers<NotificationReaderCalls, Reading> = {
  'notification.due': readDue,
  'notification.of-interaction': ofInteraction,
  'notification.list': list,
};

async function readDue(
  { db, values }: Reading,
  { now, limit }: { now: number; limit: number },
): Promise<(StoredNotification & { to: string | null })[]> {
  const rows = await db
    .selectFrom('notification')
    .selectAll()
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...notificationFrom(row),
    to: row.sealed === null ? null : values.opened(row.month, row.sealed),
  }));
}

async function ofInteraction(
  { db }: Reading,
  { interactionId }: { interactionId: string },
): Promise<StoredNotification[]> {
  const rows = await db
    .selectFrom('notification')
    .selectAll()
    .where('interaction_id', '=', interactionId)
    .orderBy('created_at')
    .execute();
  return rows.map(notificationFrom);
}

async function list(
  { db }: Reading,
  { unitIds, accountId, page }: NotificationReaderCalls['notification.list']['argument'],
): Promise<{ notifications: StoredNotification[]; total: number }> {
  const seen = db
    .selectFrom('notification')
    .$if(unitIds !== null, (query) => query.where('unit_id', 'in', [...(unitIds ?? [])]))
    .$if(accountId !== null, (query) => query.where('account_id', '=', accountId ?? ''));
  const { total } = await seen.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await seen
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('message_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { notifications: rows.map(notificationFrom), total };
}
