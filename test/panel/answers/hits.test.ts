import { expect } from 'chai';
import { cutHighlights, place } from '../../../agent-panel/src/answers/hits.ts';
import { petitionHits, repealedOnlyHits } from '../sample-answers.ts';

describe('the list of answers', () => {
  it('hangs repealed text under what took its place, and keeps the rank of what is in force', () => {
    const placed = place(petitionHits);
    expect(placed.map(({ key, under }) => (under ? `  ${key}` : key))).to.deep.equal([
      'P003/第十七条',
      '  P002/第十七条',
      '  P002/第二十一条',
      'P003/第二十二条',
      'P001/第三十九条',
    ]);
  });

  it('never lets a repealed rule stand above one in force', () => {
    const [repealed] = repealedOnlyHits;
    const placed = place([...(repealed ? [repealed] : []), ...petitionHits]);
    expect(placed[placed.length - 1]?.key).to.equal('P111/第四十一条');
  });

  it('loses none and doubles none', () => {
    expect(place(petitionHits)).to.have.length(petitionHits.length);
  });
});

describe('the found words of a snippet', () => {
  it('are cut out in order, and what makes no sense is passed over', () => {
    expect(
      cutHighlights('提取公积金付房租', [
        [0, 2],
        [1, 3],
        [6, 8],
        [7, 99],
      ]),
    ).to.deep.equal([
      { text: '提取', found: true },
      { text: '公积金付', found: false },
      { text: '房租', found: true },
    ]);
  });
});
