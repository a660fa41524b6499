import { expect } from 'chai';
import fc from 'fast-check';
import { IndexThread } from '../../../knowledge/index/index-thread.ts';
import { mergeSegments } from '../../../knowledge/index/merge-segments.ts';
import type { IndexedDocument, Segment } from '../../../knowledge/index/segment.ts';
import { SegmentedIndex } from '../../../knowledge/index/segmented-index.ts';
import { cutChanges, type Uncut } from '../../../knowledge/rank/cut-changes.ts';
import { aFaq, anArticle, clause } from '../library.ts';
import { aMerge, aPut, aRemoval, builtAtOnce, change, sought, weighing } from './some-documents.ts';

describe('segments that are merged elsewhere', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: aPut },
    { weight: 3, arbitrary: aRemoval },
    { weight: 1, arbitrary: aMerge },
    { weight: 2, arbitrary: fc.constant({ begin: true as const }) },
    { weight: 2, arbitrary: fc.constant({ end: true as const }) },
    { weight: 1, arbitrary: fc.constant({ fail: true as const }) },
  );

  it('answer to the last bit as ever before, while and after, whatever goes and comes meanwhile', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), sought, async (steps, terms) => {
        const index = new SegmentedIndex(weighing);
        const left = new Map<string, IndexedDocument>();
        let merging: { end(): void; fail(): void; done: Promise<void> } | null = null;
        for (const one of steps) {
          if ('begin' in one) {
            if (merging !== null) continue;
            const { promise, resolve, reject } = Promise.withResolvers<Segment>();
            let merged: Segment | null = null;
            const done = index.mergeBy({
              merge(live, fields) {
                merged = mergeSegments(live, fields);
                return promise;
              },
            });
            merging = {
              end: () => (merged === null ? reject(new Error('not asked')) : resolve(merged)),
              fail: () => reject(new Error('the thread ended')),
              done,
            };
          } else if ('end' in one) {
            merging?.end();
            await merging?.done;
            merging = null;
          } else if ('fail' in one) {
            merging?.fail();
            await merging?.done.catch(() => {});
            merging = null;
          } else change(index, left, one);
          const scratch = builtAtOnce(left.values());
          expect(index.documents).to.equal(left.size);
          expect(index.find(terms, { limit: 20 })).to.deep.equal(scratch.find(terms, { limit: 20 }));
        }
        merging?.end();
        await merging?.done;
      }),
      { numRuns: 300 },
    ));
});

describe('the thread that cuts words and merges', () => {
  let thread: IndexThread;
  beforeEach(() => {
    thread = new IndexThread();
  });
  afterEach(() => thread.close());

  const uncut: Uncut = {
    texts: Array.from({ length: 45 }, (_, at) =>
      anArticle({ id: `T${at}`, clauses: [clause(`第${at}条`, `第${at}条 公积金可以提取。`)] }),
    ),
    faqs: [aFaq('F1', '公积金怎么提取')],
    before: [],
  };

  it('makes of texts and questions what is made of them here', async () => {
    const there = await thread.cut(uncut);
    expect(there).to.deep.equal(cutChanges(uncut));
    expect(there.clauses.starts.buffer).to.be.instanceOf(SharedArrayBuffer);
  });

  it('merges what was built there and here, without what has gone before and meanwhile', async () => {
    const index = new SegmentedIndex(weighing);
    index.put([
      { id: 'd1', fields: [[], ['社保']] },
      { id: 'd2', fields: [[], ['社保']] },
    ]);
    index.put([
      { id: 'd3', fields: [[], ['社保']] },
      { id: 'd4', fields: [[], ['社保']] },
    ]);
    index.remove(['d1']);
    const merged = index.mergeBy(thread);
    index.remove(['d2']);
    index.put([{ id: 'd3', fields: [[], ['租房']] }]);
    await merged;
    expect(index.segments.length).to.equal(2);
    expect(index.find([{ term: '*', boost: 1 }], { limit: 9 }).map(({ id }) => id)).to.have.members([
      'd3',
      'd4',
    ]);
    await index.mergeBy(thread);
    expect(index.segments.map(({ segment }) => segment.ids.size)).to.deep.equal([2]);
  });

  it('tells what is wrong with the texts, and goes on', async () => {
    const twice = thread.cut({ ...uncut, texts: [...uncut.texts, ...uncut.texts.slice(0, 1)] });
    expect(await twice.catch((error: Error) => error.message)).to.include('the same id: T0#0');
    expect((await thread.cut(uncut)).clauses.ids.size).to.equal(45);
  });

  it('rejects what waits when it is closed, and what comes after', async () => {
    const message = (cut: Promise<unknown>) => cut.then(String, (error: Error) => error.message);
    const waiting = message(thread.cut(uncut));
    await thread.close();
    expect(await waiting).to.include('ended');
    expect(await message(thread.cut(uncut))).to.include('closed');
  });

  it('is let go when nothing is to be done, and there again when something is', async () => {
    const brief = new IndexThread({ idleMs: 1 });
    for (let round = 0; round < 2; round += 1) {
      expect((await brief.cut(uncut)).clauses.ids.size).to.equal(45);
      const { promise, resolve } = Promise.withResolvers<void>();
      const threads = () => process.getActiveResourcesInfo().filter((each) => each === 'MessagePort').length;
      const before = threads();
      const looking = setInterval(() => {
        if (threads() < before) resolve();
      }, 5);
      await promise;
      clearInterval(looking);
    }
    await brief.close();
  });
});
