import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { Answers } from '../../../knowledge/answers.ts';
import type { Library } from '../../../knowledge/import/load-library.ts';
import { KeptWork } from '../../../knowledge/kept/kept-work.ts';
import { type WorkedOut, workOut } from '../../../knowledge/rank/worked-out.ts';
import { FailingFiles } from '../index/failing-files.ts';
import { aFaq, anArticle, clause, realAnswers, realLibrary } from '../library.ts';
import { hotlineQuestions } from '../rank/hotline-questions.ts';
import { questions } from '../rank/questions.ts';

const ask = (answers: Answers, text: string) =>
  answers.search({ text, regionCode: '430100', date: '2026-11-30', serviceFunction: null, limit: 10 });

describe('what was worked out of the library, kept for the next start', function () {
  this.timeout(60_000);
  let folder = '';
  let kept: Answers;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kept-'));
    const library = realLibrary();
    await new KeptWork(folder, 'f').save(workOut(library));
    const workedOut = await new KeptWork(folder, 'f').load(library);
    if (workedOut === null) throw new Error('nothing was kept');
    kept = new Answers(library, workedOut);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('answers every question as one that has read all texts', () => {
    const asked = [
      ...questions.map(({ question }) => question),
      ...hotlineQuestions.map(({ question }) => question),
      'gjj tiqu',
      '公鸡金',
      'shebao jiaofei jishu',
    ];
    for (const question of asked)
      expect(ask(kept, question), question).to.deep.equal(ask(realAnswers(), question));
  });
});

describe('what is kept of a library', () => {
  const library: Library = {
    articles: [
      anArticle(),
      anArticle({ id: 'T0', title: '某市渔船规定', supersededBy: ['T1'] }),
      anArticle({ id: 'T2', supersedes: ['T0'], clauses: [clause('第一条', '公积金可以提取，APP办理。')] }),
    ],
    faqs: [aFaq('F1', '渔船登记要几天', { keywords: ['渔船登记'] }), aFaq('F2', '公积金怎么提取')],
    lines: [],
    trees: [],
    doubt: null,
    dataAsOf: '2025-04-19',
  };
  const told = (workedOut: WorkedOut) => {
    const answers = new Answers(library, workedOut);
    return ['渔船登记', '公积金', 'ycdj', 'app'].map((text) => ask(answers, text));
  };
  const once = workOut(library);
  const right = told(once);

  it('is not used for another library or other code', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-'));
    await new KeptWork(folder, 'f').save(once);
    expect(await new KeptWork(folder, 'g').load(library)).to.equal(null);
    expect(await new KeptWork(folder, 'f').load(library)).not.to.equal(null);
    rmSync(folder, { recursive: true });
  });

  it('is whole or not there, wherever writing it broke off and whichever names the disk kept', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 25 }),
        fc.noBias(fc.nat()),
        fc.boolean(),
        async (failAfter, chance, again) => {
          const disk = new Map<string, FailingFiles>();
          const on = (folder: string) =>
            disk.get(folder) ?? disk.set(folder, new FailingFiles()).get(folder) ?? never();
          if (again) await new KeptWork('k', 'f', on).save(once);
          for (const files of disk.values()) files.failAfter(failAfter);
          const saved = await new KeptWork('k', 'f', on).save(once).then(
            () => true,
            () => false,
          );
          for (const [name, files] of disk) disk.set(name, files.afterCrash('fails', chance));
          const loaded = await new KeptWork('k', 'f', on).load(library);
          if (saved) expect(loaded).not.to.equal(null);
          if (loaded !== null) expect(told(loaded)).to.deep.equal(right);
        },
      ),
      { numRuns: 100 },
    ));

  it('is worked out anew when any of its files is missing, torn or damaged', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-'));
    try {
      const save = async () => {
        await new KeptWork(folder, 'f').save(workOut(library));
        return readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((each) => each.isFile())
          .map(({ parentPath, name }) => join(parentPath, name))
          .sort();
      };
      const harms: ((file: string, bytes: Buffer) => void)[] = [
        (file) => rmSync(file),
        (file, bytes) => truncateSync(file, bytes.length >> 1),
        (file) => truncateSync(file, 0),
        (file, bytes) => writeFileSync(file, bytes.with(bytes.length - 9, (bytes.at(-9) ?? 0) ^ 1)),
        (file) => writeFileSync(file, '别人的文件\n'),
      ];
      expect(await save()).to.have.lengthOf(5);
      for (let which = 0; which < 5; which += 1)
        for (const harm of harms) {
          const file = (await save())[which] ?? '';
          harm(file, readFileSync(file));
          expect(await new KeptWork(folder, 'f').load(library), `${file}: ${harm}`).to.equal(null);
        }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function never(): never {
  throw new Error('a map has what was put into it');
}
