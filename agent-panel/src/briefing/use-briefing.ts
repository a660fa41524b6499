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

interface Told {
  day: string;
  changes: readonly Change[];
  /** those that were in sight on this PC before */
  seen: ReadonlySet<string>;
}

/** Today's changes of the base, asked for again and again; what was seen before is no longer new. */
export function useBriefing(accountId: string): Briefing {
  const { answer, again } = useAsked('knowledge/changes', changesAnswerSchema);
  const [last, setLast] = useState<Told | null>(null);

  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  useEffect(() => {
    // A bridge that is not reached takes nothing back that it told before.
    if (!answer?.ok) return;
    const { day, changes } = answer.value;
    setLast({ day, changes, seen: seenOn(day, accountId) });
  }, [answer, accountId]);

  const changes = last?.changes ?? [];
  return {
    day: last?.day ?? null,
    changes,
    fresh: new Set(changes.map(keyOf).filter((key) => !last?.seen.has(key))),
    trouble: answer !== null && !answer.ok ? answer.error.message : null,
    markSeen() {
      if (last === null) return;
      const seen = changes.map(keyOf);
      see(last.day, accountId, seen);
      setLast({ ...last, seen: new Set(seen) });
    },
  };
}
