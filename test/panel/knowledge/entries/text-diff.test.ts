import { expect } from 'chai';
import fc from 'fast-check';
import { diffTexts } from '../../../../agent-panel/src/knowledge/entries/text-diff.ts';

const told = (before: string, after: string) =>
  diffTexts(before, after)
    .map(({ kind, text }) => ({ same: text, deleted: `-${text}-`, inserted: `+${text}+` })[kind])
    .join('');

describe('the difference of two texts', () => {
  it('shows what was deleted before what was inserted, numbers as a whole', () => {
    expect(told('每月不超过 1500 元。', '每月不超过 1800 元。')).to.equal('每月不超过 -1500-+1800+ 元。');
    expect(told('应当在七日内答复。', '应当在七个工作日内书面答复。')).to.equal(
      '应当在七+个工作+日内+书面+答复。',
    );
    expect(told('', '新的')).to.equal('+新的+');
    expect(told('一样', '一样')).to.equal('一样');
  });

  it('takes a letter that stayed by chance for a part of the change', () => {
    expect(told('甲的乙', '丙的丁')).to.equal('-甲的乙-+丙的丁+');
  });

  it('shows two sentences that have little in common as one for the other', () => {
    expect(told('请到市政务服务中心办理落户。', '落户先网上预审。')).to.equal(
      '-请到市政务服务中心办理落户-+落户先网上预审+。',
    );
  });

  it('never cuts a sign in two', () => {
    expect(told('𠮷', '𠮶')).to.equal('-𠮷-+𠮶+');
  });

  it('gives back both texts, whatever they are', () => {
    const letters = fc.string({
      unit: fc.constantFrom('甲', '乙', '的', '1', '2', '。', '\n', '𠮷'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const pieces = diffTexts(before, after);
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map(({ text }) => text)
            .join('');
        expect(without('inserted')).to.equal(before);
        expect(without('deleted')).to.equal(after);
      }),
    );
  });

  it('tells two long texts without anything in common as replaced, at once', () => {
    const [before, after] = ['甲'.repeat(9_000), '乙'.repeat(9_000)];
    expect(diffTexts(before, after).map(({ kind }) => kind)).to.deep.equal(['deleted', 'inserted']);
  });
});
