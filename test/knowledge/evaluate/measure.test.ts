import { expect } from 'chai';
import fc from 'fast-check';
import { figuresOf, ndcg, recall } from '../../../knowledge/evaluate/measure.ts';

describe('how well a list answers', () => {
  const answers = new Set(['a', 'b']);

  it('is 1 when all answers stand first, in whatever order, and 0 when none is there', () => {
    expect(ndcg(['b', 'a', 'x'], answers, 10)).to.equal(1);
    expect(ndcg(['x', 'y'], answers, 10)).to.equal(0);
  });

  it('counts a later place for less', () => {
    // 1/log2(3) + 1/log2(4) of 1 + 1/log2(3)
    expect(ndcg(['x', 'a', 'b'], answers, 10)).to.be.closeTo((0.63093 + 0.5) / (1 + 0.63093), 1e-5);
    expect(ndcg(['x', 'a', 'b'], answers, 1)).to.equal(0);
    expect(recall(['x', 'a', 'b'], answers, 2)).to.equal(0.5);
  });

  it('never leaves [0, 1], and never falls when an answer moves up', () => {
    const ids = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 2 });
    fc.assert(
      fc.property(ids, fc.nat(5), (list, at) => {
        const value = ndcg(list, answers, 5);
        expect(value).to.be.within(0, 1);
        const place = 1 + (at % (list.length - 1));
        if (!answers.has(list[place] ?? '')) return;
        const moved = [...list];
        moved.splice(place - 1, 0, ...moved.splice(place, 1));
        expect(ndcg(moved, answers, 5)).to.be.at.least(value - 1e-12);
      }),
    );
  });

  it('is told for questions that have an answer, and not at all when none has', () => {
    const none = { ids: ['a'], answers: new Set<string>() };
    expect(figuresOf([none])).to.equal(null);
    expect(figuresOf([none, { ids: ['a', 'b'], answers }])).to.deep.equal({
      questions: 1,
      ndcg10: 1,
      recall: { 1: 0.5, 5: 1, 10: 1, 100: 1 },
    });
  });
});
