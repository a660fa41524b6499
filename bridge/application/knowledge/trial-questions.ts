import type { TrialQuestion } from '../../../knowledge/content/trial.ts';
import { refused } from '../result.ts';
import type { TrialStore } from '../trial-store.ts';

/** A trial asks no more than this: newest questions first. */
const mostQuestions = 500;

export const noQuestions = refused(
  'no-questions',
  '试验题集还是空的。请先添加几个有标准答案的问题；座席标记已用的答复和办结的报缺也会自动进入题集。',
);

/** What a change of the ranking is tried on, with what operators adopted since somebody last looked. */
export async function questionsToTry(
  store: Pick<TrialStore, 'gatherTrialQuestions' | 'trialQuestions'>,
): Promise<TrialQuestion[]> {
  await store.gatherTrialQuestions();
  const { questions } = await store.trialQuestions({ leftOut: false }, { offset: 0, limit: mostQuestions });
  return questions.map(({ questionId, question, regionCode, asOf, expected }) => ({
    questionId,
    question,
    regionCode,
    asOf,
    expected,
  }));
}
