import { type Case, fitLogistic, type Logistic, likelihood } from '../rerank/logistic.ts';

/** Of a hundred questions that have an answer so many may be told that there may be none: who reads on finds it. */
const wronglyTold = 0.08;
const ridge = 0.01;

export interface LearnedDoubt {
  /** below 0: it is said that nothing here may answer */
  doubt: Logistic;
  /** by case, whether it would be told by what the other cases teach */
  told: boolean[];
}

/**
 * When to say that nothing in the base answers.
 *
 * @param cases `holds`: the base has an answer
 * @param folds 2 or more
 */
export function learnDoubt(cases: readonly Case[], folds: number): LearnedDoubt {
  const told: boolean[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const doubt = fitted(cases.filter((_, at) => at % folds !== fold));
    cases.forEach(({ features }, at) => {
      if (at % folds === fold) told[at] = likelihood(doubt, features) < 0;
    });
  }
  return { doubt: fitted(cases), told };
}

function fitted(cases: readonly Case[]): Logistic {
  const { weights, bias } = fitLogistic(cases, ridge);
  const answered = cases
    .filter(({ holds }) => holds)
    .map(({ features }) => likelihood({ weights, bias }, features))
    .sort((one, other) => one - other);
  return { weights, bias: bias - (answered[Math.floor(answered.length * wronglyTold)] ?? 0) };
}
