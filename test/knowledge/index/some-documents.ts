import fc from 'fast-check';
import type { Weighing } from '../../../knowledge/index/asked.ts';
import type { IndexedDocument } from '../../../knowledge/index/segment.ts';
import { SegmentedIndex, type SoughtTerm } from '../../../knowledge/index/segmented-index.ts';

export const weighing: Weighing = { boosts: [0.6, 1], lengthNorm: 0.75, saturation: 1.2 };

const word = fc.constantFrom('公积金', '提取', '租房', '社保', '社会', '补贴', 'a1', 'a2', '𠮷');
const field = fc.array(word, { maxLength: 8 });
const document: fc.Arbitrary<IndexedDocument> = fc.record({
  id: fc.integer({ min: 0, max: 11 }).map((n) => `d${n}`),
  fields: fc.tuple(field, field),
});

export const aPut = fc.record({ put: fc.array(document, { maxLength: 5 }) });
export const aRemoval = fc.record({
  remove: fc.array(fc.integer({ min: 0, max: 12 }).map((n) => `d${n}`)),
});
export const aMerge = fc.constant({ merge: true as const });
export type Change = { put: IndexedDocument[] } | { remove: string[] } | { merge: true };

export const sought: fc.Arbitrary<SoughtTerm[]> = fc.array(
  fc.record({
    term: fc.oneof(word, fc.constantFrom('社*', 'a*', '*', '𠮷*')),
    boost: fc.double({ min: 0.1, max: 3, noNaN: true }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** Makes a change to an index, and to what should be left in it. */
export function change(index: SegmentedIndex, left: Map<string, IndexedDocument>, one: Change): void {
  if ('put' in one) {
    index.put(one.put);
    for (const each of one.put) left.set(each.id, each);
  } else if ('remove' in one) {
    index.remove(one.remove);
    for (const id of one.remove) left.delete(id);
  } else index.merge();
}

/** An index built at once from the documents, which is what all others are held against. */
export function builtAtOnce(documents: Iterable<IndexedDocument>): SegmentedIndex {
  const index = new SegmentedIndex(weighing);
  index.put([...documents]);
  return index;
}
