import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '../../../knowledge/text/normalise.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';

const terms = (text: string) => tokenise(text).map(({ term }) => term);

describe('the words of a text', () => {
  it('are pairs of neighbours and the words of the field', () => {
    expect(terms('公积金提取')).to.have.members(['公积', '公积金', '积金', '金提', '提取']);
  });

  it('keep 社保 whole, which a general segmenter cuts in two', () => {
    const shebao = tokenise('灵活就业人员社保补贴').find(({ term }) => term === '社保');
    expect(shebao?.kind).to.equal('word');
  });

  it('find a longer word of the field inside running text, and the shorter ones in it', () => {
    expect(terms('申请政府信息公开')).to.include.members(['政府信息公开', '信息公开', '公开']);
  });

  it('do not reach over a space, a comma or a Latin word', () => {
    expect(terms('公积金 提取')).not.to.include('金提');
    expect(terms('公积金，提取')).not.to.include('金提');
    expect(terms('12345热线')).to.have.members(['12345', '热线']);
  });

  it('are the same however the text is written', () => {
    expect(terms('ＡＰＰ办理１２３４５')).to.deep.equal(terms('app办理12345'));
  });

  it('hold a character that stands alone', () => {
    expect(tokenise('税')).to.deep.equal([{ term: '税', start: 0, end: 1, kind: 'single' }]);
  });

  it('do not tear a rare character that takes two units', () => {
    expect(terms('𠮷野家')).to.deep.equal(['𠮷野', '野家']);
  });

  it('stand where they say they stand, in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'公积金提取社保依申请公开A1Ｂ２，。 \n𠮷〇') }),
        (text) => {
          for (const { term, start, end } of tokenise(text))
            expect(fold(text).slice(start, end)).to.equal(term);
        },
      ),
    );
  });

  it('of a part are words of the whole: what a question has, a text that contains it has', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'政府信息公开申请答复居住证'), minLength: 2 }),
        fc.string({ unit: fc.constantFrom(...'政府信息公开申请答复居住证') }),
        (question, before) => {
          expect(terms(before + question)).to.include.members(terms(question));
        },
      ),
    );
  });

  it('are found in any string without complaint', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void tokenise(text)));
  });
});
