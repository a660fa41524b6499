import { useEffect, useState } from 'react';
import { changesAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import type { Change } from '../library/change-tag.tsx';
import { useAsked } from '../link/use-asked.ts';
import { see, seenOn } from './read-marks.ts';

/** An answer withdrawn at once is known at every seat so soon; two hundred seats ask once in three seconds. */
const AGAIN_MS = 10 * 60_000;

export interface Briefing {
  /** null: not told yet, or not reached */
  day: string | null;
  changes: readonly Change[];
  /** of the changes, those that were not in sight yet */
  fresh: ReadonlySet<string>;
  /** why there is nothing newer; null: nothing is wrong */
  trouble: string | null;
  markSeen(): void;
}

export const keyOf = (change: Change) => `${change.change} ${change.entryId} ${change.on}`;

/** Today's changes of the base, asked for again and again; what was seen before is no longer new. */
export function useBriefing(accountId: string): Briefing {
  const { answer, again } = useAsked('knowledge/changes', changesAnswerSchema);
  const [last, setLast] = useState<{ day: string; changes: readonly Change[] } | null>(null);
  const [, setMarks] = useState(0);

  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  useEffect(() => {
    // A bridge that is not reached takes nothing back that it told before.
    if (answer?.ok) setLast(answer.value);
  }, [answer]);

  const day = last?.day ?? null;
  const changes = last?.changes ?? [];
  const seen = day === null ? new Set<string>() : seenOn(day, accountId);
  return {
    day,
    changes,
    fresh: new Set(changes.map(keyOf).filter((key) => !seen.has(key))),
    trouble: answer !== null && !answer.ok ? answer.error.message : null,
    markSeen() {
      if (day === null) return;
      see(day, accountId, changes.map(keyOf));
      setMarks((marks) => marks + 1);
    },
  };
}
