import { expect } from 'chai';
import fc from 'fast-check';
import { onDay } from '../../../agent-panel/src/offline/on-day.ts';
import { PackSearch } from '../../../agent-panel/src/offline/search-pack.ts';
import { isSeenFrom as seenInPanel } from '../../../agent-panel/src/offline/seen-from.ts';
import { Answers } from '../../../knowledge/answers.ts';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import { type AnswerPack, answerPackSchema, type PackWish } from '../../../knowledge/content/answer-pack.ts';
import { addDays } from '../../../knowledge/day.ts';
import { hitValidity, Shelf } from '../../../knowledge/rank/shelf.ts';
import { isSeenFrom } from '../../../knowledge/validity/region.ts';
import { aFaqOn, anArticle, realAnswers, realLibrary } from '../library.ts';

const site = { regionCode: '430100', today: '2026-11-30' };

function packOf(answers: Answers, wish: Partial<PackWish> = {}): AnswerPack {
  const steps = answers.pack({ ...site, most: 1000, used: [], ...wish });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function library(articles: PolicyArticle[], faqs = [aFaqOn('F1', '小艇上户口得等多长时间', '第二条')]) {
  const { trees } = realLibrary();
  return { articles, faqs, lines: [], trees, doubt: null, dataAsOf: '2025-04-19' };
}

const key = ({ articleId, clauseNo }: { articleId: string; clauseNo: string }) => `${articleId}#${clauseNo}`;

describe('the pack of the most used answers', function () {
  this.timeout(120_000);

  it('tells on every day to come what the bridge would tell: a text that ends meanwhile is shown as ended', () => {
    const day = fc.integer({ min: -400, max: 900 }).map((days) => addDays(site.today, days));
    const ending: fc.Arbitrary<PolicyArticle['ending']> = fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.record({
        kind: fc.constantFrom('amended' as const, 'ended' as const, 'repealed' as const),
        on: day,
        basis: fc.constant('废止'),
        successorId: fc.constantFrom(null, 'T2'),
      }),
      fc.record({ kind: fc.constant('revised-elsewhere' as const), on: day, basis: fc.constant('另有修订') }),
    );
    fc.assert(
      fc.property(day, day, ending, ending, fc.option(day), (from, later, first, second, part) => {
        const begins = { kind: 'known' as const, ruleFrom: from, textFrom: from, basis: '施行' };
        const articles = [
          anArticle({
            materialClass: '政策文件',
            commencement: { ...begins, unseenFrom: from < later ? null : later },
            ending: first,
            endedClauses: part === null ? [] : [{ no: '第二条', on: part, basis: '停止执行' }],
          }),
          anArticle({
            id: 'T2',
            title: '新办法',
            ending: second.kind === 'none' ? second : ({ ...second, successorId: null } as typeof second),
          }),
        ];
        const pack = packOf(new Answers(library(articles)), {
          used: [{ articleId: 'T1', clauseNo: '第三条', count: 3 }],
        });
        const shelf = new Shelf(library(articles));
        for (const clause of pack.clauses) {
          const text = pack.texts[clause.text];
          const article = shelf.byId.get(text?.articleId ?? '');
          if (text === undefined || article === undefined) throw new Error('a clause without its text');
          for (let days = 0; days < 900; days += 7) {
            const on = addDays(site.today, days);
            expect(onDay(clause.validity ?? text.validity, on)).to.deep.equal(
              JSON.parse(JSON.stringify(hitValidity(shelf, article, on, clause.no))),
            );
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('shows a place the texts that the bridge shows there', () => {
    const code = fc.constantFrom(
      '000000',
      '430000',
      '430100',
      '430102',
      '430102001',
      '430102001002',
      '431000',
      '110000',
      '110105',
    );
    fc.assert(
      fc.property(code, code, (text, caller) => seenInPanel(text, caller) === isSeenFrom(text, caller)),
    );
  });

  it('begins with what operators used, and holds no more than it may', () => {
    const faqs = ['第一条', '第二条', '第三条'].map((no, at) =>
      aFaqOn(`F${at + 1}`, `问题${no}怎么办理登记`, no),
    );
    const answers = new Answers(library([anArticle()], faqs));
    const used = [{ articleId: 'T1', clauseNo: '第三条', count: 9 }];
    const pack = packOf(answers, { used, most: 2 });
    expect(pack.answers).to.have.length(2);
    expect(pack.answers[0]?.questions[0]).to.contain('第三条');
    expect(
      packOf(answers, { used: [{ articleId: 'gone', clauseNo: '第一条', count: 9 }] }).answers,
    ).to.have.length(3);
  });

  it('says nothing for an answer whose clause has ended by the day it is looked up', () => {
    const article = anArticle({
      ending: { kind: 'ended', on: '2026-12-05', basis: '有效期至', successorId: null },
    });
    const search = new PackSearch(packOf(new Answers(library([article]))));
    const spoken = (day: string) =>
      search.search({ text: '小艇上户口得等多长时间', regionCode: '430100', day })[0];
    expect(spoken('2026-12-04')?.spoken?.text).to.be.a('string');
    expect(spoken('2026-12-05')?.spoken).to.equal(null);
    expect(spoken('2026-12-05')?.validity).to.include({ state: 'ended', label: '失效' });
  });

  describe('of the texts that come with the product', () => {
    let pack: AnswerPack;
    let search: PackSearch;
    before(() => {
      // A fifth of it: all 1,000 answers take half a minute of a busy machine. 0.91 of all 1,099 were the same there.
      pack = packOf(realAnswers(), { most: 200 });
      search = new PackSearch(pack);
    });

    it('is what the protocol says', () => {
      expect(answerPackSchema.safeParse(pack).success).to.equal(true);
    });

    it('gives to its own questions the first three that the bridge gives, for nine of ten at least', () => {
      const same = pack.answers.filter(({ questions: [question = ''] }) => {
        const asked = { ...site, text: question };
        const online = realAnswers().search({ ...asked, date: site.today, serviceFunction: null, limit: 20 });
        const offline = search.search({ ...asked, day: site.today });
        const three = (hits: readonly { articleId: string; clauseNo: string }[]) =>
          hits.slice(0, 3).map(key).join();
        return three(online) === three(offline);
      });
      expect(same.length / pack.answers.length).to.be.at.least(0.9);
    });

    it('never puts what is over before what applies', () => {
      for (const { questions } of pack.answers.slice(0, 60)) {
        const hits = search.search({ text: questions[1] ?? '', regionCode: '430100', day: '2027-06-01' });
        const over = hits.map(({ validity: { state } }) => ['amended', 'ended', 'repealed'].includes(state));
        expect(over.indexOf(true) === -1 || !over.slice(over.indexOf(true)).includes(false)).to.equal(true);
      }
    });
  });
});
