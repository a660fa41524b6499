import type { FigureRules } from './count-call.ts';
import { type Counter, type Counters, totalOf } from './counters.ts';
import type { Period } from './period.ts';

/** A figure with its formula, so that the same data under another definition is never mistaken for it. */
export interface FigureDefinition {
  id: string;
  name: string;
  unit: 'calls' | 'ratio' | 'seconds' | 'records';
  /** what it is computed from, and what the drill-down lists */
  of: 'calls' | 'records';
  numerator: readonly Counter[];
  /** null: the numerator itself is the figure */
  denominator: readonly Counter[] | null;
  formula: string;
  basis: string;
  exclusions: string;
}

export interface Figure {
  id: string;
  name: string;
  formula: string;
  basis: string;
  value: number | null;
  unit: FigureDefinition['unit'];
  numerator: number | null;
  denominator: number | null;
  exclusions: string;
  period: Period;
}

/** The definitions in the order in which pages show them; the default variant of a figure comes first. */
export function figureDefinitions(rules: FigureRules): FigureDefinition[] {
  const n = rules.answerWithinSeconds;
  const short = rules.shortAbandonSeconds;
  const onlyInbound = '不含外呼、座席互拨、监听和测试来电；一个通话（linkedid）只计一次';
  const count = (
    id: string,
    name: string,
    counter: Counter,
    formula: string,
    exclusions: string,
  ): FigureDefinition => ({
    id,
    name,
    unit: 'calls',
    of: 'calls',
    numerator: [counter],
    denominator: null,
    formula,
    basis: '按来电到达时间归入统计期（北京时间）',
    exclusions,
  });
  const ratio = (
    id: string,
    name: string,
    numerator: readonly Counter[],
    denominator: readonly Counter[],
    formula: string,
    basis: string,
    exclusions = onlyInbound,
  ): FigureDefinition => ({
    id,
    name,
    unit: 'ratio',
    of: 'calls',
    numerator,
    denominator,
    formula,
    basis,
    exclusions,
  });
  const mean = (
    id: string,
    name: string,
    sum: Counter,
    known: Counter,
    formula: string,
    exclusions: string,
  ): FigureDefinition => ({
    id,
    name,
    unit: 'seconds',
    of: 'calls',
    numerator: [sum],
    denominator: [known],
    formula,
    basis: '按话务系统事件的微秒时间计算，截到毫秒',
    exclusions,
  });
  const answerBasis = rules.answerWithinBasis;
  return [
    count('n-in', '呼入总量', 'in', 'N_in = 进入系统的呼入通话数', onlyInbound),
    count(
      'n-queued',
      '进入人工排队',
      'queued',
      'N_q = 接通 + 放弃 + 排队超时 + 席空退出 + 无席拒入 + 系统停止 + 结果不明（+ 正在排队）',
      `${onlyInbound}；含因无人值守被队列拒绝的来电`,
    ),
    count('n-answered', '人工接通', 'answered', 'N_ans = N_q 中至少被一个座席接通的通话数', onlyInbound),
    count('n-abandoned', '放弃', 'abandoned', 'N_ab = 排队中来电人挂断的通话数', onlyInbound),
    count(
      'n-abandoned-short',
      '短时放弃',
      'abandonedShort',
      `N_sab = 等待不超过 ${short} 秒即放弃的通话数`,
      rules.shortAbandonBasis,
    ),
    count('n-timeout', '排队超时', 'timeout', '队列等待到时限而退出的通话数', onlyInbound),
    count('n-left-empty', '席空退出', 'leftEmpty', '排队中座席全部离开而退出的通话数', onlyInbound),
    count('n-join-empty', '无席拒入', 'joinEmpty', '队列无人值守而未能进入的通话数', onlyInbound),
    count('n-shutdown', '系统停止', 'shutdown', '排队中话务系统停止的通话数', onlyInbound),
    count(
      'n-unknown',
      '结果不明',
      'unknown',
      '已结束、未接通、如何结束没有任何事件说明的通话数',
      onlyInbound,
    ),
    count('n-waiting', '正在排队', 'waiting', '此刻仍在排队的通话数', onlyInbound),
    ratio('answer-rate-a', '接通率（A）', ['answered'], ['queued'], 'N_ans ÷ N_q', answerBasis),
    ratio(
      'answer-rate-b',
      '接通率（B：不计短时放弃）',
      ['answered'],
      ['queuedLasting'],
      'N_ans ÷ (N_q − N_sab)',
      answerBasis,
      `${onlyInbound}；分母不含等待不超过 ${short} 秒的放弃（${rules.shortAbandonBasis}）`,
    ),
    ratio(
      'in-time-rate-a',
      `${n} 秒接通率（A）`,
      ['answeredInTime'],
      ['answered'],
      `N_ans≤${n} ÷ N_ans`,
      answerBasis,
      `${onlyInbound}；等待时长不明的接通计入分母、不计入分子`,
    ),
    ratio(
      'in-time-rate-b',
      `${n} 秒接通率（B）`,
      ['answeredInTime'],
      ['queued'],
      `N_ans≤${n} ÷ N_q`,
      answerBasis,
    ),
    ratio(
      'in-time-rate-c',
      `${n} 秒接通率（C）`,
      ['answeredInTime', 'abandonedInTime'],
      ['queued'],
      `(N_ans≤${n} + N_ab≤${n}) ÷ N_q`,
      answerBasis,
    ),
    ratio(
      'in-time-rate-d',
      `${n} 秒接通率（D）`,
      ['answeredInTime'],
      ['answered', 'abandonedLate'],
      `N_ans≤${n} ÷ (N_ans + N_ab>${n})`,
      answerBasis,
      `${onlyInbound}；分母不含 ${n} 秒内的放弃；放弃时刻不明的按超过 ${n} 秒计`,
    ),
    ratio('abandon-rate', '放弃率', ['abandoned'], ['queued'], 'N_ab ÷ N_q', '排队中来电人挂断'),
    ratio('loss-rate', '呼损率', ['notAnswered'], ['in'], '(N_in − N_ans) ÷ N_in', '含语音导航中挂断的来电'),
    mean(
      'mean-wait',
      '平均等待',
      'waitMs',
      'waitKnown',
      'Σ(首次接通 − 首次入队) ÷ N_ans',
      '不含放弃的来电；不含等待时长不明的接通',
    ),
    mean(
      'mean-abandon-wait',
      '放弃平均等待',
      'abandonMs',
      'abandonKnown',
      'Σ(挂断 − 首次入队) ÷ N_ab',
      '只含放弃的来电',
    ),
    mean(
      'mean-contact',
      '平均通话时长',
      'contactMs',
      'talkKnown',
      'Σ(通话 + 保持) ÷ N_ans',
      '各座席与来电人的接触时长之和；不含正在进行的和起止时刻不明的通话',
    ),
    mean('mean-hold', '平均保持时长', 'holdMs', 'holdKnown', 'Σ保持 ÷ N_ans', '不含保持起点不明的通话'),
    ratio(
      'satisfied-rate',
      '满意率',
      ['ratedSatisfied'],
      ['rated'],
      '评价为非常满意、满意、基本满意的来电 ÷ 已评价的来电',
      '政务服务“好差评”五级评价；与参评率一并看',
      '不含未评价的来电',
    ),
    ratio(
      'rated-rate',
      '参评率',
      ['rated'],
      ['ratingAsked'],
      '已评价的来电 ÷ 已邀请评价的来电',
      '政务服务“好差评”五级评价',
      '不含未邀请评价的来电',
    ),
    {
      id: 'mean-wrap-up',
      name: '平均话后处理时长',
      unit: 'seconds',
      of: 'records',
      numerator: ['wrapUpMs'],
      denominator: ['wrapUps'],
      formula: 'Σ(登记保存 − 座席离开通话) ÷ 有话后处理的登记数',
      basis: '按登记保存时间归入统计期',
      exclusions: '不含通话中已保存的登记和无通话的登记',
    },
    {
      id: 'n-records',
      name: '咨询登记数',
      unit: 'records',
      of: 'records',
      numerator: ['records'],
      denominator: null,
      formula: '已保存的咨询登记数',
      basis: '按登记保存时间归入统计期（北京时间）',
      exclusions: '修改同一登记不重复计数',
    },
    {
      id: 'n-answers-used',
      name: '引用答复数',
      unit: 'records',
      of: 'records',
      numerator: ['answersUsed'],
      denominator: null,
      formula: '已保存登记中标记为答复依据的条款数',
      basis: '按登记保存时间归入统计期（北京时间）',
      exclusions: '同一登记中的同一条款只计一次；不含未标记的口头答复',
    },
    {
      id: 'direct-rate',
      name: '直接解答率',
      unit: 'ratio',
      of: 'records',
      numerator: ['recordsDirect'],
      denominator: ['recordsAccepted'],
      formula: '处理结果为 D1–D5 的登记 ÷ 已受理的登记（D、T、P 类）',
      basis: '处理结果代码表',
      exclusions: '不含无效来电（X 类）和不予受理（N 类）',
    },
    {
      id: 'notice-rate',
      name: '一次性告知完整率',
      unit: 'ratio',
      of: 'records',
      numerator: ['noticesWhole'],
      denominator: ['notices'],
      formula: '要件全部告知的登记 ÷ 开始一次性告知的登记',
      basis: '长政务公开发〔2021〕1号：会答（一次性告知）',
      exclusions: '不含所用依据没有告知要件、或未开始告知的登记',
    },
  ];
}

/** The identity that a test holds for every set of calls: these parts are the calls that entered a queue. */
export const queueParts: readonly Counter[] = [
  'answered',
  'abandoned',
  'timeout',
  'leftEmpty',
  'joinEmpty',
  'shutdown',
  'unknown',
  'waiting',
];

export function figureOf(definition: FigureDefinition, counters: Counters, period: Period): Figure {
  const scale = definition.unit === 'seconds' ? 1000 : 1;
  const numerator = totalOf(counters, definition.numerator) / scale;
  const denominator = definition.denominator === null ? null : totalOf(counters, definition.denominator);
  const { id, name, formula, basis, unit, exclusions } = definition;
  const value = denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;
  return { id, name, formula, basis, value, unit, numerator, denominator, exclusions, period };
}

/** Whether a call or record stands behind the figure: in its denominator, or counted by it where it has none. */
export function isBehind(definition: FigureDefinition, counters: Counters): boolean {
  return totalOf(counters, populationOf(definition)) > 0;
}

function populationOf(definition: FigureDefinition): readonly Counter[] {
  // Its own numbers for C: an abandonment in time is in the numerator and, being queued, in the denominator too.
  return definition.denominator ?? definition.numerator;
}
