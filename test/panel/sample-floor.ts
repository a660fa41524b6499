import type { SeatState, ShownState } from '../../bridge/protocol/domain.ts';
import type { FigureView, FloorView } from '../../bridge/protocol/floor.ts';

const shares: [ShownState, number][] = [
  ['TALKING', 86],
  ['READY', 34],
  ['ACW', 22],
  ['RINGING', 6],
  ['HOLD', 5],
  ['BREAK', 12],
  ['BUSY', 8],
  ['OUTBOUND', 3],
  ['CONSULT', 2],
  ['CONFERENCE', 1],
  ['OFFLINE', 2],
  ['OFFLINE_HELD', 2],
  ['LOGGED_OUT', 17],
];

const surnames = '王李张刘陈杨黄赵周吴徐孙马胡朱郭何高林罗';
const givenNames = '敏静丽强磊洋艳勇杰娟涛明超秀霞平刚桂英华';

/** Two hundred seats, their states strewn about but the same at every run. */
export function seatRows(now: number): FloorView['seats'] {
  const states = shares.flatMap(([state, count]) => Array.from({ length: count }, () => state));
  return Array.from({ length: 200 }, (_, at) => {
    const state = states[(at * 73) % states.length] ?? 'READY';
    const out = state === 'LOGGED_OUT';
    const name = `${surnames[at % 20]}${givenNames[(at * 7) % 20]}`;
    return {
      seat: String(1001 + at),
      accountName: out ? null : name,
      agentNo: out ? null : String(2001 + at),
      state,
      telephone: telephoneOf(state),
      reason: state === 'BREAK' ? '用餐' : null,
      since: out ? null : now - ((at * 37_000) % 1_500_000),
      overFrom: state === 'BREAK' && at % 2 === 0 ? now - 30_000 - (at % 9) * 47_000 : null,
      queues: out ? [] : ['policy', at % 3 === 0 ? 'company' : 'guide'],
      caller: onCall.has(telephoneOf(state)) ? `138****${String(1000 + at)}` : null,
    };
  });
}

function telephoneOf(state: ShownState): SeatState {
  return state === 'OFFLINE_HELD' ? 'TALKING' : state;
}

const onCall: ReadonlySet<SeatState> = new Set(['TALKING', 'HOLD']);

/** Who waits longest is first, and has an answer already. */
export function helpRows(now: number): NonNullable<FloorView['help']> {
  return [
    {
      id: 'h-1',
      seat: '1008',
      accountName: '周敏',
      agentNo: '2008',
      reason: '对方情绪激动',
      words: '',
      askedAt: now - 94_000,
      answers: [{ by: '陈立', words: '我来接', at: now - 31_000 }],
    },
    {
      id: 'h-2',
      seat: '1121',
      accountName: '刘佳',
      agentNo: '2121',
      reason: '其他',
      words: '要求当场确认补贴能批，怎么回',
      askedAt: now - 12_000,
      answers: [],
    },
  ];
}

export function queueRows(now: number): FloorView['queues'] {
  return [
    {
      queue: 'policy',
      name: '政策咨询',
      waiting: 3,
      longestSince: now - 41_000,
      ready: 21,
      talking: 58,
      wrapUp: 14,
      notReady: 11,
    },
    {
      queue: 'guide',
      name: '办事指引',
      waiting: 0,
      longestSince: null,
      ready: 9,
      talking: 24,
      wrapUp: 6,
      notReady: 6,
    },
    {
      queue: 'company',
      name: '企业服务',
      waiting: 1,
      longestSince: now - 6_000,
      ready: 4,
      talking: 17,
      wrapUp: 2,
      notReady: 3,
    },
    {
      queue: 'disclosure',
      name: '指导申请公开',
      waiting: 0,
      longestSince: null,
      ready: 0,
      talking: 3,
      wrapUp: 0,
      notReady: 2,
    },
  ];
}

const period = { from: '2026-11-24T00:00:00.000+08:00', to: '2026-11-25T00:00:00.000+08:00' };
const asOf = { stream: 'pbx/demo', epoch: 4, position: 128_403 };
const basis = '按来电到达时间归入统计期（北京时间）';
const exclusions = '不含外呼、座席互拨、监听和测试来电；一个通话（linkedid）只计一次';

