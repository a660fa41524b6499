import type { SiteFacts } from '../../../domain/telephony/site.ts';
import { nobodyThere, type QueueSettings } from '../queues/queue.ts';

/** The site of the recordings, as telephony-config/examples/recordings.yaml has it. */
export const recordingsSite: SiteFacts = {
  pbxId: 'recordings',
  number: '12345',
  otherNumbers: [],
  cityUnitId: '430100',
  regionCode: '430100',
  trunkEndpoints: ['PJSIP/trunk'],
  outboundPrefix: '9',
  seats: Array.from({ length: 20 }, (_, i) => ({
    seat: String(1001 + i),
    interface: `PJSIP/${1001 + i}`,
  })),
  queues: [
    line('policy', '政策咨询', '1', '7001', 'POLICY'),
    line('service-guide', '办事指引', '2', '7002', 'SERVICE_GUIDE'),
    line('disclosure', '指导申请公开', '3', '7003', 'DISCLOSURE_GUIDE'),
    line('business', '涉企政策', '4', null, 'POLICY'),
  ],
  seatContext: 'seats',
  conferencePattern: '_80XX',
  ratingGrades: { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 },
};

function line(
  queue: string,
  name: string,
  digit: string,
  extension: string | null,
  serviceFunction: 'POLICY' | 'SERVICE_GUIDE' | 'DISCLOSURE_GUIDE',
): SiteFacts['queues'][number] {
  return { queue, name, extension, digit, serviceFunction, unitId: '430100', serviceLevelSeconds: 15 };
}

const usual: Omit<QueueSettings, 'queue'> = {
  strategy: 'leastrecent',
  ringSeconds: 6,
  retrySeconds: 1,
  maxWaitSeconds: 60,
  wrapUpSeconds: 0,
  autopause: 'no',
  joinEmpty: nobodyThere,
  leaveWhenEmpty: nobodyThere,
  maxWaiting: 0,
  timeoutPriority: 'conf',
  serviceLevelSeconds: 15,
};

/** The queues in the order in which the exchange lists them. `hard`: as the recordings in `more` had them. */
export function recordingsQueues(hard: boolean): QueueSettings[] {
  const disclosure: Partial<QueueSettings> = hard
    ? {
        strategy: 'ringall',
        wrapUpSeconds: 4,
        autopause: 'yes',
        joinEmpty: ['paused', 'inuse', ...nobodyThere],
      }
    : {};
  return [
    { ...usual, queue: 'service-guide' },
    { ...usual, queue: 'policy' },
    { ...usual, queue: 'business', maxWaitSeconds: 8 },
    { ...usual, queue: 'disclosure', ...disclosure },
  ];
}
