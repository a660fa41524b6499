import { z } from 'zod';
import { serviceFunctionSchema } from '../../bridge/domain/telephony/site.ts';
import { refuse, told } from './told.ts';
import { digits, identifier, label } from './values.ts';

/** Within how many seconds a call should be answered, and who says so. */
const ANSWER_WITHIN_SECONDS = 15;
const ANSWER_WITHIN_BASIS = 'GB/T 33358-2016 政府热线服务规范';

const seconds = (least: number, most: number) => z.int().min(least).max(most);

/** What app_queue can look at when it decides whether anybody is there (`joinempty`, `leavewhenempty`). */
const absence = z.enum([
  'paused',
  'penalty',
  'inuse',
  'ringing',
  'unavailable',
  'invalid',
  'unknown',
  'wrapup',
]);

/** Nobody whose telephone could ring at all. A seat on a break or in a talk comes back: the caller may wait for it. */
const NOBODY_THERE = ['unavailable', 'invalid', 'unknown'] as const;

export const lineSchema = z
  .strictObject({
    queue: told(
      identifier,
      '队列名：字母开头，字母、数字、短横',
      'queue name (letters, digits, -)',
      'policy',
    ),
    name: told(label, '专线名称，最多 40 字', 'name of the line, at most 40 characters', '政策咨询'),
    digit: told(
      z.union([digits(1, 1), z.null()]).default(null),
      '问候语播放时可按的一位数字；不写则按键不可选',
      'the digit that chooses this line while the greeting plays; none if left out',
      '1',
    ),
    extension: told(
      z.union([digits(2, 6), z.null()]).default(null),
      '座席转接到此队列所拨的号码；不写则不能转入',
      'what a seat dials to transfer into this queue; none if left out',
      '7001',
    ),
    serviceFunction: told(
      serviceFunctionSchema,
      'POLICY 政策咨询查阅、SERVICE_GUIDE 办事服务指引、DISCLOSURE_GUIDE 指导申请公开、OTHER 其他',
      'POLICY, SERVICE_GUIDE, DISCLOSURE_GUIDE or OTHER',
      'POLICY',
    ),
    unitId: told(
      identifierOfUnit().optional(),
      '此专线所属单位；不写则为市级单位',
      'unit the line belongs to; the city’s own if left out',
      'cs-development',
    ),
    strategy: told(
      z
        .enum([
          'ringall',
          'leastrecent',
          'fewestcalls',
          'random',
          'rrmemory',
          'rrordered',
          'linear',
          'wrandom',
        ])
        .default('leastrecent'),
      '分配策略（app_queue 的 strategy）；leastrecent = 空闲最久者先接',
      'how calls are given out (app_queue’s strategy); leastrecent = who has been idle longest',
      'leastrecent',
    ),
    // Shorter than the 15 s of the norm: one seat that stays silent must leave time for a second one.
    ringSeconds: told(
      seconds(3, 60).default(10),
      '一个座席振铃几秒无人接就换人',
      'seconds one seat rings before the next is tried',
      10,
    ),
    retrySeconds: told(seconds(1, 30).default(1), '两轮振铃之间的秒数', 'seconds between two rounds', 1),
    maxWaitSeconds: told(
      seconds(5, 7200).default(300),
      '最长排队秒数，到时播放致歉语后结束',
      'longest wait in seconds; then the apology is played and the call ends',
      300,
    ),
    maxWaiting: told(
      z.int().min(0).max(10000).default(0),
      '最多排队人数，0 = 不限',
      'how many may wait, 0 = no limit',
      0,
    ),
    queueWrapUpSeconds: told(
      seconds(0, 120).default(3),
      '话务桥停机时的保底整理秒数；正常的话后处理由话务桥置忙（原因 acw）完成',
      'wrap-up by the queue itself, a net for when the bridge is down; real wrap-up is the bridge’s own pause `acw`',
      3,
    ),
    autopause: told(
      z.enum(['no', 'yes', 'all']).default('all'),
      '座席未接是否自动示忙：no 否、yes 仅本队列、all 所有队列',
      'pause a seat that did not answer: no, yes (this queue) or all (its queues)',
      'all',
    ),
    joinEmpty: told(
      z.array(absence).default([...NOBODY_THERE]),
      '哪些座席状态算“没人”，全都是这样就不让排队',
      'seat states that count as nobody there; if all are such, the caller is refused',
      ['unavailable', 'invalid', 'unknown'],
    ),
    leaveWhenEmpty: told(
      z.array(absence).default([...NOBODY_THERE]),
      '排队时座席都变成哪些状态就请来电人离开',
      'as joinEmpty, for callers who already wait',
      ['unavailable', 'invalid', 'unknown'],
    ),
    serviceLevelSeconds: told(
      seconds(1, 600).default(ANSWER_WITHIN_SECONDS),
      '及时接听的秒数',
      'seconds within which an answer counts as in time',
      ANSWER_WITHIN_SECONDS,
    ),
    serviceLevelBasis: told(
      label.optional(),
      '及时接听秒数的依据（标准号或文号）；15 秒不必写',
      'what that number rests on (norm or document number); not needed for 15',
      ANSWER_WITHIN_BASIS,
    ),
  })
  .check((check) => {
    const { serviceLevelSeconds, serviceLevelBasis, ringSeconds, maxWaitSeconds } = check.value;
    if (serviceLevelSeconds !== ANSWER_WITHIN_SECONDS && serviceLevelBasis === undefined) {
      refuse(check, ['serviceLevelSeconds'], {
        zh: `与 ${ANSWER_WITHIN_BASIS} 的 15 秒不同，须写明依据`,
        en: `differs from the 15 s of GB/T 33358-2016 without saying on whose word`,
        remedyZh: '加一行 serviceLevelBasis: 依据的标准号或文号',
        remedyEn: 'add serviceLevelBasis: the norm or document it rests on',
      });
    }
    if (ringSeconds > maxWaitSeconds) {
      refuse(check, ['ringSeconds'], {
        zh: '振铃比最长排队还久，第二个座席永远轮不到',
        en: 'rings longer than the longest wait: no second seat would ever be tried',
        remedyZh: '让 ringSeconds 小于 maxWaitSeconds',
        remedyEn: 'make ringSeconds smaller than maxWaitSeconds',
      });
    }
  })
  .transform((line) => ({ ...line, serviceLevelBasis: line.serviceLevelBasis ?? ANSWER_WITHIN_BASIS }));

/** Units have ids of their own (园区 have no GB/T 2260 code), or the code itself. */
export function identifierOfUnit() {
  return z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/);
}
