import { expect } from 'chai';
import { shelvesOf } from '../../../agent-panel/src/library/shelves-of.ts';

describe('the shelves of the library', () => {
  it('are the five classes in their order, empty ones too, with the fullest topic first', () => {
    const shelves = shelvesOf([
      { materialClass: '办事指南', topic: '户籍', count: 2 },
      { materialClass: '办事指南', topic: '住房', count: 5 },
      { materialClass: '法律法规', topic: '', count: 1 },
    ]);
    expect(shelves.map(({ materialClass, count }) => [materialClass, count])).to.deep.equal([
      ['法律法规', 1],
      ['政策文件', 0],
      ['政府公报', 0],
      ['政府工作报告', 0],
      ['办事指南', 7],
    ]);
    expect(shelves[4]?.topics.map(({ topic }) => topic)).to.deep.equal(['住房', '户籍']);
  });

  it('lose no class that nobody foresaw', () => {
    const shelves = shelvesOf([{ materialClass: '其他', topic: 'x', count: 3 }]);
    expect(shelves.at(-1)).to.deep.include({ materialClass: '其他', count: 3 });
  });
});
