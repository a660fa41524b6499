import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import { keyOf } from '../answers/hits.ts';
import { offlineWords } from './words.ts';

/** Beyond these nobody looks while somebody is on the line. */
const LOOKED_AT = 5;

/** In words, what the bridge's answer has other than what was shown without it; empty: what matters is the same. */
export function differencesOf(shown: readonly AnswerHitView[], now: readonly AnswerHitView[]): string[] {
  const before = new Map(shown.map((hit) => [keyOf(hit), hit]));
  const after = new Map(now.map((hit) => [keyOf(hit), hit]));
  const first = <T>(list: readonly T[]) => list.slice(0, LOOKED_AT);
  const named = ({ title, clauseNo }: AnswerHitView) => `《${title}》${clauseNo}`;
  const differences = [
    ...first(now)
      .filter((hit) => !before.has(keyOf(hit)))
      .map((hit) => offlineWords.come(named(hit))),
    ...first(shown)
      .filter((hit) => !after.has(keyOf(hit)))
      .map((hit) => offlineWords.gone(named(hit))),
    ...shown.flatMap((hit) => {
      const online = after.get(keyOf(hit));
      return online !== undefined && online.validity.state !== hit.validity.state
        ? offlineWords.changed(named(hit), online.validity.label)
        : [];
    }),
  ];
  const isMoved = differences.length === 0 && keys(first(shown)) !== keys(first(now));
  return isMoved ? [offlineWords.moved] : differences;
}

function keys(hits: readonly AnswerHitView[]): string {
  return hits.map(keyOf).join();
}
