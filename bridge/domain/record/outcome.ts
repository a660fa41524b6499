import { z } from 'zod';

/** Outcome codes (处理结果), their words and the set each belongs to. */
export const outcomeCodeSchema = z.enum([
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'T1',
  'T2',
  'T3',
  'T4',
  'P1',
  'P2',
  'P3',
  'N1',
  'N2',
  'X1',
  'X2',
  'X3',
]);
export type OutcomeCode = z.infer<typeof outcomeCodeSchema>;

export type OutcomeSet = 'DIRECT' | 'TRANSFER' | 'PENDING' | 'NOT_ACCEPTED' | 'INVALID';

export interface Outcome {
  code: OutcomeCode;
  zh: string;
  set: OutcomeSet;
  /** an answer from the base must be cited */
  needsAnswer: boolean;
  /** the note must say why */
  needsNote: boolean;
  /** what was searched and not found, and the organ that holds it, must be there */
  needsProof?: true;
}

export const outcomes: readonly Outcome[] = [
  { code: 'D1', zh: '直接解答（引用政策）', set: 'DIRECT', needsAnswer: true, needsNote: false },
  { code: 'D2', zh: '直接解答（办事指引：线下窗口）', set: 'DIRECT', needsAnswer: false, needsNote: false },
  { code: 'D3', zh: '直接解答（办事指引：网上办理）', set: 'DIRECT', needsAnswer: false, needsNote: false },
  {
    code: 'D4',
    zh: '指导申请公开（已检索未能当场提供）',
    set: 'DIRECT',
    needsAnswer: false,
    needsNote: false,
    needsProof: true,
  },
  { code: 'D5', zh: '已公开信息当场提供', set: 'DIRECT', needsAnswer: true, needsNote: false },
  { code: 'T1', zh: '转专席', set: 'TRANSFER', needsAnswer: false, needsNote: false },
  { code: 'T2', zh: '三方通话解答', set: 'TRANSFER', needsAnswer: false, needsNote: false },
  { code: 'T3', zh: '转紧急热线', set: 'TRANSFER', needsAnswer: false, needsNote: false },
  { code: 'T4', zh: '转其他热线', set: 'TRANSFER', needsAnswer: false, needsNote: true },
  { code: 'P1', zh: '派政策服务专员', set: 'PENDING', needsAnswer: false, needsNote: true },
  { code: 'P2', zh: '转承办单位工单', set: 'PENDING', needsAnswer: false, needsNote: true },
  { code: 'P3', zh: '约定回电', set: 'PENDING', needsAnswer: false, needsNote: true },
  { code: 'N1', zh: '不予受理（告知依据）', set: 'NOT_ACCEPTED', needsAnswer: false, needsNote: true },
  { code: 'N2', zh: '超出窗口职责', set: 'NOT_ACCEPTED', needsAnswer: false, needsNote: true },
  { code: 'X1', zh: '无声或掉线', set: 'INVALID', needsAnswer: false, needsNote: false },
  { code: 'X2', zh: '骚扰或误拨', set: 'INVALID', needsAnswer: false, needsNote: false },
  { code: 'X3', zh: '诉求人中止', set: 'INVALID', needsAnswer: false, needsNote: false },
];

const byCode = new Map(outcomes.map((outcome) => [outcome.code, outcome]));

export function outcomeOf(code: OutcomeCode): Outcome {
  const outcome = byCode.get(code);
  if (!outcome) throw new RangeError(`unknown outcome code ${code}`);
  return outcome;
}