function figure(
  id: string,
  name: string,
  unit: FigureView['unit'],
  value: number | null,
  more: Partial<FigureView>,
): FigureView {
  return {
    id,
    name,
    unit,
    value,
    formula: '',
    basis,
    numerator: null,
    denominator: null,
    exclusions,
    period,
    asOf,
    ...more,
  };
}

export const figures: FigureView[] = [
  figure('n-in', '呼入总量', 'calls', 4_318, { formula: '当日到达的来电数', numerator: 4_318 }),
  figure('n-answered', '人工接通', 'calls', 4_159, { formula: '与座席通话过的来电数', numerator: 4_159 }),
  figure('answer-rate-a', '接通率（A）', 'ratio', 4_159 / 4_318, {
    formula: '接通量 ÷ 呼入量',
    numerator: 4_159,
    denominator: 4_318,
    basis: 'GB/T 33358-2016：24 小时接通率不低于 95%',
  }),
  figure('in-time-rate-a', '15 秒接通率（A）', 'ratio', 3_801 / 4_159, {
    formula: '排队 15 秒内接通的来电数 ÷ 接通量',
    numerator: 3_801,
    denominator: 4_159,
    basis: 'GB/T 33358-2016：15 秒内接听',
  }),
  figure('abandon-rate', '放弃率', 'ratio', 121 / 4_318, {
    formula: '排队中挂断的来电数 ÷ 呼入量',
    numerator: 121,
    denominator: 4_318,
  }),
  figure('mean-wait', '平均等待', 'seconds', 9.4, {
    formula: '接通来电的排队秒数之和 ÷ 接通量',
    numerator: 39_095,
    denominator: 4_159,
  }),
  figure('mean-contact', '平均通话时长', 'seconds', 163.2, {
    formula: '座席通话秒数之和 ÷ 通话段数',
    numerator: 691_500,
    denominator: 4_237,
  }),
  figure('satisfied', '满意率', 'ratio', null, {
    formula: '评为满意以上 ÷ 参评数',
    numerator: 0,
    denominator: 0,
  }),
  figure('n-records', '咨询登记数', 'records', 4_102, { formula: '当日保存的登记数', numerator: 4_102 }),
];

export function floor(now: number): FloorView {
  return {
    link: { state: 'up', since: now - 3_600_000, zh: '话务系统已连接。' },
    seats: seatRows(now),
    queues: queueRows(now),
    figures,
  };
}

/** Of one person. */
export const ownFigures: FigureView[] = [
  figure('n-answered', '人工接通', 'calls', 47, { formula: 'N_ans = N_q 中至少被一个座席接通的通话数' }),
  figure('mean-contact', '平均通话时长', 'seconds', 142.6, {
    formula: 'Σ(通话 + 保持) ÷ N_ans',
    numerator: 6_702,
    denominator: 47,
  }),
  figure('mean-hold', '平均保持时长', 'seconds', 3.1, {
    formula: 'Σ保持 ÷ N_ans',
    numerator: 146,
    denominator: 47,
  }),
  figure('satisfied-rate', '满意率', 'ratio', 18 / 19, {
    formula: '评价为非常满意、满意、基本满意的来电 ÷ 已评价的来电',
    numerator: 18,
    denominator: 19,
  }),
  figure('rated-rate', '参评率', 'ratio', 19 / 44, {
    formula: '已评价的来电 ÷ 已邀请评价的来电',
    numerator: 19,
    denominator: 44,
  }),
  figure('mean-wrap-up', '平均话后处理时长', 'seconds', 21.4, {
    formula: 'Σ(登记保存 − 座席离开通话) ÷ 有话后处理的登记数',
    numerator: 963,
    denominator: 45,
  }),
  figure('n-records', '咨询登记数', 'records', 46, { formula: '已保存的咨询登记数' }),
  figure('n-answers-used', '引用答复数', 'records', 52, { formula: '已保存登记中标记为答复依据的条款数' }),
];
