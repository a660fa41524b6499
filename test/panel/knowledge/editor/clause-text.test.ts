import { expect } from 'chai';
import fc from 'fast-check';
import {
  clausesOfText,
  survivesAsText,
  textOfClauses,
} from '../../../../agent-panel/src/knowledge/editor/clause-text.ts';
import { article } from '../../../adapters/sqlite/knowledge/contents.ts';

const read = (text: string, known = article('长政办发〔2026〕1号').clauses) => {
  const found = clausesOfText(text, known);
  if ('fault' in found) throw new Error(found.fault);
  return found.clauses;
};

describe('the clauses of a text, written as one text', () => {
  it('a paragraph that begins with 第几条 is a clause, and those under it belong to it', () => {
    const clauses = read(
      '第一条　为了方便群众，制定本办法。\n\n第二条 下列人员可以申请：\n（一）职工；\n（二）学生。',
    );
    expect(clauses.map(({ no, text }) => [no, text])).to.deep.equal([
      ['第一条', '为了方便群众，制定本办法。'],
      ['第二条', '下列人员可以申请：\n（一）职工；\n（二）学生。'],
    ]);
  });

  it('headings stand above their clauses, and # alone ends them', () => {
    const clauses = read(
      '# 第一章 总则\n第一条　甲\n## 第一节 一般\n第二条　乙\n# 第二章 附则\n第三条　丙\n#\n附录　表',
    );
    expect(clauses.map(({ heading }) => heading.join('/'))).to.deep.equal([
      '第一章 总则',
      '第一章 总则/第一节 一般',
      '第二章 附则',
      '',
    ]);
  });

  it('a clause that was there keeps its anchor, a new one gets one of its own', () => {
    const known = [
      { no: '第一条', text: '甲', anchor: 'clause-a', heading: [] },
      { no: '第十条', text: '乙', anchor: 'art-11', heading: [] },
    ];
    const anchors = read('第一条　甲甲\n第十一条　新\n第十条　乙\n附录　表\n说明　话', known).map(
      ({ anchor }) => anchor,
    );
    expect(anchors).to.deep.equal(['clause-a', 'art-11-1', 'art-11', 'part-1', 'part-2']);
  });

  it('says which line has no number', () => {
    expect(clausesOfText('为了方便群众', [])).to.have.property('fault').that.contains('第 1 行没有条号');
    expect(clausesOfText(' \n', [])).to.have.property('fault').that.contains('请填写正文');
  });

  it('comes back as it was, whatever stands in it', () => {
    const words = fc.string({
      unit: fc.constantFrom('甲', '第', '一', '条', '　', ' ', '\n', '#', '\\', '（'),
      maxLength: 24,
    });
    const title = fc.constantFrom('第一章', '第二章 附则', '第一节');
    const clause = fc.record({
      no: fc.constantFrom('第一条', '第二条', '第一百零一条之一', '附录', '二（三）', '说明 一'),
      text: words,
      anchor: fc.constantFrom('art-1', 'part-7', 'x'),
      heading: fc.array(title, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 6 }), (clauses) => {
        const back = read(textOfClauses(clauses), clauses);
        const bare = (list: ReturnType<typeof read>) =>
          list.map(({ no, text, heading }) => [no, text, heading]);
        expect(bare(back)).to.deep.equal(bare(clauses));
      }),
      { numRuns: 500 },
    );
  });

  it('is not offered as a text where it would not come back', () => {
    const [one] = article('长政办发〔2026〕1号').clauses;
    if (one === undefined) throw new Error('an article has clauses');
    expect(survivesAsText([one])).to.equal(true);
    expect(survivesAsText([{ ...one, no: '附　录' }])).to.equal(false);
    expect(survivesAsText([{ ...one, no: '很长很长很长很长很长很长很长很长很长很长的编号' }])).to.equal(
      false,
    );
  });
});
