import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { filesIn } from '../../../knowledge/index/files.ts';
import type { IndexedDocument } from '../../../knowledge/index/segment.ts';
import { SegmentFolder } from '../../../knowledge/index/segment-folder.ts';
import { SegmentedIndex } from '../../../knowledge/index/segmented-index.ts';
import { FailingFiles } from './failing-files.ts';
import {
  aMerge,
  aPut,
  aRemoval,
  builtAtOnce,
  type Change,
  change,
  sought,
  weighing,
} from './some-documents.ts';

const fingerprint = '两字切词 1';

const step = fc.oneof(
  { weight: 5, arbitrary: aPut },
  { weight: 3, arbitrary: aRemoval },
  { weight: 1, arbitrary: aMerge },
  { weight: 3, arbitrary: fc.constant({ save: true as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      failAfter: fc.nat({ max: 14 }),
      power: fc.constantFrom('stays' as const, 'fails' as const, 'goes on' as const),
      chance: fc.noBias(fc.nat()),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ reload: true as const }) },
);

describe('an index in a folder', () => {
  it('is after any changes, saves, kills and losses of power what was saved last, to the last bit', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), sought, async (steps, terms) => {
        const desk = new Desk();
        for (const one of steps) {
          if ('save' in one) await desk.save();
          else if ('reload' in one) await desk.start(desk.files.afterCrash('stays', 0));
          else if ('failAfter' in one) await desk.saveAndFail(one.failAfter, one.power, one.chance);
          else desk.change(one);
          const scratch = builtAtOnce(desk.left.values());
          expect(desk.index.documents).to.equal(desk.left.size);
          expect(desk.index.find(terms, { limit: 20 })).to.deep.equal(scratch.find(terms, { limit: 20 }));
        }
      }),
      { numRuns: 300 },
    ));

  it('is what was saved last or just now, wherever a save broke off and whichever names the disk kept', async () => {
    const found = new Set<string>();
    for (let operations = 0; operations < 12; operations += 1)
      for (let chance = 0; chance < 256; chance += 1) {
        const files = new FailingFiles();
        const folder = new SegmentFolder(files);
        const index = builtAtOnce([{ id: 'd1', fields: [[], ['社保']] }]);
        await folder.save(fingerprint, index.segments);
        index.put([{ id: 'd2', fields: [[], ['租房']] }]);
        index.merge();
        index.put([{ id: 'd3', fields: [[], ['补贴']] }]);
        files.failAfter(operations);
        const saved = await folder.save(fingerprint, index.segments).then(
          () => true,
          () => false,
        );
        const loaded = await new SegmentFolder(files.afterCrash('fails', chance)).load(fingerprint);
        if (loaded.outcome !== 'loaded') throw new Error(`${loaded.outcome} after ${operations}, ${chance}`);
        const { documents } = new SegmentedIndex(weighing, loaded.segments);
        expect(documents, `after ${operations}, ${chance}`).to.be.oneOf(saved ? [3] : [1, 3]);
        found.add(`${saved} ${documents}`);
      }
    expect([...found]).to.have.members(['false 1', 'false 3', 'true 3']);
  });

  it('writes of three new documents a small segment, not the large one once more', async () => {
    const files = new FailingFiles();
    const folder = new SegmentFolder(files);
    const index = builtAtOnce(
      Array.from({ length: 3000 }, (_, at) => ({
        id: `d${at}`,
        fields: [[], [`w${at % 97}`, `v${at % 89}`]],
      })),
    );
    await folder.save(fingerprint, index.segments);
    const large = files.written;
    index.put(['d7', 'd8', 'n1'].map((id) => ({ id, fields: [[], ['社保']] })));
    await folder.save(fingerprint, index.segments);
    expect(files.written - large).to.be.below(large / 50);
    expect(await files.list()).to.have.members(['manifest.json', 'segment-1.bin', 'segment-2.bin']);
  });

  it('does not take the file of another segment for one that was saved before', async () => {
    const folder = new SegmentFolder(new FailingFiles());
    const [one, other] = ['社保', '租房'].map((word) => builtAtOnce([{ id: word, fields: [[], [word]] }]));
    for (const index of [one, builtAtOnce([]), other, one])
      await folder.save(fingerprint, index?.segments ?? []);
    const loaded = await folder.load(fingerprint);
    expect(loaded.outcome === 'loaded' && loaded.segments[0]?.find('社保')).to.equal(0);
  });

  it('tells what was saved for other words, and that nothing was saved', async () => {
    const folder = new SegmentFolder(new FailingFiles());
    expect(await folder.load(fingerprint)).to.deep.equal({ outcome: 'empty' });
    await folder.save('单字 1', []);
    expect(await folder.load(fingerprint)).to.deep.equal({
      outcome: 'other-fingerprint',
      fingerprint: '单字 1',
    });
  });

  describe('on a disk', () => {
    let path: string;
    beforeEach(async () => {
      path = join(await mkdtemp(join(tmpdir(), 'yihaoda-index-')), 'index');
    });
    afterEach(() => rm(join(path, '..'), { recursive: true }));

    const saved = async () => {
      const index = builtAtOnce([{ id: 'd1', fields: [['社保'], ['社保', '补贴']] }]);
      index.put([{ id: 'd2', fields: [[], ['租房']] }]);
      index.remove(['d2']);
      await new SegmentFolder(filesIn(path)).save(fingerprint, index.segments);
      return index;
    };

    it('is there for the next process, and files that are not its own stay', async () => {
      const index = await saved();
      await writeFile(join(path, '说明.txt'), '');
      await new SegmentFolder(filesIn(path)).save(fingerprint, index.segments);
      const loaded = await new SegmentFolder(filesIn(path)).load(fingerprint);
      if (loaded.outcome !== 'loaded') throw new Error(loaded.outcome);
      const terms = [{ term: '社保', boost: 1 }];
      expect(new SegmentedIndex(weighing, loaded.segments).find(terms, { limit: 5 })).to.deep.equal(
        index.find(terms, { limit: 5 }),
      );
      expect(await readdir(path)).to.have.members([
        'manifest.json',
        'segment-3.bin',
        'segment-4.bin',
        '说明.txt',
      ]);
    });

    it('is told to be damaged, and by which file, where one is torn, missing or not its own', async () => {
      await saved();
      const damage = async (): Promise<string> => {
        const loaded = await new SegmentFolder(filesIn(path)).load(fingerprint);
        return loaded.outcome === 'damaged' ? loaded.error.message : loaded.outcome;
      };
      await truncate(join(path, 'segment-2.bin'), 100);
      expect(await damage())
        .to.include('segment-2.bin')
        .and.include('重建索引');
      await rm(join(path, 'segment-2.bin'));
      expect(await damage()).to.include('segment-2.bin 不见了');
      await writeFile(join(path, 'manifest.json'), '{"checksum":0,"manifest":"{}"}');
      expect(await damage()).to.include('manifest.json 已损坏');
    });
  });
});

