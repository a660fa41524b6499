import type { PolicyArticle } from '../article.ts';
import type { AnswerQuery } from './hit.ts';

const ITEM_FACTOR = 1.5;
/** of an organ's 公开指南, as it is read as a text */
const disclosureTopic = '政府信息公开';

/** 办事指引 is asked for what is done where: service items come before the rules that they rest on. */
export function liftOfFunction(
  { materialClass, topic }: PolicyArticle,
  { serviceFunction }: AnswerQuery,
): { words: string; factor: number; plus: number } | null {
  const isItem = materialClass === '办事指南' && topic !== disclosureTopic;
  return serviceFunction === 'SERVICE_GUIDE' && isItem
    ? { words: '办事指引：事项优先', factor: ITEM_FACTOR, plus: 0 }
    : null;
}
