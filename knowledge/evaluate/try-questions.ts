import type { Answers } from '../answers.ts';
import { firstShown, looksAmong, type TrialQuestion, type TrialSide } from '../content/trial.ts';
import type { Day } from '../day.ts';

/** What one question of a trial gets now. */
export function tryQuestion(answers: Answers, asked: TrialQuestion, today: Day): TrialSide {
  const { question: text, regionCode, asOf, expected } = asked;
  const hits = answers.search({
    text,
    regionCode,
    date: asOf ?? today,
    serviceFunction: null,
    limit: looksAmong,
  });
  const hit = hits.find(
    ({ articleId, clauseNo }) => articleId === expected.articleId && clauseNo === expected.clauseNo,
  );
  return {
    first: hits
      .slice(0, firstShown)
      .map(({ articleId, clauseNo, title }) => ({ articleId, clauseNo, title })),
    place: hit?.rank ?? null,
  };
}
