import {
  isMoved,
  outcomeOf,
  type TrialSide,
  type TrialSummary,
  type TriedQuestion,
} from '../../knowledge/content/trial.ts';

const outcomeNames = { better: '变好', worse: '变差', same: '位次不变' } as const;

/** What a trial came to: each question that moved, before → after, then how many of them there are. */
export function trialWords(tried: readonly TriedQuestion[], summary: TrialSummary): string {
  const moved = tried.filter(isMoved);
  return [
    ...moved.map(questionWords),
    ...(moved.length === 0 ? ['没有一题的位次或排第一的答复有变。No question moved.'] : []),
    summaryWords(summary),
  ].join('\n');
}

function questionWords(one: TriedQuestion): string {
  const { question, expected, before, after } = one;
  return [
    `${outcomeNames[outcomeOf(one)]}  ${question}`,
    `  标准答案 ${expected.articleId} ${expected.clauseNo}：${placeOf(before)} → ${placeOf(after)}`,
    `  排第一的：${firstOf(before)} → ${firstOf(after)}`,
  ].join('\n');
}

function placeOf({ place }: TrialSide): string {
  return place === null ? '没有找到' : `第 ${place} 位`;
}

function firstOf({ first: [first] }: TrialSide): string {
  return first === undefined ? '没有找到' : `《${first.title}》${first.clauseNo}`;
}

function summaryWords({ questions, better, worse, same, before, after }: TrialSummary): string {
  const line = (name: string, { first, three, ten }: TrialSummary['before']) =>
    `${name}：首位 ${first}，前三 ${three}，前十 ${ten}`;
  return [
    `共 ${questions} 题：变好 ${better}，变差 ${worse}，不变 ${same} · ${questions} questions: ${better} better, ${worse} worse, ${same} same`,
    line('试验前 before', before),
    line('试验后 after', after),
  ].join('\n');
}
