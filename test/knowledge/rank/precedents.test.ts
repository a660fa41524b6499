import { expect } from 'chai';
import fc from 'fast-check';
import type { Faq } from '../../../knowledge/content/entry.ts';
import { forerunnersOf } from '../../../knowledge/rank/forerunners.ts';
import { Precedents } from '../../../knowledge/rank/precedents.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';
import { aFaqOn, anArticle, clause } from '../library.ts';

const none = { clauses: new Map(), texts: new Map() };

const evidenceOf = (precedents: Precedents, question: string) =>
  precedents.evidence(tokenise(question), question);

describe('questions of the FAQ', () => {
  const precedents = new Precedents();
  precedents.put(
    [
      aFaqOn('F1', '渔船登记要几天', '第二条', '船多久能登记好'),
      aFaqOn('F2', '渔船登记要什么材料', '第一条', '办船证带什么'),
    ],
    none,
  );

  it('speak for the clause that they rest on, by the wording that is most alike', () => {
    const evidence = evidenceOf(precedents, '船多久能登记');
    const about = evidence.clauses.get('T1#第二条');
    expect(about?.wording).to.equal('船多久能登记好');
    expect(about?.likeness).to.be.within(0.5, 1);
    expect(about?.likeness).to.be.greaterThan(evidence.clauses.get('T1#第一条')?.likeness ?? 0);
    expect(evidence.texts.get('T1')?.likeness).to.be.at.least(about?.likeness ?? 1);
  });

  it('say nothing to a question of which they know no word', () => {
    expect(evidenceOf(precedents, '护照').clauses.size).to.equal(0);
    expect(evidenceOf(precedents, '').clauses.size).to.equal(0);
  });

  it('count how many rest on a clause and on its text, once for each entry', () => {
    expect(precedents.restingOn('T1', '第二条')).to.deep.equal({ clause: 1, text: 2 });
    expect(precedents.restingOn('T9', '第一条')).to.deep.equal({ clause: 0, text: 0 });
  });

  it('speak for what an earlier text said as well: the clause that theirs took the place of', () => {
    const words = '渔船登记应当自受理之日起五个工作日内办结。';
    const old = anArticle({ id: 'T0', clauses: [clause('第九条', words)] });
    const now = anArticle({ id: 'T1', supersedes: ['T0'], clauses: [clause('第二条', words)] });
    const byId = new Map([old, now].map((article) => [article.id, article]));
    const carried = new Precedents();
    carried.put(
      [aFaqOn('F1', '渔船登记要几天', '第二条')],
      forerunnersOf([{ articleId: 'T1', clauseNo: '第二条' }], byId),
    );
    expect(evidenceOf(carried, '渔船登记要几天').clauses.get('T0#第九条')?.likeness).to.be.closeTo(1, 1e-9);
    expect(evidenceOf(carried, '渔船登记要几天').texts.has('T0')).to.equal(true);
  });

  it('say the same, whatever came and went before, as if they had been there from the start', () => {
    const word = fc.constantFrom('渔船', '登记', '材料', '几天', '补办', '收费', '注销');
    const question = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
    const entry = fc
      .tuple(fc.constantFrom('F1', 'F2', 'F3', 'F4'), question, fc.constantFrom('第一条', '第二条', '第三条'))
      .map(([id, asked, no]) => aFaqOn(id, asked, no));
    const step = fc.oneof(
      fc.array(entry, { maxLength: 3 }).map((put) => ({ put })),
      fc.subarray(['F1', 'F2', 'F3', 'F4']).map((remove) => ({ remove })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), question, (steps, asked) => {
        const changed = new Precedents();
        const left = new Map<string, Faq>();
        for (const each of steps) {
          if ('put' in each) {
            const put = [...new Map(each.put.map((one) => [one.id, one])).values()];
            changed.put(put, none);
            for (const one of put) left.set(one.id, one);
          } else {
            changed.remove(each.remove);
            for (const id of each.remove) left.delete(id);
          }
        }
        const fresh = new Precedents();
        fresh.put([...left.values()], none);
        const told = (precedents: Precedents) => {
          const { clauses, texts, bestRead, wholeRead } = evidenceOf(precedents, asked);
          const rounded = [...clauses].map(([key, { likeness, sum, read }]) => [
            key,
            likeness.toFixed(9),
            sum.toFixed(9),
            read.toFixed(9),
          ]);
          return {
            clauses: rounded.sort(),
            texts: [...texts.keys()].sort(),
            bestRead: bestRead.toFixed(9),
            wholeRead: wholeRead.toFixed(9),
          };
        };
        expect(told(changed)).to.deep.equal(told(fresh));
      }),
      { numRuns: 300 },
    );
  });
});
