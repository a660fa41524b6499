import { expect } from 'chai';
import type { AnswerHit } from '../../../knowledge/rank/hit.ts';
import { SPOKEN } from '../../../knowledge/text/spoken.ts';
import { regionsSeenFrom } from '../../../knowledge/validity/region.ts';
import { realAnswers, realArticle } from '../library.ts';
import { hotlineQuestions } from './hotline-questions.ts';

const regionCode = '430100';
const notInForce = ['not-yet', 'amended', 'ended', 'repealed'];

type Gold = (typeof hotlineQuestions)[number]['gold'][number];

describe('a hundred and twenty questions of a hotline', function () {
  this.timeout(60_000);
  let lists: { question: (typeof hotlineQuestions)[number]; hits: AnswerHit[] }[] = [];

  before(() => {
    lists = hotlineQuestions.map((question) => ({ question, hits: ask(question) }));
  });

  const ask = ({ question: text, asOf: date }: (typeof hotlineQuestions)[number]) =>
    realAnswers().search({ text, regionCode, date, serviceFunction: null, limit: 10 });
  const answersIt = ({ articleId, clauseNo, clauseText }: AnswerHit, gold: Gold) =>
    articleId === gold.articleId &&
    // The plan has no articles; a row of its annex is told by its words.
    (clauseNo === gold.clauseNo || withoutSpaces(clauseText).includes(gold.words));
  const placeOf = ({ question, hits }: (typeof lists)[number]) =>
    hits.findIndex((hit) => question.gold.some((gold) => answersIt(hit, gold)));

  it('name clauses that are there, with the words that make them the answer', () => {
    for (const { id, gold } of hotlineQuestions)
      for (const { articleId, words } of gold) {
        const texts = realArticle(articleId).clauses.map(({ text }) => withoutSpaces(text));
        expect(
          texts.some((text) => text.includes(words)),
          `${id} ${words}`,
        ).to.equal(true);
      }
  });

  it('never get a text first that is not in force on the day that is asked about', () => {
    for (const { question, hits } of lists)
      expect(notInForce, question.question).to.not.include(hits[0]?.validity.state);
  });

  it('never get the rule of another region', () => {
    const seen = regionsSeenFrom(regionCode);
    for (const { question, hits } of lists)
      for (const hit of hits) expect(seen, question.question).to.include(hit.regionCode);
  });

  // What was measured, and no more than that: 71.8 %, 91.8 % and 97.6 %. By words alone it was 19, 29 and 37; before 895
  // more callers' questions taught, 63, 74 and 81; before the trees were told what a question wishes for, 61, 75 and 80.
  it('with an answer have it first 61 times of 85, among the first three 78 times, among the first ten 83 times', () => {
    const asked = lists.filter(({ question: { kind } }) => kind === 'plain' || kind === 'dated');
    expect(asked).to.have.lengthOf(85);
    const within = (first: number) =>
      asked.map(placeOf).filter((place) => place >= 0 && place < first).length;
    expect([within(1), within(3), within(10)]).to.deep.equal([61, 78, 83]);
  });

  // By words alone it finds more: 19 and 30 and 38 with it, 13 and 26 and 31 without.
  it('hardly need the table of what callers say, where FAQ say it too: it brings one first and one among the first ten', () => {
    const answers = realAnswers();
    answers.putSynonyms(SPOKEN.map(({ spoken }) => ({ spoken, written: [] })));
    try {
      const places = lists
        .filter(({ question: { kind } }) => kind === 'plain' || kind === 'dated')
        .map(({ question }) => placeOf({ question, hits: ask(question) }));
      const within = (first: number) => places.filter((place) => place >= 0 && place < first).length;
      expect([within(1), within(3), within(10)]).to.deep.equal([60, 78, 82]);
    } finally {
      answers.putSynonyms([]);
    }
  });

  // A guess, hedged in words (可能).
  it('without an answer are told to have none 16 times of 20, those with one never of 85', () => {
    const told = (kinds: readonly string[]) =>
      lists.filter(
        ({ question: { kind }, hits }) =>
          kinds.includes(kind) && (hits[0]?.why.some((reason) => reason.kind === 'near') ?? true),
      ).length;
    expect([told(['none']), told(['plain', 'dated'])]).to.deep.equal([16, 0]);
  });
});

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
