import { expect } from 'chai';
import fc from 'fast-check';
import type { Weighing } from '../../../knowledge/index/asked.ts';
import type { IndexedDocument } from '../../../knowledge/index/segment.ts';
import { SegmentedIndex, type SoughtTerm } from '../../../knowledge/index/segmented-index.ts';

const weighing: Weighing = { boosts: [0.6, 1], lengthNorm: 0.75, saturation: 1.2 };

const word = fc.constantFrom('公积金', '提取', '租房', '社保', '社会', '补贴', 'a1', 'a2', '𠮷');
const field = fc.array(word, { maxLength: 8 });
const document: fc.Arbitrary<IndexedDocument> = fc.record({
  id: fc.integer({ min: 0, max: 11 }).map((n) => `d${n}`),
  fields: fc.tuple(field, field),
});
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ put: fc.array(document, { maxLength: 5 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ remove: fc.array(fc.integer({ min: 0, max: 12 }).map((n) => `d${n}`)) }),
  },
  { weight: 1, arbitrary: fc.constant({ merge: true as const }) },
);
const sought: fc.Arbitrary<SoughtTerm[]> = fc.array(
  fc.record({
    term: fc.oneof(word, fc.constantFrom('社*', 'a*', '*', '𠮷*')),
    boost: fc.double({ min: 0.1, max: 3, noNaN: true }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** An index built at once from the documents, which is what all others are held against. */
function builtAtOnce(documents: Iterable<IndexedDocument>): SegmentedIndex {
  const index = new SegmentedIndex(weighing);
  index.put([...documents]);
  return index;
}

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
          for (const one of steps) {
            if ('put' in one) {
              index.put(one.put);
              for (const each of one.put) left.set(each.id, each);
            } else if ('remove' in one) {
              index.remove(one.remove);
              for (const id of one.remove) left.delete(id);
            } else index.merge();
          }
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
});
