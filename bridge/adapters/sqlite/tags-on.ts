import type { CallerTagStore } from '../../application/caller-tags/tag-store.ts';
import type { WriterCalls } from './protocol.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { WorkerLink } from './worker-link.ts';

export function tagsOn(writer: WorkerLink<WriterCalls>, readers: ReaderPool): CallerTagStore {
  return {
    put: (tag) => writer.call('tag.put', tag),
    end: (end) => writer.call('tag.end', end),
    endOfInteraction: (interactionId, accountId, at) =>
      writer.call('tag.end-of-interaction', { interactionId, accountId, at }),
    ofCaller: (callerRef) => readers.call('tag.of-caller', { callerRef }),
    byId: (tagId) => readers.call('tag.by-id', { tagId }),
    list: (unitIds, now, page) => readers.call('tag.list', { unitIds, now, page }),
    expire: (now) => writer.call('tag.expire', { now }),
  };
}
