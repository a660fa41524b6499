import { z } from 'zod';

/** What a text's own signs and pairs of signs say: the higher, the likelier the case. */
export const leaningSchema = z.strictObject({
  bias: z.number(),
  /** by sign or pair of neighbouring signs; others say nothing */
  signs: z.record(z.string(), z.number()),
});
export type Leaning = z.infer<typeof leaningSchema>;

export interface WordedCase {
  text: string;
  holds: boolean;
}

/** In so many texts at least: what was met once or twice is learned by heart. */
const leastMet = 3;
/** How much large weights are held down, all texts together. */
const ridge = 5;
const steps = 500;
/** Weights are kept to the thousandth: the file is read at every start. */
const kept = 1_000;

/** By the square root of how many are known: a long text says no more than a short one by being long. */
export function leaningOf({ bias, signs }: Leaning, text: string): number {
  let [sum, known] = [0, 0];
  for (const sign of signsIn(text)) {
    const weight = signs[sign];
    if (weight === undefined) continue;
    sum += weight;
    known += 1;
  }
  return bias + sum / Math.sqrt(known || 1);
}

/** Each once, of what stands without a break: marks and spaces say how somebody writes, not what is asked. */
function signsIn(text: string): Set<string> {
  const signs = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    const each = [...run];
    each.forEach((sign, at) => {
      signs.add(sign);
      if (at > 0) signs.add(`${each[at - 1] ?? ''}${sign}`);
    });
  }
  return signs;
}

/**
 * Logistic regression over signs, rare ones held down less, both sides counted as one half however many they are; by
 * Nesterov's accelerated descent.
 *
 * @throws RangeError where one of the sides has no case
 */
export function fitLeaning(cases: readonly WordedCase[]): Leaning {
  const holding = cases.filter(({ holds }) => holds).length;
  if (holding === 0 || holding === cases.length)
    throw new RangeError('nothing can be learned: all cases are alike');
  const texts = cases.map(({ text }) => [...signsIn(text)]);
  const met = new Map<string, number>();
  for (const signs of texts) for (const sign of signs) met.set(sign, (met.get(sign) ?? 0) + 1);
  const known = [...met].filter(([, times]) => times >= leastMet).map(([sign]) => sign);
  const places = new Map(known.map((sign, place) => [sign, place]));
  const rarities = Float64Array.from(
    known,
    (sign) => Math.log((1 + cases.length) / (1 + (met.get(sign) ?? 0))) + 1,
  );
  const rows = texts.map((signs, at) => {
    const own = signs.flatMap((sign) => places.get(sign) ?? []);
    const holds = cases[at]?.holds === true;
    return {
      own,
      target: holds ? 1 : 0,
      share: 0.5 / (holds ? holding : cases.length - holding),
      norm: Math.sqrt(own.length || 1),
    };
  });
  const longest = rows.reduce(
    (most, { own, norm }) =>
      Math.max(most, own.reduce((sum, sign) => sum + (rarities[sign] ?? 0) ** 2, 0) / norm ** 2),
    1,
  );
  const rate = 1 / (0.25 * (longest + 1) + ridge / cases.length);
  // The last place is the bias, which nothing holds down.
  const weights = new Float64Array(known.length + 1);
  const ahead = new Float64Array(weights);
  const slopes = new Float64Array(weights);
  for (let step = 0; step < steps; step += 1) {
    for (let at = 0; at < known.length; at += 1) slopes[at] = (ridge / cases.length) * (ahead[at] ?? 0);
    slopes[known.length] = 0;
    for (const { own, target, share, norm } of rows) {
      let sum = 0;
      for (const sign of own) sum += (ahead[sign] ?? 0) * (rarities[sign] ?? 0);
      const off = (1 / (1 + Math.exp(-((ahead[known.length] ?? 0) + sum / norm))) - target) * share;
      for (const sign of own) slopes[sign] = (slopes[sign] ?? 0) + (off * (rarities[sign] ?? 0)) / norm;
      slopes[known.length] = (slopes[known.length] ?? 0) + off;
    }
    const momentum = step / (step + 3);
    for (let at = 0; at <= known.length; at += 1) {
      const next = (ahead[at] ?? 0) - rate * (slopes[at] ?? 0);
      ahead[at] = next + momentum * (next - (weights[at] ?? 0));
      weights[at] = next;
    }
  }
  const rounded = (value: number) => Math.round(value * kept) / kept;
  return {
    bias: rounded(weights[known.length] ?? 0),
    signs: Object.fromEntries(
      known.map((sign, at) => [sign, rounded((weights[at] ?? 0) * (rarities[at] ?? 0))] as const),
    ),
  };
}
