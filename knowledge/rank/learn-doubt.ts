import { fitLeaning, leaningOf } from '../rerank/leaning.ts';
import { type Case, fitLogistic, likelihood } from '../rerank/logistic.ts';
import type { Doubt } from './doubt.ts';

/** Of a hundred questions that have an answer so many may be told that there may be none: who reads on finds it. */
const wronglyTold = 0.08;
const ridge = 0.01;

export interface DoubtCase extends Case {
  /** the question, as `readQuestion` reads it */
  text: string;
}

export interface LearnedDoubt {
  doubt: Doubt;
  /** by case, what the other cases teach of it: below 0 it would be told */
  answered: number[];
}

/**
 * When to say that nothing in the base answers.
 *
 * @param cases `holds`: the base has an answer
 * @param folds 2 or more
 */
export function learnDoubt(cases: readonly DoubtCase[], folds: number): LearnedDoubt {
  const answered = byOthers(cases, folds, (others) => {
    const doubt = fitted(others, folds);
    return ({ features, text }) => likelihood(doubt, [...features, leaningOf(doubt.wording, text)]);
  });
  return { doubt: fitted(cases, folds), answered };
}

function fitted(cases: readonly DoubtCase[], folds: number): Doubt {
  // What its own signs say of a question is learned from others: of itself it would know too well.
  const leanings = byOthers(cases, folds, (others) => {
    const leaning = fitLeaning(others);
    return ({ text }) => leaningOf(leaning, text);
  });
  const whole = cases.map(({ features, holds }, at) => ({
    features: [...features, leanings[at] ?? 0],
    holds,
  }));
  const { weights, bias } = fitLogistic(whole, ridge);
  const answered = whole
    .filter(({ holds }) => holds)
    .map(({ features }) => likelihood({ weights, bias }, features))
    .sort((one, other) => one - other);
  const least = answered[Math.floor(answered.length * wronglyTold)] ?? 0;
  return { weights, bias: bias - least, wording: fitLeaning(cases) };
}

/** By case, what is told of it by what is learned from the parts that it is not in. */
function byOthers(
  cases: readonly DoubtCase[],
  folds: number,
  learn: (others: readonly DoubtCase[]) => (one: DoubtCase) => number,
): number[] {
  const told: number[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const tell = learn(cases.filter((_, at) => at % folds !== fold));
    cases.forEach((one, at) => {
      if (at % folds === fold) told[at] = tell(one);
    });
  }
  return told;
}
