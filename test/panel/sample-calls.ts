import type { z } from 'zod';
import type { CallBundle } from '../../bridge/protocol/call-bundle.ts';
import type { OwnRecord } from '../../bridge/protocol/embedding.ts';
import type { callEventsAnswerSchema, callsAnswerSchema } from '../../bridge/protocol/rest.ts';

type Row = z.infer<typeof callsAnswerSchema>['calls'][number];
type Event = z.infer<typeof callEventsAnswerSchema>['events'][number];

const two = (n: number) => String(n).padStart(2, '0');

/** Calls behind a figure, as the bridge masks them. */
export function callRows(): Row[] {
  return Array.from({ length: 24 }, (_, at) => {
    const abandoned = at % 6 === 4;
    const minute = two(at * 2);
    const callId = `1795487520.${at * 8 + 2}`;
    return {
      callKey: `demo/${callId}`,
      recordNo: abandoned ? null : `CS20261124${String(at + 1).padStart(6, '0')}`,
      outcomeCode: abandoned ? null : (['D1', 'D3', 'P2', 'D2'][at % 4] ?? null),
      fact: {
        callId,
        uniqueIds: [callId],
        kind: 'inbound',
        partOf: null,
        caller: `138****${1115 + at * 31}`,
        did: '12345',
        arrivedAt: `2026-11-24T09:${minute}:07.120+08:00`,
        endedAt: `2026-11-24T09:${minute}:59.480+08:00`,
        endedBefore: null,
        queueStays: [
          {
            queue: at % 3 === 0 ? 'guide' : 'policy',
            joinedAt: `2026-11-24T09:${minute}:07.300+08:00`,
            leftAt: `2026-11-24T09:${minute}:16.300+08:00`,
            waitSeconds: 4 + ((at * 5) % 23),
            result: abandoned ? 'abandoned' : 'answered',
          },
        ],
        offers: [],
        talks: abandoned ? [] : [{ seat: String(1001 + at), from: null, to: null, holdSeconds: 0 }],
        transfers: [],
        conferences: [],
        monitored: [],
        muted: [],
        result: abandoned ? 'abandoned' : 'answered',
        failure: null,
        endedBy: 'caller',
        ratingAsked: null,
        rating: null,
        estimated: [],
      },
    };
  });
}

const steps: [second: string, type: string, summary: string, certainty: string][] = [
  ['07.120', 'leg-appeared', '通道出现，号码 138****1115', 'observed'],
  ['07.300', 'queue-joined', '进入队列 政策咨询，位次 4', 'observed'],
  ['12.024', 'queue-offered', '队列 政策咨询 呼叫座席 1002', 'observed'],
  ['12.031', 'leg-appeared', '通道出现', 'observed'],
  ['16.288', 'queue-connected', '座席 1002 接通队列 政策咨询 的来电', 'observed'],
  ['16.290', 'leg-joined', '通道接入通话路径', 'observed'],
  ['41.500', 'leg-held', '保持', 'observed'],
  ['44.210', 'leg-resumed', '恢复通话', 'inferred'],
  ['58.870', 'leg-ended', '通道结束（正常）', 'reconciled'],
];

export function callEvents(): Event[] {
  return steps.map(([second, type, summary, certainty], at) => ({
    position: 128_331 + at * 3,
    epoch: 4,
    at: `2026-11-24T09:00:${second}+08:00`,
    type,
    certainty,
    summary,
    event: { v: 1, type, leg: `1795487520.${at}`, number: '138****1115', receivedAt: 1_795_487_520_000 + at },
  }));
}

/** What the site engineer gets of a call. */
export function bundleOf(callId: string): CallBundle {
  const [row] = callRows();
  if (row === undefined) throw new Error('no sample call');
  const may = {
    memberControl: true,
    answer: false,
    hangUp: true,
    hold: false,
    redirect: false,
    originate: false,
    mute: false,
    consult: false,
    conference: false,
    transfer: false,
    press: false,
  };
  return {
    format: 'yihaoda-call',
    formatVersion: 1,
    madeAt: '2026-11-24T10:01:33.120+08:00',
    product: { version: '0.1.0', protocol: 1, node: 'v24.15.0' },
    exchange: {
      pbxId: 'demo',
      link: { state: 'up', since: 1_795_485_600_000, version: '22.2.0' },
      capabilities: { ...may, queueState: true, monitor: false },
    },
    call: { callKey: `demo/${callId}`, fact: row.fact },
    events: callEvents(),
    acts: [],
  };
}

/** A record of the operator's own, as it is read again. */
export function ownRecord(recordNo: string): OwnRecord {
  return {
    recordNo,
    rev: 2,
    savedAt: '2026-11-24T09:31:05.000+08:00',
    regionName: '芙蓉区',
    content: {
      serviceFunction: 'POLICY',
      appealType: '咨询',
      regionCode: '430102',
      regionBasis: 'said',
      question: '租房两年了，公积金能不能取出来付房租，单位说要等年底',
      answers: [
        {
          articleId: 'P024',
          articleRev: 1,
          clauseNo: '第二十四条',
          title: '住房公积金管理条例',
          docNo: '国务院令第710号',
          validityAtAnswer: '现行有效',
          rank: 1,
        },
      ],
      outcomeCode: 'D1',
      outcomeNote: '已告知材料和线上渠道',
      flags: [],
      confidential: true,
    },
  };
}