/** An index, what should be in it, and what a crash may bring back. */
class Desk {
  files = new FailingFiles();
  index = new SegmentedIndex(weighing);
  left = new Map<string, IndexedDocument>();
  #folder = new SegmentFolder(this.files);
  /** null: nothing was saved yet */
  #saved: Map<string, IndexedDocument> | null = null;

  change(one: Change): void {
    change(this.index, this.left, one);
  }

  async save(): Promise<void> {
    await this.#folder.save(fingerprint, this.index.segments);
    this.#saved = new Map(this.left);
  }

  async saveAndFail(operations: number, power: 'stays' | 'fails' | 'goes on', chance: number): Promise<void> {
    const tried = new Map(this.left);
    this.files.failAfter(operations);
    const failed = await this.#folder.save(fingerprint, this.index.segments).then(
      () => false,
      () => true,
    );
    this.files.failAfter(Number.POSITIVE_INFINITY);
    if (!failed) this.#saved = tried;
    if (power === 'goes on') {
      // What was not acknowledged may still be what the folder holds: only the next save tells.
      if (failed) await this.save();
      return;
    }
    await this.start(this.files.afterCrash(power, chance), failed ? tried : null);
  }

  /** @param tried what a save that was not acknowledged may have brought to disk all the same */
  async start(files: FailingFiles, tried: Map<string, IndexedDocument> | null = null): Promise<void> {
    this.files = files;
    this.#folder = new SegmentFolder(files);
    const loaded = await this.#folder.load(fingerprint);
    if (loaded.outcome === 'empty') {
      expect(this.#saved).to.equal(null);
      this.index = new SegmentedIndex(weighing);
      this.left = new Map();
      return;
    }
    if (loaded.outcome !== 'loaded') throw new Error(loaded.outcome);
    this.index = new SegmentedIndex(weighing, loaded.segments);
    const held = [this.#saved, tried].find((each) => each !== null && isIn(this.index, each));
    if (held == null) throw new Error('what is on disk was never saved');
    this.#saved = held;
    this.left = new Map(held);
  }
}

/** Whether the index holds just these documents: each is found by its words as in one that was built of them. */
function isIn(index: SegmentedIndex, documents: ReadonlyMap<string, IndexedDocument>): boolean {
  const all = [{ term: '*', boost: 1 }];
  const found = (each: SegmentedIndex) => JSON.stringify(each.find(all, { limit: 20 }));
  return index.documents === documents.size && found(index) === found(builtAtOnce(documents.values()));
}
