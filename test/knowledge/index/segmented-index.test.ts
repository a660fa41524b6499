import { expect } from 'chai';
import fc from 'fast-check';
import type { IndexedDocument } from '../../../knowledge/index/segment.ts';
import { SegmentedIndex } from '../../../knowledge/index/segmented-index.ts';
import { aMerge, aPut, aRemoval, builtAtOnce, change, sought, weighing } from './some-documents.ts';

const step = fc.oneof(
  { weight: 5, arbitrary: aPut },
  { weight: 3, arbitrary: aRemoval },
  { weight: 1, arbitrary: aMerge },
);

describe('an index of segments', () => {
  it('finds to the last bit what one built at once finds, after any sequence of changes and merges', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        sought,
        fc.integer({ min: 1, max: 15 }),
        (steps, terms, limit) => {
          const index = new SegmentedIndex(weighing);
          const left = new Map<string, IndexedDocument>();
          for (const one of steps) change(index, left, one);
          expect(index.documents).to.equal(left.size);
          expect(index.find(terms, { limit })).to.deep.equal(
            builtAtOnce(left.values()).find(terms, { limit }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the best, and of equal ones the first by id', () => {
    const index = builtAtOnce(
      ['d3', 'd1', 'd2'].map((id) => ({ id, fields: [[], ['社保', ...(id === 'd3' ? ['社保'] : [])]] })),
    );
    const found = index.find([{ term: '社保', boost: 1 }], { limit: 2 });
    expect(found.map(({ id }) => id)).to.deep.equal(['d3', 'd1']);
  });

  it('gives only what is accepted, though better ones are there', () => {
    const index = builtAtOnce(['d1', 'd2', 'd3'].map((id) => ({ id, fields: [[], ['社保']] })));
    const found = index.find([{ term: '社保', boost: 1 }], { limit: 5, accepts: (id) => id !== 'd1' });
    expect(found.map(({ id }) => id)).to.deep.equal(['d2', 'd3']);
  });

  it('tells where a word stands in a document, and nothing of one that went', () => {
    const index = builtAtOnce([{ id: 'd1', fields: [['社保'], ['社保', '补贴']] }]);
    const standing = () => index.ask(['社保', '补贴'].map((term) => ({ term, boost: 1 }))).standingIn('d1');
    expect([...standing()]).to.deep.equal([3, 2]);
    index.put([{ id: 'd2', fields: [['社保'], ['补贴']] }]);
    index.remove(['d1']);
    expect([...standing()]).to.deep.equal([0, 0]);
  });

  it('refuses segments that have other fields than it weighs', () => {
    const { segments } = builtAtOnce([{ id: 'd1', fields: [[], ['社保']] }]);
    expect(() => new SegmentedIndex({ ...weighing, boosts: [1] }, segments)).to.throw(RangeError, '1 fields');
  });
});
