import { expect } from 'chai';
import fc from 'fast-check';
import { snippetOf } from '../../../knowledge/rank/snippet.ts';
import { fold } from '../../../knowledge/text/normalise.ts';

const marked = ({ snippet, highlights }: ReturnType<typeof snippetOf>) =>
  highlights.map(([from, to]) => snippet.slice(from, to));

describe('a snippet', () => {
  it('of a short clause is the clause, its words marked', () => {
    const snippet = snippetOf('渔船登记应当在五个工作日内办结。', ['登记', '办结']);
    expect(snippet.snippet).to.equal('渔船登记应当在五个工作日内办结。');
    expect(marked(snippet)).to.deep.equal(['登记', '办结']);
  });

  it('of a long clause is the part where the words stand, from the beginning of a sentence', () => {
    const before = '本市鼓励渔业发展。'.repeat(30);
    const snippet = snippetOf(`${before}渔船登记应当在五个工作日内办结。${before}`, ['登记', '办结']);
    expect(snippet.snippet).to.match(/^…渔船登记应当在五个工作日内办结。/);
    expect(snippet.snippet).to.match(/…$/);
    expect(marked(snippet)).to.deep.equal(['登记', '办结']);
  });

  it('marks pairs that overlap as one', () => {
    expect(marked(snippetOf('政府信息公开申请', ['信息', '信息公开', '公开', '开申', '申请']))).to.deep.equal(
      ['信息公开申请'],
    );
  });

  it('marks full-width writing of what was typed in half width', () => {
    expect(marked(snippetOf('拨打１２３４５热线', ['12345']))).to.deep.equal(['１２３４５']);
  });

  it('begins at the beginning when nothing is to be marked', () => {
    const snippet = snippetOf('甲。'.repeat(200), []);
    expect(snippet.snippet).to.match(/^甲。/);
    expect(snippet.highlights).to.deep.equal([]);
  });

  it('marks only what was looked for, in order, inside itself, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'渔船登记办结。\n1１'), maxLength: 400 });
    fc.assert(
      fc.property(text, fc.subarray(['登记', '渔船登', '办结', '1']), (clause, terms) => {
        const { snippet, highlights } = snippetOf(clause, terms);
        let last = 0;
        for (const [from, to] of highlights) {
          expect(from).to.be.at.least(last);
          expect(to).to.be.greaterThan(from).and.at.most(snippet.length);
          expect(terms.some((term) => fold(snippet.slice(from, to)).includes(term))).to.equal(true);
          last = to;
        }
      }),
    );
  });
});
