import type { PolicyArticle } from '../article.ts';
import { type ValidityState, validityAt } from '../validity/validity.ts';

/** 0 applies, 1 to be checked, 2 not yet, 3 no more. No score lifts a text over one of a lower tier. */
export type Tier = 0 | 1 | 2 | 3;

const TIERS: Readonly<Record<ValidityState, Tier>> = {
  'in-force': 0,
  partly: 0,
  unclear: 1,
  'not-yet': 2,
  amended: 3,
  ended: 3,
  repealed: 3,
};

/** On one day. A question touches thousands of clauses of a hundred articles, so an article is looked at once. */
export function tiersOn(day: string): (article: PolicyArticle, clause: number) => Tier {
  const known = new Map<string, Tier>();
  return (article, clause) => {
    if (article.endedClauses.length > 0) {
      return TIERS[validityAt(article, day, article.clauses[clause]?.no).state];
    }
    const tier = known.get(article.id) ?? TIERS[validityAt(article, day).state];
    known.set(article.id, tier);
    return tier;
  };
}

// Of the best score. Below, a clause shares a word or two with the question, no more.
const WORTH_SHOWING = 0.35;
// What does not apply is shown only where it answers the question: the operator must be able to see that a rule
// existed and what took its place (“以前是15个工作日”). It may then take so much of the list.
const WORTH_SHOWING_OTHERS = 0.55;
const SHARE_OF_OTHERS = 0.3;

/** Which scores are shown. */
export interface Least {
  /** of what applies */
  applying: number;
  /** of what does not */
  others: number;
}

interface Placed {
  tier: Tier;
  score: number;
}

/** The list as it is shown: what applies first, some room for good matches that do not. */
export function listed<T extends Placed>(
  found: readonly T[],
  limit: number,
  inOrder: (a: T, b: T) => number,
): T[] {
  const least = leastShown(found);
  const sorted = found
    .filter(({ tier, score }) => score >= (tier === 0 ? least.applying : least.others))
    .sort((a, b) => a.tier - b.tier || b.score - a.score || inOrder(a, b));
  const applying = sorted.filter(({ tier }) => tier === 0);
  const others = sorted.slice(applying.length);
  const room = Math.min(others.length, Math.floor(limit * SHARE_OF_OTHERS));
  const first = applying.slice(0, limit - room);
  return [...first, ...others.slice(0, limit - first.length)];
}

export function leastShown(found: readonly Placed[]): Least {
  // What applies is measured by what applies: a better match that does not must not push it out of the list. What is to
  // be checked most likely applies still: beside it, a clause that shares a word or two is no answer to stand before it.
  const live = found.filter(({ tier }) => tier <= 1);
  return { applying: bestOf(live) * WORTH_SHOWING, others: bestOf(found) * WORTH_SHOWING_OTHERS };
}

function bestOf(found: readonly Placed[]): number {
  return found.reduce((highest, { score }) => Math.max(highest, score), 0);
}
