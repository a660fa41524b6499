import { expect } from 'chai';
import { isMoved, type TrialSide } from '../../../knowledge/content/trial.ts';

const side = (place: number | null, ...first: string[]): TrialSide => ({
  place,
  first: first.map((clauseNo) => ({ articleId: 'P045', clauseNo, title: '职工带薪年休假条例' })),
});

describe('a question of a trial moved', () => {
  for (const [what, before, after, moved] of [
    ['when its clause stands elsewhere', side(1, '第三条'), side(2, '第三条'), true],
    ['when its clause is found no more', side(9, '第三条'), side(null, '第三条'), true],
    ['when another clause is first', side(4, '第二条'), side(4, '第五条'), true],
    ['when something is found at last', side(null), side(null, '第二条'), true],
    ['not by what stands behind the first', side(1, '第三条', '第二条'), side(1, '第三条', '第五条'), false],
    ['not when nothing is found, as before', side(null), side(null), false],
  ] as const)
    it(what, () => {
      expect(isMoved({ before, after })).to.equal(moved);
    });
});
