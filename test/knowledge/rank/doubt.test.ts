import { expect } from 'chai';
import { doubtNames, doubtsOf, isInDoubt } from '../../../knowledge/rank/doubt.ts';
import { Precedents } from '../../../knowledge/rank/precedents.ts';
import { readQuestion } from '../../../knowledge/rank/question.ts';
import { aFaqOn, anArticle } from '../library.ts';

const article = anArticle();
const precedents = new Precedents();
precedents.put([aFaqOn('F1', '渔船登记要几天', '第二条', '船多久能登记好')], {
  clauses: new Map(),
  texts: new Map(),
});

/** Of a question whose first clause is 第二条: 五个工作日内办结. */
function doubtsAbout(text: string, firstByWords: string | null = article.id, next: Placed[] = []) {
  const question = readQuestion(text, () => null);
  const values = doubtsOf({
    question,
    evidence: precedents.evidence(question.said, question.text),
    first: { article, clause: 1, score: 8 },
    next,
    firstByWords,
    stands: (word) => article.clauses.some((clause) => clause.text.includes(word)),
  });
  const named = new Map(doubtNames.map((name, at) => [name, values[at] ?? Number.NaN]));
  return (name: (typeof doubtNames)[number]) => named.get(name) ?? Number.NaN;
}

type Placed = Parameters<typeof doubtsOf>[0]['first'];

describe('whether anything here answers a question', () => {
  it('is less in doubt the more of its words the first clause has, or the questions answered by it', () => {
    const [mine, others] = [doubtsAbout('渔船登记要几天'), doubtsAbout('地铁几点收班')];
    const share = 'share of the words found in the first clause and its answered questions';
    expect(mine(share)).to.equal(1);
    expect(others(share)).to.be.lessThan(0.5);
    expect(others('share of the words that stand nowhere')).to.be.greaterThan(0.5);
    expect(mine('share of the words that stand nowhere')).to.equal(0);
  });

  it('is less in doubt when words, wordings and answers find the same text', () => {
    const ways = 'ways that find the text of the first clause';
    expect(doubtsAbout('渔船登记要几天')(ways)).to.equal(1);
    expect(doubtsAbout('渔船登记要几天', 'T2')(ways)).to.be.closeTo(2 / 3, 1e-9);
    expect(doubtsAbout('地铁', null)(ways)).to.equal(0);
  });

  it('is less in doubt when those behind are of the same text, and the sixth falls far behind', () => {
    const of = (own: number, score: number) => [
      ...Array.from({ length: own }, () => ({ article, clause: 0, score: 7 })),
      ...Array.from({ length: 5 - own }, () => ({ article: anArticle({ id: 'T9' }), clause: 0, score })),
    ];
    const [near, far] = [of(1, 6), of(3, 2)].map((next) => doubtsAbout('渔船登记要几天', article.id, next));
    expect(near?.('of the next four, of the same text')).to.equal(1 / 4);
    expect(far?.('of the next four, of the same text')).to.equal(3 / 4);
    expect(near?.('how far the sixth falls behind')).to.equal(1 / 4);
    expect(far?.('how far the sixth falls behind')).to.equal(3 / 4);
    expect(doubtsAbout('渔船登记要几天')('how far the sixth falls behind')).to.equal(0);
  });

  it('is in doubt or not by the signs of the question too', () => {
    const weighed = (weight: number) => ({
      weights: doubtNames.map((_, at) => (at === doubtNames.length - 1 ? weight : 0)),
      bias: 0,
      wording: { bias: 0, signs: { 几点: -2, 登记: 1 } },
    });
    const looked = (text: string) => {
      const question = readQuestion(text, () => null);
      const evidence = precedents.evidence(question.said, question.text);
      const first = { article, clause: 1, score: 1 };
      return { question, evidence, first, next: [], firstByWords: null, stands: () => true };
    };
    expect(isInDoubt(weighed(1), looked('地铁几点收班'))).to.equal(true);
    expect(isInDoubt(weighed(1), looked('渔船登记要几天'))).to.equal(false);
    expect(isInDoubt(weighed(0), looked('地铁几点收班'))).to.equal(false);
  });

  it('is more in doubt when a figure is wanted and the clause gives none', () => {
    const wanted = doubtsAbout('渔船登记费多少钱');
    expect(wanted('asks for a figure, an hour, a place')).to.equal(1);
    expect(wanted('and the first clause gives none')).to.equal(1);
    expect(doubtsAbout('渔船登记要几天')('asks for a figure, an hour, a place')).to.equal(0);
  });

  it('is a number for everything, also of a question without words', () => {
    for (const name of doubtNames.slice(0, -1)) expect(doubtsAbout('？')(name), name).to.be.within(0, 1);
  });
});
