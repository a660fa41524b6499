import { expect } from 'chai';
import fc from 'fast-check';
import { differencesOf } from '../../../bridge/application/knowledge/compare-contents.ts';
import { maskQuestion } from '../../../bridge/application/knowledge/mask-question.ts';
import { Supersessions } from '../../../bridge/application/knowledge/supersession.ts';
import { article, faq, item } from '../../adapters/sqlite/knowledge/contents.ts';

describe('a question as it is kept', () => {
  it('bears no number of six digits or more, however it is written', () => {
    const cases: [string, string][] = [
      ['我的电话 13874801115 怎么', '我的电话 ****** 怎么'],
      ['138 7480 1115', '******'],
      ['138-7480-1115 打不通', '****** 打不通'],
      ['身份证43010219900101123X', '身份证******'],
      ['１３８７４８０１１１５', '******'],
      ['12345 热线 第711号令 2026年', '12345 热线 第711号令 2026年'],
      ['  公积金　 提取 ABC ', '公积金 提取 abc'],
    ];
    for (const [asked, kept] of cases) expect(maskQuestion(asked)).to.equal(kept);
  });

  it('is masked for any words around any number', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^\d{6,20}$/), fc.string(), (before, number, after) => {
        expect(maskQuestion(before + number + after)).to.not.match(/\d{6}/);
      }),
    );
  });
});

describe('what differs between two contents', () => {
  it('is nothing between two that are the same, in whatever order their fields lie', () => {
    const one = article('长政发〔2026〕1号');
    const turned = Object.fromEntries(Object.entries(structuredClone(one)).reverse()) as typeof one;
    expect(differencesOf(one, turned)).to.deep.equal([]);
  });

  it('is told by field, by clause also where a number comes twice, and by an item’s own fields', () => {
    const clause = (no: string, text: string) => ({ no, text, anchor: `${no}${text}`, heading: [] });
    const before = article('长政发〔2026〕1号', { clauses: [clause('一', '甲'), clause('一', '乙')] });
    const after = { ...before, clauses: [clause('一', '甲'), clause('一', '丙')], keywords: ['税', '费'] };
    expect(differencesOf(before, after)).to.have.deep.members([
      { field: 'keywords', name: '关键词', before: '', after: '税；费' },
      { field: 'clauses.一（第 2 处）', name: '正文 一（第 2 处）', before: '乙', after: '丙' },
    ]);
    const moved = item('提取');
    const there = { ...moved, item: { ...moved.item, transact_addr: '二楼' } };
    expect(differencesOf(moved, there)).to.deep.equal([
      { field: 'item.transact_addr', name: '事项 transact_addr', before: '', after: '二楼' },
    ]);
    expect(differencesOf(faq('甲'), faq('甲'))).to.deep.equal([]);
  });
});

describe('texts that end each other', () => {
  const text = (entryId: string, replaces: string[]) => ({
    entryId,
    sourceId: `s-${entryId}`,
    docKey: null,
    replaces,
  });

  it('are found however long the way round, and by any of their names', () => {
    const known = new Supersessions([]);
    for (let i = 0; i < 50; i += 1) known.add(text(`t${i}`, [i % 2 === 0 ? `t${i + 1}` : `s-t${i + 1}`]));
    expect(known.circleWith(text('t50', ['elsewhere']))).to.equal(null);
    expect(known.circleWith(text('t50', ['t0']))).to.have.length(51);
    expect(known.circleWith(text('x', ['x']))).to.deep.equal(['x']);
    for (let i = 50; i < 30_000; i += 1) known.add(text(`t${i}`, [`t${i + 1}`]));
    expect(known.circleWith(text('t30000', ['t0']))).to.have.length(60);
  });

  it('end in no endless look where others go round already', () => {
    const known = new Supersessions([]);
    known.add(text('a', ['b']));
    known.add(text('b', ['a']));
    expect(known.circleWith(text('c', ['a']))).to.equal(null);
  });
});
