import type { SiteFacts } from '../../../domain/telephony/site.ts';
import { nobodyThere, type QueueSettings } from '../queues/queue.ts';

/** What the site facts do not tell of a queue, as hotline.yaml has it where it says nothing. */
const usualQueue: Omit<QueueSettings, 'queue' | 'serviceLevelSeconds'> = {
  strategy: 'leastrecent',
  ringSeconds: 10,
  retrySeconds: 1,
  maxWaitSeconds: 120,
  wrapUpSeconds: 3,
  // a person who lets it ring is shown as such, and the citizen goes on to the next seat
  autopause: 'all',
  joinEmpty: nobodyThere,
  leaveWhenEmpty: nobodyThere,
  maxWaiting: 0,
  timeoutPriority: 'app',
};

export type QueueChanges = Readonly<Record<string, Partial<Omit<QueueSettings, 'queue'>>>>;

export function queueSettings(site: SiteFacts, changes: QueueChanges = {}): QueueSettings[] {
  return site.queues.map(({ queue, serviceLevelSeconds }) => ({
    ...usualQueue,
    queue,
    serviceLevelSeconds,
    ...changes[queue],
  }));
}
