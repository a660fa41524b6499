import { may, type Role, rightSchema } from '../../bridge/domain/people/role.ts';
import type { CallCard, DeskView, Me } from '../../bridge/protocol/desk.ts';
import type { SentNotice } from '../../bridge/protocol/notifications.ts';
import { tagsOffered } from './caller/sample-caller.ts';

/** Builders of what the bridge would tell: each gives a plain case, the caller changes what the scene is about. */

function me(login: string, name: string, agentNo: string | null, roles: Role[]): Me {
  return {
    accountId: `account-${login}`,
    login,
    name,
    agentNo,
    roles,
    rights: rightSchema.options.filter((right) => may(roles, right)),
    unitId: 'changsha',
    unitName: '长沙市12345热线',
    regionCode: '430100',
    demo: false,
    dataAsOf: null,
  };
}

export const operator = me('1203', '周敏', '1203', ['operator']);
export const otherOperator = me('1207', '刘佳', '1207', ['operator']);
export const supervisor = me('lead', '陈立', null, ['supervisor']);
export const nobody = me('clerk', '何静', null, ['system-admin']);

export const regions = [
  ['430100', '长沙市'],
  ['430102', '芙蓉区'],
  ['430103', '天心区'],
  ['430104', '岳麓区'],
  ['430105', '开福区'],
  ['430111', '雨花区'],
  ['430112', '望城区'],
  ['430121', '长沙县'],
  ['430181', '浏阳市'],
  ['430182', '宁乡市'],
].map(([regionCode = '', name = '']) => ({ regionCode, name }));

const queueNames = { policy: '政策咨询', guide: '办事指引', company: '企业服务' };

export function queues(mine: boolean, now: number): DeskView['queues'] {
  return [
    { queue: 'policy', name: queueNames.policy, waiting: 3, longestSince: now - 41_000, mine },
    { queue: 'guide', name: queueNames.guide, waiting: 0, longestSince: null, mine },
    { queue: 'company', name: queueNames.company, waiting: 1, longestSince: now - 6_000, mine: false },
  ];
}

export const seats = ['1001', '1002', '1003', '1004'].map((seat) => ({
  seat,
  takenBy: seat === '1003' ? '刘佳（1207）' : null,
}));

export function desk(now: number, change: Partial<DeskView> = {}): DeskView {
  return {
    seat: '1002',
    state: 'READY',
    reason: null,
    since: now - 134_000,
    forced: null,
    nextState: null,
    link: { state: 'up', since: now - 3_600_000, zh: '话务系统已连接。' },
    capabilities: {
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
    },
    queues: queues(true, now),
    cards: [],
    seats,
    breakReasons: [
      { name: '小休', limitMinutes: 15, colour: 'brown' },
      { name: '用餐', limitMinutes: 45, colour: 'amber' },
      { name: '培训', limitMinutes: null, colour: 'violet' },
      { name: '会议', limitMinutes: 60, colour: 'teal' },
    ],
    help: null,
    helpReasons: ['政策拿不准', '对方情绪激动', '要求领导接听', '紧急情况'],
    regions,
    tagsOffered,
    sms: { available: true, demo: false },
    ...change,
  };
}

export const signedOutDesk = (now: number): DeskView =>
  desk(now, { seat: null, state: 'LOGGED_OUT', since: null, queues: queues(false, now) });

export function card(now: number, change: Partial<CallCard> = {}): CallCard {
  return {
    interactionId: 'demo/1700000000.12@1002',
    callId: '1700000000.12',
    kind: 'inbound',
    phase: 'ringing',
    offer: 1,
    number: '138****1115',
    numberMasked: true,
    place: { regionCode: '430102', name: '芙蓉区', basis: '号码归属' },
    queue: 'policy',
    queueName: '政策咨询线',
    serviceFunction: 'POLICY',
    arrivedAt: now - 18_000,
    ringingAt: now - 4_000,
    answeredAt: null,
    heldAt: null,
    endedAt: null,
    waitSeconds: 14,
    answeredBy: null,
    transferredFrom: null,
    reconciled: false,
    callsThisWeek: 3,
    history: history(now),
    rating: null,
    record: { recordNo: null, rev: 0, saved: null, parked: false },
    ...change,
  };
}

const DAY = 86_400_000;
const iso = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

function history(now: number): CallCard['history'] {
  return [
    {
      recordNo: 'CS20261122000318',
      at: iso(now - DAY),
      question: '租房两年了，公积金能不能取出来付房租，单位说要等年底',
      outcomeCode: 'D1',
      outcome: '直接解答（引用政策）',
      answers: [{ articleId: 'P024', clauseNo: '第二十四条', title: '住房公积金管理条例' }],
    },
    {
      recordNo: 'CS20261120000102',
      at: iso(now - 3 * DAY),
      question: '居住证到期怎么续，线上能不能办',
      outcomeCode: 'D3',
      outcome: '直接解答（办事指引：网上办理）',
      answers: [{ articleId: 'P033', clauseNo: '第十条', title: '居住证暂行条例' }],
    },
    {
      recordNo: 'CS20260915000877',
      at: iso(now - 70 * DAY),
      question: '小区楼下夜间施工噪声扰民，要求处理',
      outcomeCode: 'P2',
      outcome: '转承办单位工单',
      answers: [],
    },
  ];
}

/** A call of somebody else. */
export function otherCard(now: number, change: Partial<CallCard> = {}): CallCard {
  return card(now, {
    interactionId: 'demo/1700000000.77@1002',
    callId: '1700000000.77',
    number: '139****2222',
    place: { regionCode: '430104', name: '岳麓区', basis: '号码归属' },
    queue: 'guide',
    queueName: '办事指引线',
    serviceFunction: 'SERVICE_GUIDE',
    callsThisWeek: 1,
    history: [],
    ...change,
  });
}

export function sentNotice(title: string, at: number, change: Partial<SentNotice> = {}): SentNotice {
  return { messageId: `m-${at}`, title, to: '138****1115', state: 'submitted', words: '', at, ...change };
}
