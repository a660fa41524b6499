import type { NotificationStore } from '../../application/notification-store.ts';
import type { WriterCalls } from './protocol.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { WorkerLink } from './worker-link.ts';

export function notificationsOn(writer: WorkerLink<WriterCalls>, readers: ReaderPool): NotificationStore {
  return {
    put: (notification, limits) => writer.call('notification.put', { notification, limits }),
    due: (now, limit) => readers.call('notification.due', { now, limit }),
    change: (change) => writer.call('notification.change', change),
    ofInteraction: (interactionId) => readers.call('notification.of-interaction', { interactionId }),
    list: (of, page) => readers.call('notification.list', { ...of, page }),
  };
}
