import { expect } from 'chai';
import { Forest } from '../../../knowledge/rerank/forest.ts';
import { type Judged, trainTrees } from '../../../knowledge/rerank/train-trees.ts';

const questions = 40;
const candidates = 20;
const training = {
  trees: 30,
  leaves: 6,
  leastInLeaf: 10,
  rate: 0.2,
  ridge: 1,
  questionShare: 0.8,
  featureShare: 1,
};

/** The answer is where the first feature is high while the second is low; the third says nothing. */
function lessons(): Judged {
  const values: number[] = [];
  const answers: number[] = [];
  for (let question = 0; question < questions; question += 1)
    for (let at = 0; at < candidates; at += 1) {
      const [one, two] = [(at * 7 + question) % 10, (at * 3 + question * 5) % 10];
      values.push(one, two, (at * 13 + question) % 17);
      answers.push(one >= 7 && two <= 2 ? 1 : 0);
    }
  return {
    values: Float64Array.from(values),
    width: 3,
    answers: Uint8Array.from(answers),
    starts: Uint32Array.from({ length: questions + 1 }, (_, at) => at * candidates),
  };
}

describe('trees that are trained', () => {
  const trees = trainTrees(lessons(), training);
  const forest = new Forest(trees);
  const score = (...values: number[]) => forest.scores(values, values.length)[0] ?? 0;

  it('put first what answered, though neither feature alone tells it', () => {
    expect(score(8, 1, 0)).to.be.greaterThan(score(8, 6, 0));
    expect(score(8, 1, 0)).to.be.greaterThan(score(3, 1, 0));
    const { values, answers } = lessons();
    let wrong = 0;
    for (let from = 0; from < answers.length; from += candidates) {
      const order = Array.from({ length: candidates }, (_, at) => from + at).sort(
        (one, other) =>
          score(...values.subarray(other * 3, other * 3 + 3)) -
          score(...values.subarray(one * 3, one * 3 + 3)),
      );
      const right = order.filter((at) => answers[at] === 1).length;
      wrong += order.slice(0, right).filter((at) => answers[at] !== 1).length;
    }
    expect(wrong).to.equal(0);
  });

  it('are the same at every training', () => {
    expect(trainTrees(lessons(), training)).to.deep.equal(trees);
  });
});
