import { expect } from 'chai';
import fc from 'fast-check';
import { Best, type FoundDocument } from '../../../knowledge/index/best.ts';
import { LiveSegment } from '../../../knowledge/index/live-segment.ts';
import { buildSegment, type IndexedDocument } from '../../../knowledge/index/segment.ts';
import { type AskedWord, SegmentSearch, type Sought } from '../../../knowledge/index/segment-search.ts';

const words = 60;
const documents = 700;

/** Word n stands in about every (n + 2)th document, some of them often: common ones and rare ones, as in a language. */
function someDocuments(seed: number): IndexedDocument[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: documents }, (_, at) => {
    const fields: [string[], string[]] = [[], []];
    for (let word = 0; word < words; word += 1)
      for (const field of fields)
        if (next(word + 2) === 0) for (let times = next(4); times >= 0; times -= 1) field.push(`w${word}`);
    return { id: `d${at}`, fields };
  });
}

/** Two segments, cut somewhere, from which every so manieth document has gone. */
function twoSegments(seed: number, cut: number, every: number): LiveSegment[] {
  const all = someDocuments(seed);
  return [all.slice(0, cut), all.slice(cut)].map((some) => {
    const gone = Uint8Array.from(some, (_, at) => (at % every === 0 ? 1 : 0));
    return new LiveSegment(buildSegment(some, 2), gone);
  });
}

function search(
  segments: readonly LiveSegment[],
  asked: readonly { word: string; worth: number }[],
  way: 'collectAll' | 'collectFew',
  options: Pick<Sought, 'limit' | 'accepts'>,
): FoundDocument[] {
  const best = new Best(options.limit);
  for (const live of segments) {
    const found: AskedWord[] = asked.flatMap(({ word, worth }) => {
      const term = live.segment.terms.find(word);
      return term === null ? [] : [{ term, worths: [worth * 0.6, worth] }];
    });
    new SegmentSearch(live, live.norms([40, 40], 0.75, 1.2), found)[way]({ best, norm: 3, ...options });
  }
  return best.inOrder();
}

describe('a search for few of many documents', () => {
  const asked = fc.uniqueArray(
    fc.record({
      word: fc.nat({ max: words }).map((word) => `w${word}`),
      worth: fc.constantFrom(0.001, 1, 1, 2, 30, 1e12),
    }),
    { minLength: 1, maxLength: 25, selector: ({ word }) => word },
  );

  it('finds to the last bit what reading all finds, whichever are gone, accepted and in which segment', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: documents }),
        fc.integer({ min: 2, max: 9 }),
        fc.array(asked, { minLength: 8, maxLength: 8 }),
        (seed, cut, every, questions) => {
          const segments = twoSegments(seed, cut, every);
          for (const question of questions)
            for (const limit of [1, 3, 10, 2 * documents])
              for (const accepts of [() => true, (id: string) => !id.endsWith('7')])
                expect(search(segments, question, 'collectFew', { limit, accepts })).to.deep.equal(
                  search(segments, question, 'collectAll', { limit, accepts }),
                );
        },
      ),
      { numRuns: 15 },
    );
  });

  it('gives equal ones by id, whatever was left out on the way', () => {
    const segment = buildSegment(
      Array.from({ length: 900 }, (_, at) => ({
        id: `d${String((at * 79) % 900).padStart(3, '0')}`,
        fields: [[], at % 3 === 0 ? ['社保', '补贴'] : ['社保', '社会']],
      })),
      2,
    );
    const found = search(
      [new LiveSegment(segment)],
      ['社保', '补贴'].map((word) => ({ word, worth: 1 })),
      'collectFew',
      { limit: 3 },
    );
    expect(found.map(({ id }) => id)).to.deep.equal(['d000', 'd003', 'd006']);
  });
});
