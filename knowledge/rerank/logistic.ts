import { z } from 'zod';

/** Of a row of features x: the higher bias + Σ weight · x, the likelier the case. */
export const logisticSchema = z.strictObject({ weights: z.array(z.number()), bias: z.number() });
export type Logistic = z.infer<typeof logisticSchema>;

export interface Case {
  features: readonly number[];
  holds: boolean;
}

const steps = 3_000;
/** Features are standardised, so a step of one is neither long nor short. */
const rate = 1;

/**
 * Logistic regression by gradient descent, features standardised, both sides counted as one half however many they are.
 *
 * @param ridge how much large weights are held down, 0 or more
 * @throws RangeError where one of the sides has no case
 */
export function fitLogistic(cases: readonly Case[], ridge: number): Logistic {
  const holding = cases.filter(({ holds }) => holds).length;
  if (holding === 0 || holding === cases.length)
    throw new RangeError('nothing can be learned: all cases are alike');
  const width = cases[0]?.features.length ?? 0;
  const columns = Array.from({ length: width }, (_, at) => spreadOf(cases, at));
  const rows = cases.map(({ features, holds }) => ({
    values: columns.map(({ mean, deviation }, at) => ((features[at] ?? 0) - mean) / deviation),
    target: holds ? 1 : 0,
    share: 0.5 / (holds ? holding : cases.length - holding),
  }));
  const weights = new Array<number>(width).fill(0);
  let bias = 0;
  for (let step = 0; step < steps; step += 1) {
    const slopes = weights.map((weight) => ridge * weight);
    let slope = 0;
    for (const { values, target, share } of rows) {
      const off = (1 / (1 + Math.exp(-(bias + dot(weights, values)))) - target) * share;
      for (let at = 0; at < width; at += 1) slopes[at] = (slopes[at] ?? 0) + off * (values[at] ?? 0);
      slope += off;
    }
    for (let at = 0; at < width; at += 1) weights[at] = (weights[at] ?? 0) - rate * (slopes[at] ?? 0);
    bias -= rate * slope;
  }
  // Told for features as they come, so that who asks need not know how they were spread.
  const unscaled = weights.map((weight, at) => weight / (columns[at]?.deviation ?? 1));
  const shift = unscaled.reduce((sum, weight, at) => sum + weight * (columns[at]?.mean ?? 0), 0);
  return { weights: unscaled, bias: bias - shift };
}

/** Above 0: it rather holds. */
export function likelihood({ weights, bias }: Logistic, features: readonly number[]): number {
  return bias + dot(weights, features);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function spreadOf(cases: readonly Case[], at: number): { mean: number; deviation: number } {
  const values = cases.map(({ features }) => features[at] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
