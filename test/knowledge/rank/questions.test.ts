import { expect } from 'chai';
import { realAnswers, realArticle } from '../library.ts';
import { questions } from './questions.ts';

describe('sixty questions as callers put them', function () {
  this.timeout(60_000);
  let places: number[] = [];

  before(() => {
    const answers = realAnswers();
    places = questions.map(({ question, answers: expected }) => {
      const hits = answers.search({
        text: question,
        regionCode: '430100',
        date: '2026-11-24',
        serviceFunction: null,
        limit: 10,
      });
      return hits.findIndex(({ articleId, clauseNo }) => expected.includes(`${articleId}:${clauseNo}`));
    });
  });

  const within = (first: number) => places.filter((place) => place >= 0 && place < first).length;

  it('each name clauses that are there', () => {
    for (const answer of questions.flatMap(({ answers }) => answers)) {
      const [articleId = '', clauseNo = ''] = answer.split(':');
      expect(realArticle(articleId).clauses.map(({ no }) => no)).to.include(clauseNo);
    }
  });

  // What was measured; a change that makes it worse has to say why, one that makes it better raises it.
  it('find their clause first for 40, among the first three for 52, among the first ten for 58', () => {
    expect(questions).to.have.lengthOf(60);
    expect([within(1), within(3), within(10)]).to.satisfy(
      ([first = 0, three = 0, ten = 0]) => first >= 40 && three >= 52 && ten >= 58,
      `found ${within(1)}, ${within(3)}, ${within(10)}`,
    );
  });
});
