import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';

export const number = '13874801115';

export const seen = {
  v: 1,
  at: 1795485600000000,
  clock: 'pbx',
  receivedAt: 1795485600000,
  certainty: 'observed',
} as const;

const id = '1795485600.1';
const channel = `Local/${number}@out-0000001a;1`;
const leg = { leg: id, call: id, channel, dialled: `9${number}` };

/** Events with a citizen's number in every place that a dialplan can bring one to. */
export const numberEverywhere: readonly TelephonyEvent[] = [
  { ...seen, type: 'leg-appeared', ...leg, number, name: number, state: 'up', context: 'from-trunk' },
  {
    ...seen,
    type: 'dial-began',
    from: id,
    fromCall: id,
    fromDialled: `9${number}`,
    to: '1795485600.2',
    toCall: id,
    toChannel: channel,
    dialString: `${number}@out`,
  },
  { ...seen, type: 'conference-joined', ...leg, path: 'p', conference: number },
  {
    ...seen,
    type: 'queue-offered',
    ...leg,
    queue: 'policy',
    interface: 'PJSIP/1001',
    seatLeg: '1795485600.2',
    seatCall: id,
    seatChannel: channel,
  },
  { ...seen, type: 'transferred-blind', ...leg, transferee: id, target: number, result: 'Success' },
  { ...seen, type: 'spy-began', leg: id, call: id, channel, spied: id, spiedCall: id },
  {
    ...seen,
    type: 'dialplan-said',
    leg: id,
    call: id,
    name: `Callback ${number}`,
    fields: { caller: number, note: `call ${number} back` },
  },
  {
    ...seen,
    type: 'originate-ended',
    actionId: `call-${number}`,
    leg: null,
    success: false,
    reason: 5,
    channel: `PJSIP/${number}@trunk`,
    dialled: number,
    number,
    application: 'Dial',
    data: `PJSIP/${number}@trunk,30`,
  },
  { ...seen, type: 'device-changed', device: `Local/${number}@out`, state: 'INUSE' },
  {
    ...seen,
    type: 'queues-found',
    queues: ['policy'],
    members: [],
    waiting: [{ queue: 'policy', leg: id, channel, number, waitSeconds: 3 }],
  },
  {
    ...seen,
    type: 'legs-found',
    legs: [{ ...leg, number, name: number, state: 'up', path: null, application: 'Queue', aliveSeconds: 3 }],
  },
];
